-- store_metrics: judges and stores the matched rows of a batch of metrics.
--
-- A final export does not say when its numbers were reached, so it becomes no snapshot.

create or replace function bandit_internal.store_metrics(
    p_account_id         bigint,                          -- the account
    p_rows               bandit_internal.metrics_row[],   -- from match_posts
    p_source             text,                            -- who delivers the rows
    p_is_final           boolean,                         -- a final export: known from the time of posting
    p_accept_implausible boolean                          -- an operator has accepted the numbers
) returns table (
    row_index    bigint,
    result       text,
    moves_shares boolean,
    posted_at    timestamptz,
    column_name  text,
    reason       text
)
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
#variable_conflict use_column
declare
    v_rows    bandit_internal.metrics_row[] := p_rows;
    v_stored  bandit_internal.stored_outcome[];
    v_batch   bigint[];
    v_largest numeric;
begin
    lock table bandit.content_metadata in row exclusive mode;   -- before metric_snapshots, as in maintain_partitions

    v_stored := bandit_internal.read_outcomes(p_account_id, p_rows);
    if not p_accept_implausible then
        v_batch := array(select greatest((r.metrics).impressions, (r.metrics).views) from unnest(p_rows) as r);
        if 1000000 < any (v_batch) then
            v_largest := bandit_internal.plausible_exposure(bandit_internal.known_exposures(p_account_id), v_batch);
        end if;
        v_rows := bandit_internal.judge_metrics(p_rows, v_stored, v_largest);
    end if;
    if not p_is_final then
        perform bandit_internal.store_snapshots(p_account_id, v_rows, p_source);
    end if;

    return query
    select
        r.row_index,
        case when r.reason is not null then 'rejected' else coalesce(s.result, 'unchanged') end,   -- the newest row of a post reports its result
        s.moves_shares, r.posted_at, r.column_name, r.reason
    from unnest(v_rows) as r
    left join bandit_internal.store_outcomes(p_account_id, v_rows, v_stored, p_source, p_is_final) as s using (row_index);
end
$function$;

comment on function bandit_internal.store_metrics(bigint, bandit_internal.metrics_row[], text, boolean, boolean) is
    'Judges a batch of metrics and stores the accepted rows. Returns for each row: inserted, updated, unchanged or rejected (with column and reason), and whether the change affects the attribution of followers.';

revoke all on function bandit_internal.store_metrics(bigint, bandit_internal.metrics_row[], text, boolean, boolean) from public;
