-- store_outcomes: judges a batch of metrics against what is known, stores the sound rows and tells what became of each.
--
-- One statement whatever the batch. A newer reading takes the place of an older one, metric by metric, and a metric that
-- it lacks stays; a late reading only fills what is still unknown. Not measured is NULL and overwrites nothing. A part
-- is held against its whole as the row would leave them, whichever reading brought which, and the same numbers read again
-- stay known since they were first read. Several
-- readings of one post in a batch are merged alike, and the newest answers for them. `limit 1` keeps the planner to one
-- look-up by key for each row: in a new database it expects a handful of rows and would rather read them all each time.

create or replace function bandit.store_outcomes(
    p_account_id         bigint,        -- the account
    p_rows               jsonb,         -- array of n objects, see parse_outcomes
    p_source             text,          -- who delivers the rows
    p_collected_at       timestamptz,   -- when the numbers were read, where a row does not say
    p_is_final           boolean,       -- a final export: known from the time of posting
    p_accept_implausible boolean        -- an operator vouches for the numbers
) returns table (
    row_index   bigint,
    result      text,
    column_name text,
    reason      text
)
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
#variable_conflict use_column
begin
    return query
    with parsed as materialized (
        select
            p.*,
            coalesce(p.collected_at, p_collected_at) as read_at,
            greatest(p.impressions, p.views) as exposure,
            case when p.followers_source = 'reported' then p.followers_gained end as followers_reported,
            case when p.views > p.impressions or p.impressions is null then 'views' else 'impressions' end as exposure_name
        from bandit.parse_outcomes(p_rows) as p
    ),
    exposures as materialized (
        select bandit.plausible_exposure(p_account_id, array_agg(p.exposure)) as largest
        from parsed as p
        having max(p.exposure) > 1000000
    ),
    matched as (
        select p.*, c.decision_id as known_decision_id, c.tweet_id as known_tweet_id, c.posted_at
        from parsed as p
        left join lateral (
            select by_id.decision_id, by_id.tweet_id, by_id.posted_at
            from bandit.content_metadata as by_id
            where by_id.account_id = p_account_id
              and by_id.decision_id = p.decision_id
            union all
            select by_tweet.decision_id, by_tweet.tweet_id, by_tweet.posted_at
            from bandit.content_metadata as by_tweet
            where by_tweet.account_id = p_account_id
              and by_tweet.tweet_id = p.tweet_id
              and p.decision_id is null
            limit 1
        ) as c on true
    ),
    judged as materialized (
        select
            m.*,
            case
                when m.reason is not null
                    then array[m.column_name, m.reason]
                when m.known_decision_id is null and m.decision_id is not null
                    then array['decision_id', format('there is no decision %s', m.decision_id)]
                when m.known_decision_id is null
                    then array['tweet_id', format('there is no post %s', m.tweet_id)]
                when m.tweet_id <> m.known_tweet_id
                    then array['tweet_id', format('%s is not the post of decision %s', m.tweet_id, m.decision_id)]
                when p_accept_implausible
                    then null
                when m.read_at > o.collected_at
                     and (bandit.has_fallen(o.likes, m.likes)
                          or bandit.has_fallen(o.retweets, m.retweets)
                          or bandit.has_fallen(o.replies, m.replies)
                          or bandit.has_fallen(o.quotes, m.quotes)
                          or bandit.has_fallen(o.bookmarks, m.bookmarks)
                          or bandit.has_fallen(o.views, m.views)
                          or bandit.has_fallen(o.impressions, m.impressions)
                          or bandit.has_fallen(o.profile_clicks, m.profile_clicks)
                          or bandit.has_fallen(o.url_clicks, m.url_clicks)
                          or bandit.has_fallen(o.engagements, m.engagements))
                    then bandit.find_fall(
                        array['likes', 'retweets', 'replies', 'quotes', 'bookmarks',
                              'views', 'impressions', 'profile_clicks', 'url_clicks', 'engagements'],
                        array[o.likes, o.retweets, o.replies, o.quotes, o.bookmarks,
                              o.views, o.impressions, o.profile_clicks, o.url_clicks, o.engagements],
                        array[m.likes, m.retweets, m.replies, m.quotes, m.bookmarks,
                              m.views, m.impressions, m.profile_clicks, m.url_clicks, m.engagements])
                when w.part > w.whole and (w.stored_part > w.stored_whole) is not true   -- nobody has vouched for it
                    then array[case when w.whole = coalesce(m.impressions, o.impressions) then 'impressions' else 'views' end,
                               format('%s seen, but %s reacted: a part above its whole', w.whole, w.part)]
                when m.exposure > (select e.largest from exposures as e)
                     and (greatest(o.impressions, o.views) > (select e.largest from exposures as e)) is not true   -- nobody has vouched for it
                    then array[m.exposure_name, format('%s is implausible: above both 1000000 and 10000 times the account''s median', m.exposure)]
            end as problem
        from matched as m
        left join lateral (
            select s.*
            from bandit.outcomes as s
            where s.account_id = p_account_id
              and s.decision_id = m.known_decision_id
            limit 1
        ) as o on true
        cross join lateral (
            select
                greatest(o.likes, o.retweets, o.replies, o.quotes, o.bookmarks, o.engagements, o.profile_clicks, o.url_clicks) as stored_part,
                greatest(o.impressions, o.views) as stored_whole,
                case
                    when o.collected_at > m.read_at
                        then greatest(m.followers_reported, coalesce(o.likes, m.likes), coalesce(o.retweets, m.retweets), coalesce(o.replies, m.replies), coalesce(o.quotes, m.quotes),
                                      coalesce(o.bookmarks, m.bookmarks), coalesce(o.engagements, m.engagements), coalesce(o.profile_clicks, m.profile_clicks), coalesce(o.url_clicks, m.url_clicks))
                    else greatest(m.followers_reported, coalesce(m.likes, o.likes), coalesce(m.retweets, o.retweets), coalesce(m.replies, o.replies), coalesce(m.quotes, o.quotes),
                                  coalesce(m.bookmarks, o.bookmarks), coalesce(m.engagements, o.engagements), coalesce(m.profile_clicks, o.profile_clicks), coalesce(m.url_clicks, o.url_clicks))
                end as part,
                case
                    when o.collected_at > m.read_at then coalesce(greatest(o.impressions, o.views), m.exposure)
                    else coalesce(m.exposure, greatest(o.impressions, o.views))
                end as whole
        ) as w
    ),
    readings as (
        select j.*
        from judged as j
        where j.problem is null
        order by j.known_decision_id, j.posted_at, j.read_at desc, j.row_index desc
    ),
    latest as (
        select
            r.known_decision_id,
            r.posted_at,
            (array_agg(r.row_index))[1] as row_index,
            (array_agg(r.read_at))[1] as read_at,
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
        from readings as r
        group by r.known_decision_id, r.posted_at
    ),
    merged as (
        select
            l.row_index,
            l.known_decision_id,
            greatest(l.read_at, o.collected_at) as collected_at,
            o.known_at as stored_known_at,
            case when t.is_late then o.known_at else coalesce(case when p_is_final then l.posted_at end, l.read_at) end as known_at,
            n.*,
            o.collected_at < l.read_at as is_newer,
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
                case
                    when cardinality(l.extras) > 1
                        then (
                            select jsonb_object_agg(e.key, e.value order by x.age desc)
                            from unnest(l.extras) with ordinality as x (extra, age)
                            cross join lateral jsonb_each(x.extra) as e
                        )
                    else l.extras[1]
                end as extra
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
                coalesce(case when t.is_late then o.followers_gained end, l.followers_gained, o.followers_gained) as followers_gained,
                coalesce(case when t.is_late then o.followers_source end, l.followers_source, o.followers_source) as followers_source,
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
            m.followers_gained, m.followers_source, m.extra, p_source, m.collected_at,
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
        case when j.problem is not null then 'rejected' else coalesce(m.result, 'unchanged') end,
        j.problem[1],
        j.problem[2]
    from judged as j
    left join merged as m using (row_index);
end
$function$;

comment on function bandit.store_outcomes(bigint, jsonb, text, timestamptz, boolean, boolean) is
    'Stores a batch of metrics; per row: inserted, updated, unchanged or rejected with column and reason. A late reading never overwrites a newer one. Internal.';

revoke all on function bandit.store_outcomes(bigint, jsonb, text, timestamptz, boolean, boolean) from public;
