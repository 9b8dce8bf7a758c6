-- partition_changes: the partitions of readings to make and to drop.
--
-- Months are UTC. A month with readings in the default partition gets its own partition, except a month too far ahead:
-- only a wrong clock causes that, and its readings stay in the default partition.

create or replace function bandit_internal.partition_changes(
    p_now    timestamptz,   -- the present time
    p_oldest timestamptz    -- start of the oldest month to keep; null: all are kept
) returns table (
    partition_name text,
    action         text,
    month_at       timestamptz
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
as $function$
declare
    c_ahead  constant interval := interval '2 months';
    c_name   constant text := '"metric_snapshots_y"YYYY"m"MM';
    v_newest timestamptz := date_trunc('month', p_now) + c_ahead;
begin
    return query
    with present as (
        select c.relname::text as name, to_timestamp(substring(c.relname from '_y([0-9]+m[0-9]+)$'), 'YYYY"m"MM') as month_at
        from pg_catalog.pg_inherits as i
        join pg_catalog.pg_class as c on c.oid = i.inhrelid
        where i.inhparent = 'bandit.metric_snapshots'::regclass
          and c.relname ~ '_y[0-9]+m[0-9]+$'
    ),
    wanted as (
        select m.month_at
        from generate_series(date_trunc('month', p_now), v_newest, interval '1 month') as m (month_at)
        union
        select date_trunc('month', d.bucket_at)
        from bandit.metric_snapshots_default as d
        where d.bucket_at < v_newest + interval '1 month'
          and (d.bucket_at < p_oldest) is not true
    )
    select p.name, 'drop', p.month_at
    from present as p
    where p.month_at < p_oldest
    union all
    select to_char(w.month_at, c_name), 'make', w.month_at
    from wanted as w
    where to_char(w.month_at, c_name) not in (select p.name from present as p)
    order by 3;
end
$function$;

comment on function bandit_internal.partition_changes(timestamptz, timestamptz) is
    'Returns the partitions of metric_snapshots to make (up to two months ahead, and of months with readings in the default partition) or to drop (older than p_oldest).';

revoke all on function bandit_internal.partition_changes(timestamptz, timestamptz) from public;
