-- store_snapshots: every accepted reading becomes a snapshot of its ten minutes.

create or replace function bandit_internal.store_snapshots(
    p_account_id bigint,                          -- the account
    p_rows       bandit_internal.metrics_row[],   -- judged rows
    p_received   jsonb,                           -- the batch as received
    p_source     text                             -- who delivers the rows
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_bucket constant interval := interval '10 minutes';
    v_rows   bandit_internal.metrics_row[] := bandit_internal.group_readings(p_rows, c_bucket);
begin
    insert into bandit.metric_snapshots as s (
        account_id, decision_id, bucket_at, collected_at, likes, retweets, replies, quotes, bookmarks, views, impressions,
        profile_clicks, url_clicks, engagements, followers_gained, extra, unavailable, source, raw
    )
    select
        p_account_id, r.decision_id, date_bin(c_bucket, r.collected_at, timestamptz 'epoch'), r.collected_at,
        (r.metrics).likes, (r.metrics).retweets, (r.metrics).replies, (r.metrics).quotes, (r.metrics).bookmarks, (r.metrics).views,
        (r.metrics).impressions, (r.metrics).profile_clicks, (r.metrics).url_clicks, (r.metrics).engagements,
        case when (r.metrics).followers_source = 'reported' then (r.metrics).followers_gained end,
        coalesce((r.metrics).extra, '{}'), coalesce(r.unavailable, '{}'), p_source, coalesce(nullif(b.received -> 'raw', 'null'), b.received)
    from unnest(v_rows) as r
    join jsonb_array_elements(p_received) with ordinality as b (received, row_index) using (row_index)
    order by r.decision_id, r.collected_at   -- concurrent batches lock the snapshots in the same order
    on conflict (account_id, decision_id, bucket_at) do update
    set (likes, retweets, replies, quotes, bookmarks, views, impressions, profile_clicks, url_clicks, engagements, followers_gained, extra) = (
            select
                (m.metrics).likes, (m.metrics).retweets, (m.metrics).replies, (m.metrics).quotes, (m.metrics).bookmarks, (m.metrics).views,
                (m.metrics).impressions, (m.metrics).profile_clicks, (m.metrics).url_clicks, (m.metrics).engagements,
                (m.metrics).followers_gained, (m.metrics).extra
            from (
                select case
                    when excluded.collected_at >= s.collected_at then bandit_internal.merge_metrics(b.stored, b.incoming)
                    else bandit_internal.merge_metrics(b.incoming, b.stored)
                end as metrics
                from (
                    select
                        row(s.likes, s.retweets, s.replies, s.quotes, s.bookmarks, s.views, s.impressions, s.profile_clicks, s.url_clicks,
                            s.engagements, null, null, s.followers_gained, null, s.extra)::bandit_internal.metrics as stored,
                        row(excluded.likes, excluded.retweets, excluded.replies, excluded.quotes, excluded.bookmarks, excluded.views,
                            excluded.impressions, excluded.profile_clicks, excluded.url_clicks, excluded.engagements, null, null,
                            excluded.followers_gained, null, excluded.extra)::bandit_internal.metrics as incoming
                ) as b
                offset 0   -- merged once for all columns
            ) as m
        ),
        collected_at = greatest(excluded.collected_at, s.collected_at),
        unavailable = case when excluded.collected_at >= s.collected_at then s.unavailable || excluded.unavailable else excluded.unavailable || s.unavailable end,
        source = case when excluded.collected_at >= s.collected_at then excluded.source else s.source end,
        raw = case when excluded.collected_at >= s.collected_at then excluded.raw else s.raw end;
end
$function$;

comment on function bandit_internal.store_snapshots(bigint, bandit_internal.metrics_row[], jsonb, text) is
    'Stores the accepted rows of a batch in metric_snapshots, merged with what is stored of the same ten minutes by merge_metrics.';

revoke all on function bandit_internal.store_snapshots(bigint, bandit_internal.metrics_row[], jsonb, text) from public;
