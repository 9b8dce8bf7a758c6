-- health_selection: does what was chosen follow the propensities?
--
-- Pearson's chi-square over the last 500 choices of at most 30 days in the arms that run: what was chosen against the sum of
-- the propensities that each generator had at the time of each choice, worked out anew from the history of the weights and
-- the transform of the choice's arm. Choices made while the database was away followed the weights of an earlier time, and are
-- left out. Cells with fewer than 5 expected choices are pooled. The test begins after the last change of who is in play, in a
-- transformed arm also of who is pinned and of the floor, since the history of weights does not tell that. A probability
-- under 0.001 is a warning, not critical: looked at again and again, chance gets there once in a long while.

create or replace function bandit_internal.health_selection(
    p_account_id bigint,        -- the account
    p_now        timestamptz    -- time of the check
) returns bandit_internal.health_check
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
declare
    c_window      constant interval := interval '30 days';
    c_choices     constant integer := 500;
    c_enough      constant integer := 50;
    c_expected    constant integer := 5;
    c_significant constant double precision := 0.001;
    v_since       timestamptz := p_now - c_window;
    v_held_since  timestamptz;
    v_choices     bigint;
    v_cells       integer;
    v_chi_square  double precision;
    v_probability double precision;
begin
    select
        greatest(v_since, max(e.event_at) filter (where e.kind = 'generator_added' or e.detail ->> 'action' in ('disable', 'enable', 'test', 'release'))),
        greatest(v_since, max(e.event_at))
    into v_since, v_held_since
    from bandit_internal.stg_events as e
    where e.account_id = p_account_id
      and e.event_at > v_since
      and e.event_at <= p_now
      and (
          e.kind = 'generator_added'
          or (e.kind = 'override' and e.detail ->> 'action' in ('disable', 'enable', 'test', 'pin', 'release'))
          or (e.kind = 'setting' and e.detail ->> 'key' = 'min_weight')
      );

    with choices as materialized (
        select d.generator_name, d.experiment_arm, d.created_at
        from bandit_internal.stg_decisions as d
        join bandit_internal.stg_experiment_arms as e
            on e.account_id = d.account_id
           and e.experiment_arm = d.experiment_arm
           and e.ended_at is null
           and d.created_at >= e.started_at
        where d.account_id = p_account_id
          and d.source = 'choice'
          and (e.transform = 'none' or d.created_at > v_held_since)
          and d.created_at > v_since
          and d.created_at <= p_now
        order by d.created_at desc
        limit c_choices
    ),
    steps as (
        select w.generator_name, timestamptz '-infinity' as changed_at, 0::bigint as change_id, w.weight
        from bandit_internal.weights_at(p_account_id, v_since) as w
        union all
        select g.generator_name, c.changed_at, c.change_id, c.new_weight
        from bandit_internal.stg_generators as g
        join bandit_internal.stg_weight_changes as c
            on c.account_id = g.account_id
           and c.generator_name = g.generator_name
           and c.changed_at > v_since
           and c.changed_at <= p_now
        where g.account_id = p_account_id
    ),
    histories as materialized (
        select
            s.generator_name,
            bool_or(g.pinned_weight is not null or g.status = 'testing') as is_held,
            array_agg(s.changed_at order by s.changed_at, s.change_id) as times,
            array_agg(s.weight order by s.changed_at, s.change_id) as weights
        from steps as s
        join bandit_internal.stg_generators as g
            on g.account_id = p_account_id
           and g.generator_name = s.generator_name
        where g.status in ('active', 'testing')
        group by s.generator_name
    ),
    epochs as materialized (
        select c.experiment_arm, t.changed_at, count(*) as choices
        from choices as c
        cross join (select array_agg(distinct s.changed_at order by s.changed_at) as times from steps as s) as k
        cross join lateral (select k.times[width_bucket(c.created_at, k.times)] as changed_at) as t
        group by c.experiment_arm, t.changed_at
    ),
    weights as (
        select
            e.experiment_arm,
            e.choices,
            array_agg(h.generator_name) as names,
            array_agg(h.weights[width_bucket(e.changed_at, h.times)]) as weights,
            array_agg(case when h.is_held then h.weights[width_bucket(e.changed_at, h.times)] end) as fixed
        from epochs as e
        cross join histories as h
        group by e.experiment_arm, e.changed_at, e.choices
    ),
    propensities as (
        select t.generator_name, sum(w.choices * t.propensity) as expected
        from weights as w
        join bandit_internal.stg_experiment_arms as e
            on e.account_id = p_account_id
           and e.experiment_arm = w.experiment_arm
        join bandit_internal.stg_settings as s on s.account_id = p_account_id
        cross join lateral bandit_internal.transform_weights(w.names, w.weights, w.fixed, e.transform, e.strength, s.min_weight) as t
        group by t.generator_name
    ),
    expectations as (
        select p.generator_name, p.expected, (select count(*) from choices as c where c.generator_name = p.generator_name) as chosen
        from propensities as p
    ),
    cells as (
        select sum(e.chosen) as chosen, sum(e.expected) as expected
        from (
            select
                x.generator_name,
                x.chosen,
                x.expected,
                x.expected < c_expected
                    or sum(x.expected) over (order by x.expected, x.generator_name collate "C") - x.expected < c_expected as is_pooled
            from expectations as x
        ) as e
        group by case when e.is_pooled then '' else e.generator_name end
    )
    select (select count(*) from choices), count(*), sum((c.chosen - c.expected) ^ 2 / nullif(c.expected, 0))
    into v_choices, v_cells, v_chi_square
    from cells as c;

    if v_choices < c_enough or v_cells < 2 then
        return row(
            'selection', 'info', 'no data yet', format('p at least %s', c_significant),
            case
                when v_choices < c_enough then format('no data yet: %s of %s choices', v_choices, c_enough)
                else 'no data yet: the choices are too few to tell generators apart'
            end,
            null
        )::bandit_internal.health_check;
    end if;

    v_probability := bandit_internal.chi_square_tail(v_chi_square, v_cells - 1);
    return row(
        'selection',
        case when v_probability < c_significant then 'warning' else 'ok' end,
        format('p = %s', round(v_probability::numeric, 4)),
        format('p at least %s', c_significant),
        format('the last %s choices %s the propensities they were made with (chi-square %s, %s degrees of freedom)', v_choices,
               case when v_probability < c_significant then 'do not follow' else 'follow' end, round(v_chi_square::numeric, 1), v_cells - 1),
        case when v_probability < c_significant then 'pgbandit generator list' end
    )::bandit_internal.health_check;
end
$function$;

comment on function bandit_internal.health_selection(bigint, timestamptz) is
    'Health check: a warning where the last 500 choices do not follow the propensities they were made with (chi-square, p under 0.001).';

revoke all on function bandit_internal.health_selection(bigint, timestamptz) from public;
grant execute on function bandit_internal.health_selection(bigint, timestamptz) to bandit_operator, bandit_reader;
