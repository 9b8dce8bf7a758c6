-- reject_rows: keeps refused rows with their reasons; the same rejection is kept once.
--
-- The same row of a file is the same rejection however often the file is imported, so the time of
-- reading and the generator it would have gone to do not count.

create or replace function bandit_internal.reject_rows(
    p_account_id   bigint,        -- the account
    p_source       text,          -- who delivered the rows
    p_rows         jsonb,         -- array of the n refused rows as they came
    p_columns      text[],        -- n columns at fault; null: the row as a whole
    p_reasons      text[],        -- n reasons in words
    p_collected_at timestamptz    -- when the numbers were read, where a row does not say
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_now timestamptz := bandit.clock();
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
        coalesce(bandit_internal.parse_timestamp(r.raw ->> 'collected_at'), p_collected_at),
        v_now
    from jsonb_array_elements(p_rows) with ordinality as r (raw, position)
    join unnest(p_columns, p_reasons) with ordinality as p (column_name, reason, position) using (position)
    order by 8   -- the fingerprint: batches at the same time take their locks in the same order
    on conflict (account_id, fingerprint) do nothing;
end
$function$;

comment on function bandit_internal.reject_rows(bigint, text, jsonb, text[], text[], timestamptz) is
    'Appends refused rows to rejected_metrics, each once. Internal.';

revoke all on function bandit_internal.reject_rows(bigint, text, jsonb, text[], text[], timestamptz) from public;
