-- reject_outcomes: stores rows that a client could not pass to record_outcomes, because they are no JSON for PostgreSQL.

create or replace function bandit.reject_outcomes(
    p_rows         jsonb,                      -- array of n objects: text, the row as received, and reason, why it is rejected
    p_source       text        default 'bot',  -- who delivers the rows; null: bot
    p_collected_at timestamptz default null,   -- when the numbers were read; null: clock()
    p_account_id   bigint      default null    -- null: the current account
) returns bigint
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id   bigint := bandit_internal.resolve_account(p_account_id);
    v_now          timestamptz := bandit.clock();
    v_collected_at timestamptz := coalesce(p_collected_at, v_now);
    v_texts        jsonb;
    v_reasons      text[];
begin
    perform bandit_internal.check_rows(p_rows, v_collected_at, v_now);

    select
        coalesce(jsonb_agg(jsonb_build_object('text', r.row ->> 'text') order by r.position), '[]'),
        coalesce(array_agg(coalesce(r.row ->> 'reason', 'unreadable') order by r.position), '{}')
    into v_texts, v_reasons
    from jsonb_array_elements(p_rows) with ordinality as r (row, position);

    perform bandit_internal.reject_rows(v_account_id, coalesce(bandit_internal.check_source(p_source), 'bot'), v_texts, array_fill(null::text, array[cardinality(v_reasons)]), v_reasons, v_collected_at);

    return cardinality(v_reasons);
end
$function$;

comment on function bandit.reject_outcomes(jsonb, text, timestamptz, bigint) is
    'Stores the text and the reason of each row in rejected_metrics, once, and returns the number of rows. Not an array of objects: WT014. Invalid p_collected_at: WT004.';

revoke all on function bandit.reject_outcomes(jsonb, text, timestamptz, bigint) from public;
grant execute on function bandit.reject_outcomes(jsonb, text, timestamptz, bigint) to bandit_bot, bandit_operator;
