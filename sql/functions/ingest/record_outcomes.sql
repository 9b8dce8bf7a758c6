-- record_outcomes: a batch of metrics as a bot or a scraper read them.

create or replace function bandit.record_outcomes(
    p_rows         jsonb,                      -- array of objects: decision_id or tweet_id, metrics by name, optionally collected_at and extra
    p_source       text        default 'bot',  -- who delivers the rows; null: bot
    p_collected_at timestamptz default null,   -- when the numbers were read, where a row does not say; null: clock()
    p_account_id   bigint      default null    -- null: the current account
) returns table (
    read      bigint,
    inserted  bigint,
    updated   bigint,
    unchanged bigint,
    rejected  bigint
)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id   bigint := bandit_internal.resolve_account(p_account_id);
    v_source       text := coalesce(p_source, 'bot');
    v_collected_at timestamptz := coalesce(p_collected_at, bandit.clock());
    v_results      record;
begin
    perform bandit_internal.check_rows(p_rows, v_collected_at);

    select
        count(*) as read,
        count(*) filter (where s.result = 'inserted') as inserted,
        count(*) filter (where s.result = 'updated') as updated,
        count(*) filter (where s.result = 'unchanged') as unchanged,
        count(*) filter (where s.result = 'rejected') as rejected,
        jsonb_agg(p_rows -> (s.row_index - 1)::integer order by s.row_index) filter (where s.result = 'rejected') as rows,
        array_agg(s.column_name order by s.row_index) filter (where s.result = 'rejected') as columns,
        array_agg(s.reason order by s.row_index) filter (where s.result = 'rejected') as reasons,
        min(s.posted_at) filter (where s.moves_shares) as moved_from
    into v_results
    from bandit_internal.store_outcomes(v_account_id, p_rows, v_source, v_collected_at, false, false) as s;

    perform bandit_internal.mark_late_post(v_account_id, v_results.moved_from, bandit.clock());
    if v_results.rejected > 0 then
        perform bandit_internal.reject_rows(v_account_id, v_source, v_results.rows, v_results.columns, v_results.reasons, v_collected_at);
    end if;

    return query
    select v_results.read, v_results.inserted, v_results.updated, v_results.unchanged, v_results.rejected;
end
$function$;

comment on function bandit.record_outcomes(jsonb, text, timestamptz, bigint) is
    'Stores a batch of metrics and counts what became of the rows; NULL or absent means not measured. Refused rows go to rejected_metrics with the reason. Not an array of objects: WT014. Infinite p_collected_at: WT004.';

revoke all on function bandit.record_outcomes(jsonb, text, timestamptz, bigint) from public;
grant execute on function bandit.record_outcomes(jsonb, text, timestamptz, bigint) to bandit_bot, bandit_operator;
