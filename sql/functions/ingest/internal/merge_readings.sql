-- merge_readings: several readings of one post become one.
--
-- A reading whose impressions fell by over half is broken, see has_fallen: it only fills what the older one lacks.

create or replace function bandit_internal.merge_readings(
    p_rows bandit_internal.metrics_row[]   -- readings of one post, oldest first
) returns bandit_internal.metrics_row
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_older  bandit_internal.metrics_row;
    v_merged bandit_internal.metrics_row;
begin
    foreach v_merged in array p_rows loop
        if bandit_internal.is_older(v_merged.collected_at, v_merged.metrics, v_older.collected_at, v_older.metrics)
            or bandit_internal.has_fallen(
                greatest((v_older.metrics).impressions, (v_older.metrics).views), greatest((v_merged.metrics).impressions, (v_merged.metrics).views)
            ) then
            v_merged.carried_impressions := bandit_internal.carry_impressions(
                v_merged.metrics, v_merged.carried_impressions, v_older.metrics, v_older.carried_impressions
            );
            v_merged.metrics := bandit_internal.merge_metrics(v_merged.metrics, v_older.metrics);
        else
            v_merged.carried_impressions := bandit_internal.carry_impressions(
                v_older.metrics, v_older.carried_impressions, v_merged.metrics, v_merged.carried_impressions
            );
            v_merged.metrics := bandit_internal.merge_metrics(v_older.metrics, v_merged.metrics);
        end if;
        v_merged.unavailable := coalesce(v_older.unavailable || v_merged.unavailable, v_merged.unavailable, v_older.unavailable);
        v_older := v_merged;
    end loop;
    return v_merged;
end
$function$;

comment on function bandit_internal.merge_readings(bandit_internal.metrics_row[]) is
    'Returns the newest of the readings, with each metric that it lacks taken from the older ones.';

revoke all on function bandit_internal.merge_readings(bandit_internal.metrics_row[]) from public;
