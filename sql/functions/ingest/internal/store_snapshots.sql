-- store_snapshots: every accepted reading becomes a snapshot of the ten minutes from which it is known.
--
-- A final export is known from the time of posting. A later reading is one more snapshot and changes no look back.

create or replace function bandit_internal.store_snapshots(
    p_account_id bigint,                          -- the account
    p_rows       bandit_internal.metrics_row[],   -- judged rows
    p_received   jsonb,                           -- the batch as received
    p_source     text,                            -- who delivers the rows
    p_is_final   boolean                          -- a final export: known from the time of posting
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_bucket constant interval := interval '10 minutes';
    v_rows   bandit_internal.metrics_row[] := bandit_internal.group_readings(p_rows, case when not p_is_final then c_bucket end);
begin
    insert into bandit.metric_snapshots as s (
        account_id, decision_id, bucket_at, collected_at, known_at, likes, retweets, replies, quotes, bookmarks, views, impressions,
        profile_clicks, url_clicks, engagements, followers_gained, extra, unavailable, source, raw
    )
    select
        p_account_id, r.decision_id, date_bin(c_bucket, k.known_at, timestamptz 'epoch'), r.collected_at,
        case when p_is_final then k.known_at end,
        (r.metrics).likes, (r.metrics).retweets, (r.metrics).replies, (r.metrics).quotes, (r.metrics).bookmarks, (r.metrics).views,
        (r.metrics).impressions, (r.metrics).profile_clicks, (r.metrics).url_clicks, (r.metrics).engagements,
        case when (r.metrics).followers_source = 'reported' then (r.metrics).followers_gained end,
        coalesce((r.metrics).extra, '{}'), coalesce(r.unavailable, '{}'), p_source, coalesce(nullif(b.received -> 'raw', 'null'), b.received)
    from unnest(v_rows) as r
    cross join lateral (select case when p_is_final then r.posted_at else r.collected_at end as known_at) as k
    join jsonb_array_elements(p_received) with ordinality as b (received, row_index) using (row_index)
    order by r.decision_id, k.known_at   -- concurrent batches lock the snapshots in the same order
    on conflict (account_id, decision_id, bucket_at) do update
    set (likes, retweets, replies, quotes, bookmarks, views, impressions, profile_clicks, url_clicks, engagements, followers_gained, extra) = (
            select
                (m.metrics).likes, (m.metrics).retweets, (m.metrics).replies, (m.metrics).quotes, (m.metrics).bookmarks, (m.metrics).views,
                (m.metrics).impressions, (m.metrics).profile_clicks, (m.metrics).url_clicks, (m.metrics).engagements,
                (m.metrics).followers_gained, (m.metrics).extra
            from (
                select case
                    when bandit_internal.is_older(excluded.collected_at, b.incoming, s.collected_at, b.stored)
                        then bandit_internal.merge_metrics(b.incoming, b.stored)
                    else bandit_internal.merge_metrics(b.stored, b.incoming)
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
        known_at = case when excluded.collected_at >= s.collected_at then excluded.known_at else s.known_at end,
        unavailable = case when excluded.collected_at >= s.collected_at then s.unavailable || excluded.unavailable else excluded.unavailable || s.unavailable end,
        source = case when excluded.collected_at >= s.collected_at then excluded.source else s.source end,
        raw = case when excluded.collected_at >= s.collected_at then excluded.raw else s.raw end
    where (   -- a batch that is stored again writes nothing
        excluded.collected_at >= s.collected_at
        and (excluded.collected_at, excluded.known_at, excluded.unavailable, excluded.source, excluded.raw,
                row(excluded.likes, excluded.retweets, excluded.replies, excluded.quotes, excluded.bookmarks,
                    excluded.views, excluded.impressions, excluded.profile_clicks, excluded.url_clicks, excluded.engagements,
                    null, null, excluded.followers_gained, null, excluded.extra)::bandit_internal.metrics)
            is distinct from
            (s.collected_at, s.known_at, s.unavailable, s.source, s.raw,
                row(s.likes, s.retweets, s.replies, s.quotes, s.bookmarks,
                    s.views, s.impressions, s.profile_clicks, s.url_clicks, s.engagements,
                    null, null, s.followers_gained, null, s.extra)::bandit_internal.metrics)
    ) or (
        excluded.collected_at < s.collected_at
        and (
            excluded.unavailable || s.unavailable <> s.unavailable
            or bandit_internal.merge_metrics(
                row(excluded.likes, excluded.retweets, excluded.replies, excluded.quotes, excluded.bookmarks,
                    excluded.views, excluded.impressions, excluded.profile_clicks, excluded.url_clicks, excluded.engagements,
                    null, null, excluded.followers_gained, null, excluded.extra)::bandit_internal.metrics,
                row(s.likes, s.retweets, s.replies, s.quotes, s.bookmarks,
                    s.views, s.impressions, s.profile_clicks, s.url_clicks, s.engagements,
                    null, null, s.followers_gained, null, s.extra)::bandit_internal.metrics
            ) is distinct from
                row(s.likes, s.retweets, s.replies, s.quotes, s.bookmarks,
                    s.views, s.impressions, s.profile_clicks, s.url_clicks, s.engagements,
                    null, null, s.followers_gained, null, s.extra)::bandit_internal.metrics
        )
    );
end
$function$;

comment on function bandit_internal.store_snapshots(bigint, bandit_internal.metrics_row[], jsonb, text, boolean) is
    'Stores the accepted rows of a batch in metric_snapshots, merged with what is stored of the same ten minutes by merge_metrics.';

revoke all on function bandit_internal.store_snapshots(bigint, bandit_internal.metrics_row[], jsonb, text, boolean) from public;
