-- store_outcomes: stores the sound rows of a batch of metrics and tells what became of each.
--
-- One statement whatever the batch. A newer reading takes the place of an older one, metric by metric, and a metric that
-- it lacks stays; a late reading only fills what is still unknown. Not measured is NULL and overwrites nothing, and the
-- same numbers read again stay known since they were first read. Several readings of one post in a batch are merged
-- alike, and the newest answers for them. Every reading also becomes a snapshot of the ten minutes from which it is known,
-- where readings are merged by the same rule: a later reading is one more, and takes nothing from a look back. `limit 1`
-- keeps the planner to one look-up by key for each row.

create or replace function bandit_internal.store_outcomes(
    p_account_id         bigint,        -- the account
    p_rows               jsonb,         -- array of n objects, see parse_outcomes
    p_source             text,          -- who delivers the rows
    p_collected_at       timestamptz,   -- when the numbers were read, where a row does not say
    p_is_final           boolean,       -- a final export: known from the time of posting
    p_accept_implausible boolean        -- an operator vouches for the numbers
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
    c_bucket constant interval := interval '10 minutes';
    c_origin constant timestamptz := timestamptz '2000-01-01 00:00+00';
begin
    lock table bandit.content_metadata in row exclusive mode;   -- before the readings, as in maintain_partitions

    return query
    with judged as materialized (
        select j.*, date_bin(c_bucket, k.known_at, c_origin) as bucket_at, k.known_at
        from bandit_internal.judge_outcomes(p_account_id, p_rows, p_collected_at, p_accept_implausible) as j
        cross join lateral (select coalesce(case when p_is_final then j.posted_at end, j.read_at) as known_at) as k
    ),
    readings as (
        select j.*, p_collected_at - j.bucket_at as behind   -- so that the newest is first in ascending order
        from judged as j
        where j.reason is null
        order by j.known_decision_id, j.posted_at, behind, j.read_at desc, j.row_index desc
    ),
    bucketed as materialized (
        select
            r.known_decision_id,
            r.posted_at,
            r.behind,
            (array_agg(r.bucket_at))[1] as bucket_at,
            (array_agg(r.row_index))[1] as row_index,
            (array_agg(r.read_at))[1] as read_at,
            (array_agg(r.known_at))[1] as known_at,
            (array_agg(r.likes) filter (where r.likes is not null))[1] as likes,
            (array_agg(r.retweets) filter (where r.retweets is not null))[1] as retweets,
            (array_agg(r.replies) filter (where r.replies is not null))[1] as replies,
            (array_agg(r.quotes) filter (where r.quotes is not null))[1] as quotes,
            (array_agg(r.bookmarks) filter (where r.bookmarks is not null))[1] as bookmarks,
            (array_agg(r.views) filter (where r.views is not null))[1] as views,
            (array_agg(r.impressions) filter (where r.impressions is not null))[1] as impressions,
            (array_agg(r.profile_clicks) filter (where r.profile_clicks is not null))[1] as profile_clicks,
            (array_agg(r.url_clicks) filter (where r.url_clicks is not null))[1] as url_clicks,
            (array_agg(r.engagements) filter (where r.engagements is not null))[1] as engagements,
            (array_agg(r.followers_before) filter (where r.followers_before is not null))[1] as followers_before,
            (array_agg(r.followers_after) filter (where r.followers_after is not null))[1] as followers_after,
            (array_agg(r.followers_gained) filter (where r.followers_gained is not null))[1] as followers_gained,
            (array_agg(r.followers_source) filter (where r.followers_source is not null))[1] as followers_source,
            array_agg(r.extra) filter (where r.extra is not null) as extras,
            array_agg(r.unavailable) filter (where r.unavailable is not null) as reasons,
            (array_agg(r.raw))[1] as raw
        from readings as r
        group by r.known_decision_id, r.posted_at, r.behind
    ),
    snapshots as (
        insert into bandit.metric_snapshots as s (
            account_id, decision_id, bucket_at, collected_at, known_at,
            likes, retweets, replies, quotes, bookmarks, views, impressions, profile_clicks, url_clicks, engagements,
            followers_gained, extra, unavailable, source, raw
        )
        select
            p_account_id, b.known_decision_id, b.bucket_at, b.read_at, case when p_is_final then b.known_at end,
            b.likes, b.retweets, b.replies, b.quotes, b.bookmarks, b.views, b.impressions, b.profile_clicks, b.url_clicks, b.engagements,
            case when b.followers_source = 'reported' then b.followers_gained end,
            coalesce(case when cardinality(b.extras) > 1 then bandit_internal.merge_newest(b.extras) else b.extras[1] end, '{}'),
            coalesce(case when cardinality(b.reasons) > 1 then bandit_internal.merge_newest(b.reasons) else b.reasons[1] end, '{}'),
            p_source, coalesce(b.raw, p_rows -> (b.row_index - 1)::integer)
        from bucketed as b
        order by b.known_decision_id, b.bucket_at
        on conflict (account_id, decision_id, bucket_at) do update
        set collected_at = greatest(excluded.collected_at, s.collected_at),
            known_at = case when excluded.collected_at >= s.collected_at then excluded.known_at else s.known_at end,
            likes = case when excluded.collected_at >= s.collected_at then coalesce(excluded.likes, s.likes) else coalesce(s.likes, excluded.likes) end,
            retweets = case when excluded.collected_at >= s.collected_at then coalesce(excluded.retweets, s.retweets) else coalesce(s.retweets, excluded.retweets) end,
            replies = case when excluded.collected_at >= s.collected_at then coalesce(excluded.replies, s.replies) else coalesce(s.replies, excluded.replies) end,
            quotes = case when excluded.collected_at >= s.collected_at then coalesce(excluded.quotes, s.quotes) else coalesce(s.quotes, excluded.quotes) end,
            bookmarks = case when excluded.collected_at >= s.collected_at then coalesce(excluded.bookmarks, s.bookmarks) else coalesce(s.bookmarks, excluded.bookmarks) end,
            views = case when excluded.collected_at >= s.collected_at then coalesce(excluded.views, s.views) else coalesce(s.views, excluded.views) end,
            impressions = case when excluded.collected_at >= s.collected_at then coalesce(excluded.impressions, s.impressions) else coalesce(s.impressions, excluded.impressions) end,
            profile_clicks = case when excluded.collected_at >= s.collected_at then coalesce(excluded.profile_clicks, s.profile_clicks) else coalesce(s.profile_clicks, excluded.profile_clicks) end,
            url_clicks = case when excluded.collected_at >= s.collected_at then coalesce(excluded.url_clicks, s.url_clicks) else coalesce(s.url_clicks, excluded.url_clicks) end,
            engagements = case when excluded.collected_at >= s.collected_at then coalesce(excluded.engagements, s.engagements) else coalesce(s.engagements, excluded.engagements) end,
            followers_gained = case when excluded.collected_at >= s.collected_at then coalesce(excluded.followers_gained, s.followers_gained) else coalesce(s.followers_gained, excluded.followers_gained) end,
            extra = case when excluded.collected_at >= s.collected_at then s.extra || excluded.extra else excluded.extra || s.extra end,
            unavailable = case when excluded.collected_at >= s.collected_at then s.unavailable || excluded.unavailable else excluded.unavailable || s.unavailable end,
            source = case when excluded.collected_at >= s.collected_at then excluded.source else s.source end,
            raw = case when excluded.collected_at >= s.collected_at then excluded.raw else s.raw end
    ),
    latest as (
        select
            r.known_decision_id,
            r.posted_at,
            (array_agg(r.row_index))[1] as row_index,
            (array_agg(r.read_at))[1] as read_at,
            (array_agg(r.known_at))[1] as known_at,
            (array_agg(r.likes) filter (where r.likes is not null))[1] as likes,
            (array_agg(r.retweets) filter (where r.retweets is not null))[1] as retweets,
            (array_agg(r.replies) filter (where r.replies is not null))[1] as replies,
            (array_agg(r.quotes) filter (where r.quotes is not null))[1] as quotes,
            (array_agg(r.bookmarks) filter (where r.bookmarks is not null))[1] as bookmarks,
            (array_agg(r.views) filter (where r.views is not null))[1] as views,
            (array_agg(r.impressions) filter (where r.impressions is not null))[1] as impressions,
            (array_agg(r.profile_clicks) filter (where r.profile_clicks is not null))[1] as profile_clicks,
            (array_agg(r.url_clicks) filter (where r.url_clicks is not null))[1] as url_clicks,
            (array_agg(r.engagements) filter (where r.engagements is not null))[1] as engagements,
            (array_agg(r.followers_before) filter (where r.followers_before is not null))[1] as followers_before,
            (array_agg(r.followers_after) filter (where r.followers_after is not null))[1] as followers_after,
            (array_agg(r.followers_gained) filter (where r.followers_gained is not null))[1] as followers_gained,
            (array_agg(r.followers_source) filter (where r.followers_source is not null))[1] as followers_source,
            array_agg(r.extra) filter (where r.extra is not null) as extras
        from (
            select b.*, case when cardinality(b.extras) > 1 then bandit_internal.merge_newest(b.extras) else b.extras[1] end as extra
            from bucketed as b
            order by b.known_decision_id, b.posted_at, b.behind
        ) as r
        group by r.known_decision_id, r.posted_at
    ),
    merged as (
        select
            l.row_index,
            l.known_decision_id,
            greatest(l.read_at, o.collected_at) as collected_at,
            o.known_at as stored_known_at,
            case when t.is_late then o.known_at else l.known_at end as known_at,
            n.*,
            o.collected_at < l.read_at as is_newer,
            l.followers_gained is not null and not coalesce(t.keeps_followers, false) as brings_followers,   -- else they are not written: attribution may just change them
            o.decision_id is null
                or (o.impressions is null and n.impressions is not null)
                or (n.followers_source = 'reported'
                    and (n.followers_gained, n.followers_source) is distinct from (o.followers_gained, o.followers_source)) as moves_shares,
            case
                when o.decision_id is null then 'inserted'
                when (n.likes, n.retweets, n.replies, n.quotes, n.bookmarks, n.views, n.impressions, n.profile_clicks,
                      n.url_clicks, n.engagements, n.followers_before, n.followers_after, n.followers_gained, n.followers_source, n.extra)
                     is not distinct from
                     (o.likes, o.retweets, o.replies, o.quotes, o.bookmarks, o.views, o.impressions, o.profile_clicks,
                      o.url_clicks, o.engagements, o.followers_before, o.followers_after, o.followers_gained, o.followers_source, o.extra)
                    then 'unchanged'
                else 'updated'
            end as result
        from latest as l
        left join lateral (
            select s.*
            from bandit.outcomes as s
            where s.account_id = p_account_id
              and s.decision_id = l.known_decision_id
            limit 1
        ) as o on true
        cross join lateral (
            select
                coalesce(o.collected_at > l.read_at, false) as is_late,
                case when o.followers_source = l.followers_source then o.collected_at > l.read_at else o.followers_source = 'reported' end as keeps_followers,
                case when cardinality(l.extras) > 1 then bandit_internal.merge_newest(l.extras) else l.extras[1] end as extra
        ) as t
        cross join lateral (
            select
                coalesce(case when t.is_late then o.likes end, l.likes, o.likes) as likes,
                coalesce(case when t.is_late then o.retweets end, l.retweets, o.retweets) as retweets,
                coalesce(case when t.is_late then o.replies end, l.replies, o.replies) as replies,
                coalesce(case when t.is_late then o.quotes end, l.quotes, o.quotes) as quotes,
                coalesce(case when t.is_late then o.bookmarks end, l.bookmarks, o.bookmarks) as bookmarks,
                coalesce(case when t.is_late then o.views end, l.views, o.views) as views,
                coalesce(case when t.is_late then o.impressions end, l.impressions, o.impressions) as impressions,
                coalesce(case when t.is_late then o.profile_clicks end, l.profile_clicks, o.profile_clicks) as profile_clicks,
                coalesce(case when t.is_late then o.url_clicks end, l.url_clicks, o.url_clicks) as url_clicks,
                coalesce(case when t.is_late then o.engagements end, l.engagements, o.engagements) as engagements,
                coalesce(case when t.is_late then o.followers_before end, l.followers_before, o.followers_before) as followers_before,
                coalesce(case when t.is_late then o.followers_after end, l.followers_after, o.followers_after) as followers_after,
                coalesce(case when t.keeps_followers then o.followers_gained end, l.followers_gained, o.followers_gained) as followers_gained,
                coalesce(case when t.keeps_followers then o.followers_source end, l.followers_source, o.followers_source) as followers_source,
                case when t.is_late then coalesce(t.extra, '{}') || o.extra else coalesce(o.extra, '{}') || coalesce(t.extra, '{}') end as extra
        ) as n
    ),
    written as (
        insert into bandit.outcomes as o (
            account_id, decision_id, likes, retweets, replies, quotes, bookmarks, views,
            impressions, profile_clicks, url_clicks, engagements, followers_before, followers_after,
            followers_gained, followers_source, extra, source, collected_at, known_at
        )
        select
            p_account_id, m.known_decision_id, m.likes, m.retweets, m.replies, m.quotes, m.bookmarks, m.views,
            m.impressions, m.profile_clicks, m.url_clicks, m.engagements, m.followers_before, m.followers_after,
            case when m.brings_followers then m.followers_gained end, case when m.brings_followers then m.followers_source end,
            m.extra, p_source, m.collected_at,
            case when m.result = 'unchanged' then m.stored_known_at else m.known_at end
        from merged as m
        where m.result <> 'unchanged'
           or m.is_newer
        on conflict (account_id, decision_id) do update
        set likes = coalesce(excluded.likes, o.likes),
            retweets = coalesce(excluded.retweets, o.retweets),
            replies = coalesce(excluded.replies, o.replies),
            quotes = coalesce(excluded.quotes, o.quotes),
            bookmarks = coalesce(excluded.bookmarks, o.bookmarks),
            views = coalesce(excluded.views, o.views),
            impressions = coalesce(excluded.impressions, o.impressions),
            profile_clicks = coalesce(excluded.profile_clicks, o.profile_clicks),
            url_clicks = coalesce(excluded.url_clicks, o.url_clicks),
            engagements = coalesce(excluded.engagements, o.engagements),
            followers_before = coalesce(excluded.followers_before, o.followers_before),
            followers_after = coalesce(excluded.followers_after, o.followers_after),
            followers_gained = coalesce(excluded.followers_gained, o.followers_gained),
            followers_source = coalesce(excluded.followers_source, o.followers_source),
            extra = o.extra || excluded.extra,
            source = excluded.source,
            collected_at = excluded.collected_at,
            known_at = excluded.known_at
        where excluded.collected_at >= o.collected_at
    )
    select
        j.row_index,
        j.posted_at,
        case when j.reason is not null then 'rejected' else coalesce(m.result, 'unchanged') end,
        m.moves_shares,
        j.column_name,
        j.reason
    from judged as j
    left join merged as m using (row_index);
end
$function$;

comment on function bandit_internal.store_outcomes(bigint, jsonb, text, timestamptz, boolean, boolean) is
    'Stores a batch of metrics; per row: when its post went out, and inserted, updated, unchanged or rejected with column and reason, and whether it tells first who gained followers. A late reading never overwrites a newer one. Internal.';

revoke all on function bandit_internal.store_outcomes(bigint, jsonb, text, timestamptz, boolean, boolean) from public;
