-- objective_exposure: the impressions that the value of a post is held against.
--
-- A metric and its exposure are of one reading: if later readings tell more impressions and not the metric, it keeps the impressions
-- of its own. Of several metrics the fewest impressions count. Views, impressions and extra values have the latest ones.

create or replace function bandit_internal.objective_exposure(
    p_objective   bandit_internal.objective,   -- from parse_objective
    p_readings    jsonb[],                     -- readings of the post, oldest first, from measured_metrics
    p_carried     jsonb,                       -- impressions by metric, where they are not those of its reading here; null: none
    p_impressions bigint                       -- the latest impressions; null: not measured
) returns bigint
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_latest constant text := '^(views|impressions|extra[.])';
begin
    return (
        select min(coalesce(
            (p_carried ->> case m.metric when 'followers' then 'followers_gained' else m.metric end)::bigint,
            (
                select (r.reading ->> 'impressions')::bigint
                from unnest(p_readings) with ordinality as r (reading, place)
                where r.reading ? m.metric
                  and m.metric !~ c_latest
                order by r.place desc
                limit 1
            ),
            p_impressions
        ))
        from unnest(p_objective.metrics) as m (metric)
    );
end
$function$;

comment on function bandit_internal.objective_exposure(bandit_internal.objective, jsonb[], jsonb, bigint) is
    'Returns the impressions of the readings that the metrics of an objective are from, the fewest if they differ; NULL: not measured.';

revoke all on function bandit_internal.objective_exposure(bandit_internal.objective, jsonb[], jsonb, bigint) from public;
grant execute on function bandit_internal.objective_exposure(bandit_internal.objective, jsonb[], jsonb, bigint) to bandit_operator, bandit_reader;
