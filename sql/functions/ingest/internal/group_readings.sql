-- group_readings: one reading per post and period.

create or replace function bandit_internal.group_readings(
    p_rows   bandit_internal.metrics_row[],   -- matched and judged; rejected rows are left out
    p_period interval                        -- length of the period; null: one period for all readings
) returns bandit_internal.metrics_row[]
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $function$
begin
    return (
        with readings as (
            select r.decision_id, date_bin(p_period, r.collected_at, timestamptz 'epoch') as period_at, r as reading
            from unnest(p_rows) as r
            where r.reason is null
            order by r.decision_id, period_at, r.collected_at, r.row_index
        ),
        grouped as (
            select array_agg(r.reading) as readings   -- sorted once for all groups
            from readings as r
            group by r.decision_id, r.period_at
        )
        select array_agg(case when cardinality(g.readings) > 1 then bandit_internal.merge_readings(g.readings) else g.readings[1] end)
        from grouped as g
    );
end
$function$;

comment on function bandit_internal.group_readings(bandit_internal.metrics_row[], interval) is
    'Returns the accepted rows merged to one per post and period; row_index and times are those of the newest row. NULL: no row is accepted.';

revoke all on function bandit_internal.group_readings(bandit_internal.metrics_row[], interval) from public;
