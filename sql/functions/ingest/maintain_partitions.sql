-- maintain_partitions: makes a partition for each month of readings ahead of time and drops those past retention.
--
-- Writers wait while partitions change; otherwise an insert into the default partition would fail when its month gets a
-- partition of its own. The tables are locked in the order in which writers lock them, posts before readings, to avoid
-- deadlocks. If a lock is held for long, this gives up until the next day, so that other sessions do not queue behind it.
-- A time ahead of the clock makes partitions, but deletes nothing.

create or replace function bandit.maintain_partitions(
    p_now timestamptz default null   -- 2006 to 9998; null: clock()
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
    v_now     timestamptz := bandit_internal.resolve_now(p_now);
    v_oldest  timestamptz := bandit_internal.oldest_month(v_now);
    v_actions text[];
    v_change  record;
begin
    partition_name := 'metric_snapshots_default';
    action := 'delete';
    delete from bandit.metric_snapshots_default as d
    where d.bucket_at < v_oldest;
    get diagnostics readings = row_count;
    if readings > 0 then
        return next;
    end if;

    v_actions := array(select c.action from bandit_internal.partition_changes(v_now, v_oldest) as c);
    if v_actions = '{}' then
        return;
    end if;
    if 'drop' = any (v_actions) then
        lock table bandit.content_metadata in access exclusive mode;   -- needed to drop a foreign key to it
    else
        lock table bandit.content_metadata in share row exclusive mode;
    end if;
    lock table bandit.metric_snapshots in share row exclusive mode;

    for v_change in   -- read again, now that nothing can change
        select c.partition_name as name, c.action as verb, c.month_at
        from bandit_internal.partition_changes(v_now, v_oldest) as c
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
    'Makes the partitions of metric_snapshots up to two months ahead, moves readings from the default partition to the partition of their month, and drops the months wholly older than the longest snapshot_retention, counted from clock() if p_now is ahead of it. Returns one row per change (make, drop or delete) with the number of readings moved or deleted. Repeated, it changes nothing. Before 2006 or after 9999: WT004. Runs daily.';

revoke all on function bandit.maintain_partitions(timestamptz) from public;
grant execute on function bandit.maintain_partitions(timestamptz) to bandit_operator;
