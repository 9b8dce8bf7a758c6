-- record_metrics: stores a batch of readings, keeps the rejected rows and counts the results.

create or replace function bandit_internal.record_metrics(
    p_account_id   bigint,                          -- the account
    p_rows         bandit_internal.metrics_row[],   -- from match_posts
    p_received     jsonb,                           -- the batch as received, to keep the rejected rows
    p_source       text,                            -- who delivers the rows
    p_collected_at timestamptz                      -- when the numbers were read, for rows without collected_at
) returns table (
    read      bigint,
    inserted  bigint,
    updated   bigint,
    unchanged bigint,
    rejected  bigint
)
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_results record;
begin
    select
        count(*) as read,
        count(*) filter (where s.result = 'inserted') as inserted,
        count(*) filter (where s.result = 'updated') as updated,
        count(*) filter (where s.result = 'unchanged') as unchanged,
        count(*) filter (where s.result = 'rejected') as rejected,
        jsonb_agg(p_received -> (s.row_index - 1)::integer order by s.row_index) filter (where s.result = 'rejected') as rows,
        array_agg(s.column_name order by s.row_index) filter (where s.result = 'rejected') as columns,
        array_agg(s.reason order by s.row_index) filter (where s.result = 'rejected') as reasons,
        min(s.posted_at) filter (where s.moves_shares) as moved_from
    into v_results
    from bandit_internal.store_metrics(p_account_id, p_rows, p_received, p_source, false, false) as s;

    perform bandit_internal.mark_late_post(p_account_id, v_results.moved_from, bandit.clock());
    if v_results.rejected > 0 then
        perform bandit_internal.reject_rows(p_account_id, p_source, v_results.rows, v_results.columns, v_results.reasons, p_collected_at);
    end if;

    return query
    select v_results.read, v_results.inserted, v_results.updated, v_results.unchanged, v_results.rejected;
end
$function$;

comment on function bandit_internal.record_metrics(bigint, bandit_internal.metrics_row[], jsonb, text, timestamptz) is
    'Stores a batch of readings, marks attribution due where they affect it, and stores the rejected rows in rejected_metrics. Returns the numbers of rows read, inserted, updated, unchanged and rejected.';

revoke all on function bandit_internal.record_metrics(bigint, bandit_internal.metrics_row[], jsonb, text, timestamptz) from public;
