-- exposure_measure: what a platform's posts are measured by; an account has one platform, so measures never mix.

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
    'Name of the exposure of a platform''s posts: impressions where the platform has them, else followers_at_post.';

revoke all on function bandit_internal.exposure_measure(text) from public;
grant execute on function bandit_internal.exposure_measure(text) to bandit_operator, bandit_reader;
