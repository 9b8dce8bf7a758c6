-- match_posts: the posts that the rows of a batch are about, and what is stored of them.
--
-- LIMIT 1 makes the planner look up one post and one outcome by key for each row. In a database without statistics, it would read all
-- those of the account for each row.

create or replace function bandit_internal.match_posts(
    p_account_id bigint,                          -- the account
    p_rows       bandit_internal.metrics_row[]    -- from parse_metrics
) returns bandit_internal.metrics_row[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    return (
        select array_agg(row(
            r.row_index, coalesce(p.decision_id, r.decision_id), r.tweet_id, p.decision_id is not null, p.posted_at, r.collected_at,
            r.metrics, o.stored, r.unavailable, m.problem[1], m.problem[2], null
        )::bandit_internal.metrics_row)
        from unnest(p_rows) as r
        left join lateral (
            select by_id.decision_id, by_id.tweet_id, by_id.posted_at
            from bandit.content_metadata as by_id
            where by_id.account_id = p_account_id
              and by_id.decision_id = r.decision_id
            union all
            select by_tweet.decision_id, by_tweet.tweet_id, by_tweet.posted_at
            from bandit.content_metadata as by_tweet
            where by_tweet.account_id = p_account_id
              and by_tweet.tweet_id = r.tweet_id
              and r.decision_id is null
            limit 1
        ) as p on true
        left join lateral (
            select row(
                row(
                    s.likes, s.retweets, s.replies, s.quotes, s.bookmarks, s.views, s.impressions, s.profile_clicks, s.url_clicks,
                    s.engagements, s.followers_before, s.followers_after, s.followers_gained, s.followers_source, s.extra
                )::bandit_internal.metrics,
                s.collected_at, s.known_at, s.carried_impressions
            )::bandit_internal.stored_outcome as stored
            from bandit.outcomes as s
            where s.account_id = p_account_id
              and s.decision_id = p.decision_id
            limit 1
        ) as o on true
        cross join lateral (
            select case
                when r.reason is not null                                   then array[r.column_name, r.reason]
                when p.decision_id is null and r.decision_id is not null    then array['decision_id', format('there is no decision %s', r.decision_id)]
                when p.decision_id is null                                  then array['tweet_id', format('there is no post %s', r.tweet_id)]
                when r.tweet_id <> p.tweet_id                               then array['tweet_id', format('%s is not the post of decision %s', r.tweet_id, r.decision_id)]
            end as problem
        ) as m
    );
end
$function$;

comment on function bandit_internal.match_posts(bigint, bandit_internal.metrics_row[]) is
    'Returns the rows with the decision, the time and the stored outcome of the post of each, and the reason for each row without a post. NULL: there is no row.';

revoke all on function bandit_internal.match_posts(bigint, bandit_internal.metrics_row[]) from public;
