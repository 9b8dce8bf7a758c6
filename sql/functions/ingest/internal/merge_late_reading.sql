-- merge_late_reading: a reading that is older than the stored outcome becomes part of it.
--
-- It fills the metrics that are still unknown. A stored metric that was carried from a reading with fewer impressions is older than
-- this one, and gives way. So the order in which late readings arrive does not matter.

create or replace function bandit_internal.merge_late_reading(
    p_stored  bandit_internal.stored_outcome,   -- what is stored
    p_metrics bandit_internal.metrics,          -- the metrics of the reading
    p_carried jsonb                             -- their impressions by metric; null: all are of one reading
) returns bandit_internal.stored_outcome
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_merged  bandit_internal.stored_outcome := p_stored;
    v_carried jsonb := bandit_internal.carry_impressions(p_stored.metrics, p_stored.carried_impressions, p_metrics, p_carried);
    v_older   text[] := array(
        select c.key
        from jsonb_each_text(p_stored.carried_impressions) as c
        where c.value::bigint < p_metrics.impressions
    );
    v_newer   bandit_internal.metrics := jsonb_populate_record(null::bandit_internal.metrics, to_jsonb(p_stored.metrics) - v_older);
begin
    v_merged.metrics := bandit_internal.merge_metrics(p_stored.metrics, p_metrics);
    v_merged.carried_impressions := bandit_internal.carry_impressions(v_merged.metrics, v_carried, v_newer, p_stored.carried_impressions);
    v_merged.metrics := bandit_internal.merge_metrics(v_merged.metrics, v_newer);
    return v_merged;
end
$function$;

comment on function bandit_internal.merge_late_reading(bandit_internal.stored_outcome, bandit_internal.metrics, jsonb) is
    'Returns the stored outcome with the metrics that are unknown or older taken from the reading, and the impressions that belong to them.';

revoke all on function bandit_internal.merge_late_reading(bandit_internal.stored_outcome, bandit_internal.metrics, jsonb) from public;
