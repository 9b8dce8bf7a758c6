-- record_outcomes: stores a batch of metrics as a bot or a scraper read them.

create or replace function bandit.record_outcomes(
    p_rows         jsonb,                      -- array of objects: decision_id or tweet_id, metrics by name, optionally collected_at, extra {name: value}, unavailable {metric: reason} and raw
    p_source       text        default 'bot',  -- who delivers the rows; null: bot
    p_collected_at timestamptz default null,   -- when the numbers were read, for rows without collected_at; null: clock()
    p_account_id   bigint      default null    -- null: the account of the decisions, else the current one
) returns table (
    read         bigint,
    inserted     bigint,
    updated      bigint,
    unchanged    bigint,
    rejected     bigint,
    unknown_keys jsonb
)
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
#variable_conflict use_column
declare
    v_now          timestamptz := bandit.clock();
    v_collected_at timestamptz := coalesce(p_collected_at, v_now);
    v_rows         bandit_internal.metrics_row[];
    v_account_id   bigint;
begin
    perform bandit_internal.check_rows(p_rows, v_collected_at, v_now);
    v_rows := bandit_internal.parse_metrics(p_rows, v_collected_at, v_now);
    v_account_id := bandit_internal.resolve_account(bandit_internal.account_of_rows(p_account_id, v_rows));
    v_rows := bandit_internal.match_posts(v_account_id, v_rows);

    return query
    select r.read, r.inserted, r.updated, r.unchanged, r.rejected, bandit_internal.unknown_keys(p_rows, bandit_internal.known_keys())
    from bandit_internal.record_metrics(v_account_id, v_rows, p_rows, coalesce(bandit_internal.check_source(p_source), 'bot'), v_collected_at) as r;
end
$function$;

comment on function bandit.record_outcomes(jsonb, text, timestamptz, bigint) is
    'Stores a batch of metrics and returns the numbers of rows read, inserted, updated, unchanged and rejected, and the keys that it does not know and has ignored, as {key: rows}. NULL or absent: not measured. A late reading never overwrites a newer one. Rejected rows are stored in rejected_metrics with the reason. Not an array of objects: WT014. Invalid p_collected_at: WT004.';

revoke all on function bandit.record_outcomes(jsonb, text, timestamptz, bigint) from public;
grant execute on function bandit.record_outcomes(jsonb, text, timestamptz, bigint) to bandit_bot, bandit_operator;
