-- check_post_id: checks the platform's id of a post.

create or replace function bandit_internal.check_post_id(
    p_tweet_id text   -- as given by the caller
) returns text
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $function$
begin
    if coalesce(trim(p_tweet_id), '') = '' then
        raise exception 'a post needs the platform''s id'
            using errcode = 'WT004', detail = format('p_tweet_id = %L', p_tweet_id), hint = 'pass the id that the platform returned';
    end if;
    return trim(p_tweet_id);
end
$function$;

comment on function bandit_internal.check_post_id(text) is 'Returns the id of a post without spaces around it. None: WT004.';

revoke all on function bandit_internal.check_post_id(text) from public;
