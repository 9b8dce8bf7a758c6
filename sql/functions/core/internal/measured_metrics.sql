-- measured_metrics: the metrics of a reading by the names that an objective uses.

create or replace function bandit_internal.measured_metrics(
    p_likes          bigint,
    p_retweets       bigint,
    p_replies        bigint,
    p_quotes         bigint,
    p_bookmarks      bigint,
    p_views          bigint,
    p_impressions    bigint,
    p_profile_clicks bigint,
    p_url_clicks     bigint,
    p_engagements    bigint,
    p_extra          jsonb     -- other values by name
) returns jsonb
language sql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
    select coalesce((select jsonb_object_agg('extra.' || e.key, e.value) from jsonb_each(p_extra) as e), '{}') || jsonb_strip_nulls(jsonb_build_object(
        'likes', p_likes, 'retweets', p_retweets, 'replies', p_replies, 'quotes', p_quotes, 'bookmarks', p_bookmarks, 'views', p_views,
        'impressions', p_impressions, 'profile_clicks', p_profile_clicks, 'url_clicks', p_url_clicks, 'engagements', p_engagements
    ))
$function$;

comment on function bandit_internal.measured_metrics(bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint, jsonb) is
    'Returns the metrics of a reading as a JSON object {metric: value}, without those that were not measured. Internal.';

revoke all on function bandit_internal.measured_metrics(bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint, jsonb) from public;
grant execute on function bandit_internal.measured_metrics(bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint, jsonb)
to bandit_operator, bandit_reader;
