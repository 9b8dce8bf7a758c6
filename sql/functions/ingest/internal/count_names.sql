-- count_names: the metrics that are counts.

create or replace function bandit_internal.count_names() returns text[]
language sql
immutable
parallel safe
as $function$
    select array[
        'likes', 'retweets', 'replies', 'quotes', 'bookmarks', 'views', 'impressions',
        'profile_clicks', 'url_clicks', 'engagements', 'followers_before', 'followers_after'
    ]
$function$;

comment on function bandit_internal.count_names() is 'Returns the names of the metrics that are counts, in the order of outcomes.';

revoke all on function bandit_internal.count_names() from public;
