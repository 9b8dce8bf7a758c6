-- store_metrics: judges and stores the matched rows of a batch of metrics.

create or replace function bandit_internal.store_metrics(
    p_account_id         bigint,                          -- the account
    p_rows               bandit_internal.metrics_row[],   -- from match_posts
    p_received           jsonb,                           -- the batch as received
    p_source             text,                            -- who delivers the rows
    p_is_final           boolean,                         -- a final export: known from the time of posting
    p_accept_implausible boolean                          -- an operator has accepted the numbers
) returns table (
    row_index    bigint,
    posted_at    timestamptz,
    result       text,
    moves_shares boolean,
    column_name  text,
    reason       text
)
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
#variable_conflict use_column
declare
    v_rows    bandit_internal.metrics_row[] := p_rows;
    v_batch   bigint[];
    v_largest numeric;
begin
    lock table bandit.content_metadata in row exclusive mode;   -- before metric_snapshots, as in maintain_partitions

    if not p_accept_implausible then
        v_batch := array(select greatest((r.metrics).impressions, (r.metrics).views) from unnest(p_rows) as r);
        if 1000000 < any (v_batch) then
            v_largest := bandit_internal.plausible_exposure(bandit_internal.known_exposures(p_account_id), v_batch);
        end if;
        v_rows := bandit_internal.judge_metrics(p_rows, v_largest);
    end if;
    perform bandit_internal.store_snapshots(p_account_id, v_rows, p_received, p_source, p_is_final);

    return query
    select s.row_index, s.posted_at, s.result, s.moves_shares, s.column_name, s.reason
    from bandit_internal.store_outcomes(p_account_id, v_rows, p_source, p_is_final) as s;
end
$function$;

comment on function bandit_internal.store_metrics(bigint, bandit_internal.metrics_row[], jsonb, text, boolean, boolean) is
    'Judges a batch of metrics and stores the accepted rows. Returns the results of store_outcomes.';

revoke all on function bandit_internal.store_metrics(bigint, bandit_internal.metrics_row[], jsonb, text, boolean, boolean) from public;
