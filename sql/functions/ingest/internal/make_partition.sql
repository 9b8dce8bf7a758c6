-- make_partition: the partition of a month of readings.

create or replace function bandit_internal.make_partition(
    p_name     text,          -- name of the partition
    p_month_at timestamptz    -- start of the month, UTC
) returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
set datestyle = 'ISO'
set timezone = 'UTC'
as $function$
declare
    v_end   timestamptz := p_month_at + interval '1 month';
    v_moved bigint;
begin
    execute format('create table bandit.%I (like bandit.metric_snapshots including defaults including constraints including indexes)', p_name);
    execute format('comment on table bandit.%I is %L', p_name, format('Readings of %s, UTC.', to_char(p_month_at, 'YYYY-MM')));
    execute format($sql$
        with moved as (
            delete from bandit.metric_snapshots_default as d
            where d.bucket_at >= $1
              and d.bucket_at < $2
            returning d.*
        )
        insert into bandit.%I
        select m.* from moved as m
    $sql$, p_name)
    using p_month_at, v_end;
    get diagnostics v_moved = row_count;
    execute format('alter table bandit.metric_snapshots attach partition bandit.%I for values from (%L) to (%L)', p_name, p_month_at, v_end);
    return v_moved;
end
$function$;

comment on function bandit_internal.make_partition(text, timestamptz) is
    'Creates the partition of a month and moves its readings there from the default partition. Returns the number of readings moved. maintain_partitions must have locked the tables.';

revoke all on function bandit_internal.make_partition(text, timestamptz) from public;
