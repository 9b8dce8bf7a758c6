-- merge_metrics: two readings of one post become one.
--
-- A single expression, so that the planner inlines it.

create or replace function bandit_internal.merge_metrics(
    p_older bandit_internal.metrics,   -- the older reading; null: there is none
    p_newer bandit_internal.metrics    -- the newer reading; null: there is none
) returns bandit_internal.metrics
language sql
immutable
parallel safe
as $function$
    select row(
        coalesce((p_newer).likes, (p_older).likes),
        coalesce((p_newer).retweets, (p_older).retweets),
        coalesce((p_newer).replies, (p_older).replies),
        coalesce((p_newer).quotes, (p_older).quotes),
        coalesce((p_newer).bookmarks, (p_older).bookmarks),
        coalesce((p_newer).views, (p_older).views),
        coalesce((p_newer).impressions, (p_older).impressions),
        coalesce((p_newer).profile_clicks, (p_older).profile_clicks),
        coalesce((p_newer).url_clicks, (p_older).url_clicks),
        coalesce((p_newer).engagements, (p_older).engagements),
        coalesce((p_newer).followers_before, (p_older).followers_before),
        coalesce((p_newer).followers_after, (p_older).followers_after),
        case
            when (p_older).followers_source = 'reported' and (p_newer).followers_source = 'attributed' then (p_older).followers_gained
            else coalesce((p_newer).followers_gained, (p_older).followers_gained)
        end,
        case
            when (p_older).followers_source = 'reported' then 'reported'
            else coalesce((p_newer).followers_source, (p_older).followers_source)
        end,
        coalesce((p_older).extra || (p_newer).extra, (p_newer).extra, (p_older).extra)
    )::bandit_internal.metrics
$function$;

comment on function bandit_internal.merge_metrics(bandit_internal.metrics, bandit_internal.metrics) is
    'Returns the newest known value of each metric. Reported followers take precedence over attributed ones. extra is merged by key. NULL: not measured in either reading.';

revoke all on function bandit_internal.merge_metrics(bandit_internal.metrics, bandit_internal.metrics) from public;
