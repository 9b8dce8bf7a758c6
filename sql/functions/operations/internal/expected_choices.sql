-- expected_choices: how often each generator was chosen, and how often its propensities predict.
--
-- Choices between two changes of the weights share their propensities, so these are computed once for each arm and period.

create or replace function bandit_internal.expected_choices(
    p_choices    bandit_internal.arm_choice[],       -- the choices
    p_histories  bandit_internal.generator_history[],   -- the weights that they were made with
    p_min_weight numeric                             -- floor of free weights in transformed arms
) returns bandit_internal.choice_count[]
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_times timestamptz[] := array(select distinct t.changed_at from unnest(p_histories) as h cross join unnest(h.times) as t (changed_at) order by t.changed_at);
begin
    return array(
        with periods as (
            select c.experiment_arm, c.transform, c.strength, t.changed_at, count(*) as choices
            from unnest(p_choices) as c
            cross join lateral (select v_times[width_bucket(c.created_at, v_times)] as changed_at) as t
            group by c.experiment_arm, c.transform, c.strength, t.changed_at
        ),
        weighted as (
            select
                p.transform,
                p.strength,
                p.choices,
                array_agg(h.generator_name) as names,
                array_agg(h.weights[width_bucket(p.changed_at, h.times)]) as weights,
                array_agg(case when h.is_held then h.weights[width_bucket(p.changed_at, h.times)] end) as fixed
            from periods as p
            cross join unnest(p_histories) as h
            group by p.experiment_arm, p.transform, p.strength, p.changed_at, p.choices
        ),
        expected as (
            select t.generator_name, sum(w.choices * t.propensity) as expected
            from weighted as w
            cross join lateral bandit_internal.transform_weights(w.names, w.weights, w.fixed, w.transform, w.strength, p_min_weight, null) as t
            group by t.generator_name
        )
        select row(e.generator_name, count(c.generator_name), e.expected)::bandit_internal.choice_count
        from expected as e
        left join unnest(p_choices) as c on c.generator_name = e.generator_name
        group by e.generator_name, e.expected
    );
end
$function$;

comment on function bandit_internal.expected_choices(bandit_internal.arm_choice[], bandit_internal.generator_history[], numeric) is
    'Returns for each generator the number of its choices and the sum of its propensities over all the choices.';

revoke all on function bandit_internal.expected_choices(bandit_internal.arm_choice[], bandit_internal.generator_history[], numeric) from public;
grant execute on function bandit_internal.expected_choices(bandit_internal.arm_choice[], bandit_internal.generator_history[], numeric) to bandit_operator, bandit_reader;
