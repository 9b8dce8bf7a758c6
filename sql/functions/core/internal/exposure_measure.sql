-- exposure_measure: the measure of exposure on a platform. An account has one platform, so measures never mix.

create or replace function bandit_internal.exposure_measure(
    p_platform text   -- x, bluesky or mastodon
) returns text
language sql
immutable
parallel safe
as $function$
    select case p_platform when 'x' then 'impressions' else 'followers_at_post' end
$function$;

comment on function bandit_internal.exposure_measure(text) is
    'Returns the name of the exposure of a platform''s posts: impressions on x, followers_at_post on the others, which have no impressions.';

revoke all on function bandit_internal.exposure_measure(text) from public;
grant execute on function bandit_internal.exposure_measure(text) to bandit_operator, bandit_reader;
