-- objective_value: the value of a post in an objective.
--
-- An extra value counts if it is a number of 0 or more, below 10^15; JSON writes such a number without sign and exponent.

create or replace function bandit_internal.objective_value(
    p_objective bandit_internal.objective,   -- from parse_objective
    p_followers numeric,                     -- followers gained; null: not measured
    p_readings  jsonb[]                      -- readings of its other metrics, oldest first, from measured_metrics
) returns numeric
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_number constant text := '^[0-9]{1,15}([.][0-9]{1,30})?$';
begin
    return (
        select case when count(v.value) = count(*) then sum(t.weight * v.value) end
        from unnest(p_objective.metrics, p_objective.weights) as t (metric, weight)
        cross join lateral (
            select case
                when t.metric = 'followers' then p_followers
                else (
                    select case when r.reading ->> t.metric ~ c_number then (r.reading ->> t.metric)::numeric end
                    from unnest(p_readings) with ordinality as r (reading, place)
                    where r.reading ? t.metric
                    order by r.place desc
                    limit 1
                )
            end as value
        ) as v
    );
end
$function$;

comment on function bandit_internal.objective_value(bandit_internal.objective, numeric, jsonb[]) is
    'Returns the weighted sum of the newest known metrics of a post. NULL: one of them was not measured, or is not a count.';

revoke all on function bandit_internal.objective_value(bandit_internal.objective, numeric, jsonb[]) from public;
grant execute on function bandit_internal.objective_value(bandit_internal.objective, numeric, jsonb[]) to bandit_operator, bandit_reader;
