-- maintain_partitions: a partition for every month of readings, made ahead, and gone when nobody keeps it any more.
--
-- Writers wait while partitions change: an insert on its way into the default partition would be refused when its month
-- gets a partition of its own. The tables are locked in the order in which writers come to them, posts before readings,
-- so nobody waits in a circle; who holds them for long makes this give up until tomorrow, not everybody wait behind it.

create or replace function bandit.maintain_partitions(
    p_now timestamptz default null   -- null: clock()
) returns table (
    partition_name text,
    action         text,
    readings       bigint
)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
set timezone = 'UTC'
set lock_timeout = '5s'
as $function$
declare
    v_now    timestamptz := coalesce(p_now, bandit.clock());
    v_oldest timestamptz := date_trunc('month', v_now - (select max(s.snapshot_retention) from bandit.account_settings as s));
    v_change record;
begin
    partition_name := 'metric_snapshots_default';
    action := 'delete';
    delete from bandit.metric_snapshots_default as d
    where d.bucket_at < v_oldest;
    get diagnostics readings = row_count;
    if readings > 0 then
        return next;
    end if;

    if not exists (select 1 from bandit_internal.partition_changes(v_now)) then
        return;
    end if;
    if exists (select 1 from bandit_internal.partition_changes(v_now) as c where c.action = 'drop') then
        lock table bandit.content_metadata in access exclusive mode;   -- which dropping a reference to it needs
    else
        lock table bandit.content_metadata in share row exclusive mode;
    end if;
    lock table bandit.metric_snapshots in share row exclusive mode;

    for v_change in
        select c.partition_name as name, c.action as verb, c.month_at
        from bandit_internal.partition_changes(v_now) as c
    loop
        partition_name := v_change.name;
        action := v_change.verb;
        readings := null;
        if v_change.verb = 'make' then
            readings := bandit_internal.make_partition(v_change.name, v_change.month_at);
        else
            execute format('drop table bandit.%I', v_change.name);
        end if;
        return next;
    end loop;
end
$function$;

comment on function bandit.maintain_partitions(timestamptz) is
    'Makes the partitions of metric_snapshots up to two months ahead, moves readings from the default partition into their month, drops months that lie wholly before the longest snapshot_retention. One row a change (make, drop or delete) with the readings moved or deleted; again, it changes nothing. Scheduled daily.';

revoke all on function bandit.maintain_partitions(timestamptz) from public;
grant execute on function bandit.maintain_partitions(timestamptz) to bandit_operator;
