-- store_outcomes: judges a batch of metrics against what is known, stores the sound rows and tells what became of each.
--
-- One statement whatever the batch. A newer reading takes the place of an older one, metric by metric, and a metric that
-- it lacks stays; a late reading only fills what is still unknown. Not measured is NULL and overwrites nothing.

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
        select p.*, coalesce(p.collected_at, p_collected_at) as read_at, greatest(p.impressions, p.views) as exposure
        from bandit.parse_outcomes(p_rows) as p
    ),
    exposures as materialized (
        select bandit.plausible_exposure(p_account_id, array_agg(p.exposure)) as largest
        from parsed as p
        having max(p.exposure) > 1000000
    ),
    matched as (
        select
            p.*,
            coalesce(by_id.decision_id, by_tweet.decision_id) as known_decision_id,
            coalesce(by_id.posted_at, by_tweet.posted_at) as posted_at
        from parsed as p
        left join bandit.content_metadata as by_id
            on by_id.account_id = p_account_id
           and by_id.decision_id = p.decision_id
        left join bandit.content_metadata as by_tweet
            on by_tweet.account_id = p_account_id
           and by_tweet.tweet_id = p.tweet_id
           and p.decision_id is null
    ),
    judged as materialized (
        select
            m.*,
            o as stored,
            case
                when m.reason is not null
                    then array[m.column_name, m.reason]
                when m.known_decision_id is null and m.decision_id is not null
                    then array['decision_id', format('there is no decision %s', m.decision_id)]
                when m.known_decision_id is null
                    then array['tweet_id', format('there is no post %s', m.tweet_id)]
                when p_accept_implausible
                    then null
                when greatest(m.likes, m.retweets, m.replies, m.quotes, m.bookmarks, m.engagements) > m.exposure
                    then array['impressions', format('%s seen, but %s reacted: a part above its whole', m.exposure,
                                                     greatest(m.likes, m.retweets, m.replies, m.quotes, m.bookmarks, m.engagements))]
                when m.exposure > (select e.largest from exposures as e)
                    then array['impressions', format('%s is implausible: above both 1000000 and 10000 times the account''s median', m.exposure)]
                when m.read_at > o.collected_at
                    then bandit.find_fall(
                        array['likes', 'retweets', 'replies', 'quotes', 'bookmarks',
                              'views', 'impressions', 'profile_clicks', 'url_clicks', 'engagements'],
                        array[o.likes, o.retweets, o.replies, o.quotes, o.bookmarks,
                              o.views, o.impressions, o.profile_clicks, o.url_clicks, o.engagements],
                        array[m.likes, m.retweets, m.replies, m.quotes, m.bookmarks,
                              m.views, m.impressions, m.profile_clicks, m.url_clicks, m.engagements])
            end as problem
        from matched as m
        left join bandit.outcomes as o
            on o.account_id = p_account_id
           and o.decision_id = m.known_decision_id
    ),
    latest as (
        select distinct on (j.known_decision_id) j.*
        from judged as j
        where j.problem is null
        order by j.known_decision_id, j.read_at desc, j.row_index desc
    ),
    merged as (
        select
            l.row_index,
            l.known_decision_id,
            (l.stored).decision_id is not null as is_stored,
            greatest(l.read_at, newer.collected_at) as collected_at,
            coalesce(newer.known_at, case when p_is_final then l.posted_at end, l.read_at) as known_at,
            coalesce(newer.likes, l.likes, (l.stored).likes) as likes,
            coalesce(newer.retweets, l.retweets, (l.stored).retweets) as retweets,
            coalesce(newer.replies, l.replies, (l.stored).replies) as replies,
            coalesce(newer.quotes, l.quotes, (l.stored).quotes) as quotes,
            coalesce(newer.bookmarks, l.bookmarks, (l.stored).bookmarks) as bookmarks,
            coalesce(newer.views, l.views, (l.stored).views) as views,
            coalesce(newer.impressions, l.impressions, (l.stored).impressions) as impressions,
            coalesce(newer.profile_clicks, l.profile_clicks, (l.stored).profile_clicks) as profile_clicks,
            coalesce(newer.url_clicks, l.url_clicks, (l.stored).url_clicks) as url_clicks,
            coalesce(newer.engagements, l.engagements, (l.stored).engagements) as engagements,
            coalesce(newer.followers_before, l.followers_before, (l.stored).followers_before) as followers_before,
            coalesce(newer.followers_after, l.followers_after, (l.stored).followers_after) as followers_after,
            coalesce(newer.followers_gained, l.followers_gained, (l.stored).followers_gained) as followers_gained,
            coalesce(newer.followers_source, l.followers_source, (l.stored).followers_source) as followers_source,
            coalesce((l.stored).extra, '{}') || coalesce(l.extra, '{}') || coalesce(newer.extra, '{}') as extra,
            l.stored
        from latest as l
        left join lateral (
            select (l.stored).*
            where (l.stored).collected_at > l.read_at
        ) as newer on true
    ),
    compared as (
        select
            m.*,
            case
                when not m.is_stored then 'inserted'
                when (m.likes, m.retweets, m.replies, m.quotes, m.bookmarks, m.views, m.impressions,
                      m.profile_clicks, m.url_clicks, m.engagements, m.followers_before, m.followers_after, m.followers_gained, m.extra)
                     is not distinct from
                     ((m.stored).likes, (m.stored).retweets, (m.stored).replies, (m.stored).quotes, (m.stored).bookmarks, (m.stored).views,
                      (m.stored).impressions, (m.stored).profile_clicks, (m.stored).url_clicks, (m.stored).engagements, (m.stored).followers_before, (m.stored).followers_after,
                      (m.stored).followers_gained, (m.stored).extra) then 'unchanged'
                else 'updated'
            end as result
        from merged as m
    ),
    written as (
        insert into bandit.outcomes as o (
            account_id, decision_id, likes, retweets, replies, quotes, bookmarks, views,
            impressions, profile_clicks, url_clicks, engagements, followers_before, followers_after,
            followers_gained, followers_source, extra, source, collected_at, known_at
        )
        select
            p_account_id, c.known_decision_id, c.likes, c.retweets, c.replies, c.quotes, c.bookmarks, c.views,
            c.impressions, c.profile_clicks, c.url_clicks, c.engagements, c.followers_before, c.followers_after,
            c.followers_gained, c.followers_source, c.extra, p_source, c.collected_at, c.known_at
        from compared as c
        where c.result <> 'unchanged'
           or c.collected_at > (c.stored).collected_at
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
        case when j.problem is not null then 'rejected' else coalesce(c.result, 'unchanged') end,
        j.problem[1],
        j.problem[2]
    from judged as j
    left join compared as c using (row_index);
end
$function$;

comment on function bandit.store_outcomes(bigint, jsonb, text, timestamptz, boolean, boolean) is
    'Stores a batch of metrics; per row: inserted, updated, unchanged or rejected with column and reason. A late reading never overwrites a newer one. Internal.';

revoke all on function bandit.store_outcomes(bigint, jsonb, text, timestamptz, boolean, boolean) from public;
