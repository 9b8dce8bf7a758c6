-- health_selection: do the choices follow the propensities?
--
-- Pearson's chi-square test of the last choices: the number of times that each generator was chosen against the sum of its
-- propensities at the time of each choice, computed from the history of the weights and the transform of the choice's arm.
-- The history does not tell who was active, pinned or testing, or what the floor was; so the test begins after the last
-- change of the active generators and, in a transformed arm, of pins and the floor. A probability under 0.001 is a warning
-- and not critical: with repeated tests, chance gets there once in a long while.

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
    c_enough      constant integer := 50;
    c_significant constant double precision := 0.001;
    v_since       timestamptz := p_now - c_window;
    v_held_since  timestamptz;
    v_min_weight  numeric := (select s.min_weight from bandit_internal.stg_settings as s where s.account_id = p_account_id);
    v_choices     bandit_internal.arm_choice[];
    v_histories   bandit_internal.generator_history[];
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

    v_choices := bandit_internal.recent_choices(p_account_id, v_since, v_held_since, p_now);
    if cardinality(v_choices) >= c_enough then
        v_histories := bandit_internal.weight_histories(p_account_id, v_since, p_now);
        select t.cells, t.chi_square
        into v_cells, v_chi_square
        from bandit_internal.compare_choices(bandit_internal.expected_choices(v_choices, v_histories, v_min_weight)) as t;
    end if;

    if v_cells is null or v_cells < 2 then
        return row(
            'selection', 'info', 'no data yet', format('p at least %s', c_significant),
            case
                when cardinality(v_choices) < c_enough then format('no data yet: %s of %s choices', cardinality(v_choices), c_enough)
                else 'no data yet: too few choices to compare generators'
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
        format('the last %s choices %s their propensities (chi-square %s, %s degrees of freedom)', cardinality(v_choices),
               case when v_probability < c_significant then 'do not follow' else 'follow' end, round(v_chi_square::numeric, 1), v_cells - 1),
        case when v_probability < c_significant then 'pgbandit generator list' end
    )::bandit_internal.health_check;
end
$function$;

comment on function bandit_internal.health_selection(bigint, timestamptz) is
    'Returns the health check selection: warning if the last 500 choices of at most 30 days do not follow their propensities (chi-square test, p under 0.001).';

revoke all on function bandit_internal.health_selection(bigint, timestamptz) from public;
grant execute on function bandit_internal.health_selection(bigint, timestamptz) to bandit_operator, bandit_reader;
