-- objective_metrics: the metrics that an objective can name, besides extra.NAME.

create or replace function bandit_internal.objective_metrics() returns text[]
language sql
immutable
parallel safe
as $function$
    select array[
        'followers', 'likes', 'retweets', 'replies', 'quotes', 'bookmarks', 'views', 'impressions', 'profile_clicks', 'url_clicks', 'engagements'
    ]
$function$;

comment on function bandit_internal.objective_metrics() is 'Returns the metrics that an objective or a guardrail can name, besides extra.NAME for a number in the extra values of a reading.';

revoke all on function bandit_internal.objective_metrics() from public;
grant execute on function bandit_internal.objective_metrics() to bandit_operator, bandit_reader;
