-- lacks_metrics: whether a newer reading has other impressions than the older one and lacks a metric of it.
--
-- Most readings lack nothing. A single expression, so that the planner inlines it.

create or replace function bandit_internal.lacks_metrics(
    p_older bandit_internal.metrics,   -- the older reading; null: there is none
    p_newer bandit_internal.metrics    -- the newer reading
) returns boolean
language sql
immutable
parallel safe
as $function$
    select (p_newer).impressions <> (p_older).impressions
        and (
            (p_newer).followers_source is distinct from 'reported' and (p_older).followers_source = 'reported'
            or num_nulls(
                (p_newer).likes, (p_newer).retweets, (p_newer).replies, (p_newer).quotes,
                (p_newer).bookmarks, (p_newer).profile_clicks, (p_newer).url_clicks, (p_newer).engagements
            ) > num_nulls(
                coalesce((p_newer).likes, (p_older).likes), coalesce((p_newer).retweets, (p_older).retweets),
                coalesce((p_newer).replies, (p_older).replies), coalesce((p_newer).quotes, (p_older).quotes),
                coalesce((p_newer).bookmarks, (p_older).bookmarks), coalesce((p_newer).profile_clicks, (p_older).profile_clicks),
                coalesce((p_newer).url_clicks, (p_older).url_clicks), coalesce((p_newer).engagements, (p_older).engagements)
            )
        )
$function$;

comment on function bandit_internal.lacks_metrics(bandit_internal.metrics, bandit_internal.metrics) is
    'Returns whether the newer reading has other impressions than the older one and lacks one of its metrics; views and the followers that were attributed are not looked at.';

revoke all on function bandit_internal.lacks_metrics(bandit_internal.metrics, bandit_internal.metrics) from public;
