-- judge_outcomes: holds a batch of metrics against what is known, and says of each row what is wrong with it.
--
-- A part is held against its whole as the row would leave them, whichever reading brought which. `limit 1` keeps the
-- planner to one look-up by key for each row: in a new database it expects a handful of rows and would rather read them
-- all each time.

create or replace function bandit_internal.judge_outcomes(
    p_account_id         bigint,        -- the account
    p_rows               jsonb,         -- array of n objects, see parse_outcomes
    p_collected_at       timestamptz,   -- when the numbers were read, where a row does not say
    p_accept_implausible boolean        -- an operator vouches for the numbers
) returns table (
    row_index         bigint,
    known_decision_id uuid,
    posted_at         timestamptz,
    read_at           timestamptz,
    likes             bigint,
    retweets          bigint,
    replies           bigint,
    quotes            bigint,
    bookmarks         bigint,
    views             bigint,
    impressions       bigint,
    profile_clicks    bigint,
    url_clicks        bigint,
    engagements       bigint,
    followers_before  bigint,
    followers_after   bigint,
    followers_gained  numeric,
    followers_source  text,
    extra             jsonb,
    unavailable       jsonb,
    raw               jsonb,
    column_name       text,
    reason            text
)
language plpgsql
stable
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
        from bandit_internal.parse_outcomes(p_rows) as p
    ),
    exposures as materialized (
        select bandit_internal.plausible_exposure(p_account_id, array_agg(p.exposure)) as largest
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
    judged as (
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
                     and (bandit_internal.has_fallen(o.likes, m.likes)
                          or bandit_internal.has_fallen(o.retweets, m.retweets)
                          or bandit_internal.has_fallen(o.replies, m.replies)
                          or bandit_internal.has_fallen(o.quotes, m.quotes)
                          or bandit_internal.has_fallen(o.bookmarks, m.bookmarks)
                          or bandit_internal.has_fallen(o.views, m.views)
                          or bandit_internal.has_fallen(o.impressions, m.impressions)
                          or bandit_internal.has_fallen(o.profile_clicks, m.profile_clicks)
                          or bandit_internal.has_fallen(o.url_clicks, m.url_clicks)
                          or bandit_internal.has_fallen(o.engagements, m.engagements))
                    then bandit_internal.find_fall(
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
    )
    select
        j.row_index, j.known_decision_id, j.posted_at, j.read_at,
        j.likes, j.retweets, j.replies, j.quotes, j.bookmarks, j.views, j.impressions, j.profile_clicks, j.url_clicks, j.engagements,
        j.followers_before, j.followers_after, j.followers_gained, j.followers_source, j.extra, j.unavailable, j.raw,
        j.problem[1], j.problem[2]
    from judged as j;
end
$function$;

comment on function bandit_internal.judge_outcomes(bigint, jsonb, timestamptz, boolean) is
    'Typed metrics of each row of a batch with the post that it is of; reason says what is malformed or implausible, null where nothing is. Internal.';

revoke all on function bandit_internal.judge_outcomes(bigint, jsonb, timestamptz, boolean) from public;
