-- reject_rows: stores rejected rows with their reasons, each rejection once.
--
-- The same row of a file is the same rejection however often the file is imported, so its fingerprint leaves out the time
-- of reading and the generator.

create or replace function bandit_internal.reject_rows(
    p_account_id   bigint,        -- the account
    p_source       text,          -- who delivered the rows
    p_rows         jsonb,         -- array of the n rejected rows as received
    p_columns      text[],        -- n columns at fault; null: the whole row
    p_reasons      text[],        -- n reasons in words
    p_collected_at timestamptz    -- when the numbers were read, for rows without collected_at
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_now    timestamptz := bandit.clock();
    v_latest timestamptz := greatest(v_now, p_collected_at) + interval '1 hour';
begin
    insert into bandit.rejected_metrics (
        account_id, source, file, row_number, column_name, reason, raw, fingerprint, collected_at, rejected_at
    )
    select
        p_account_id,
        p_source,
        r.raw ->> 'file',
        case when r.raw ->> 'row' ~ '^[0-9]{1,18}$' then (r.raw ->> 'row')::bigint end,
        p.column_name,
        p.reason,
        r.raw,
        md5(concat_ws('|', p_source, case when r.raw ? 'file' then r.raw - '{collected_at, generator_name}'::text[] else r.raw end, p.reason)),
        case when bandit_internal.time_problem(t.read_at, v_latest) is null then coalesce(t.read_at, p_collected_at) else p_collected_at end,
        v_now
    from jsonb_array_elements(p_rows) with ordinality as r (raw, position)
    cross join lateral (select bandit_internal.parse_timestamp(r.raw ->> 'collected_at') as read_at) as t
    join unnest(p_columns, p_reasons) with ordinality as p (column_name, reason, position) using (position)
    order by 8   -- the fingerprint: concurrent batches lock the rows in the same order
    on conflict (account_id, fingerprint) do nothing;
end
$function$;

comment on function bandit_internal.reject_rows(bigint, text, jsonb, text[], text[], timestamptz) is
    'Stores rejected rows in rejected_metrics, each rejection once.';

revoke all on function bandit_internal.reject_rows(bigint, text, jsonb, text[], text[], timestamptz) from public;
