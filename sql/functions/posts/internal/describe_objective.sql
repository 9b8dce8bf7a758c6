-- describe_objective: an objective in words, with its unit.

create or replace function bandit_internal.describe_objective(
    p_objective text   -- as parse_objective names it
) returns text
language sql
immutable
parallel safe
as $function$
    select case p_objective
        when 'followers_per_post' then 'followers per post'
        when 'f_per_1k'           then 'F/1K'
        else regexp_replace(p_objective, ' per 1000$', ' per 1000 of exposure')
    end
$function$;

comment on function bandit_internal.describe_objective(text) is 'Returns what an objective counts, with its unit, such as bookmarks per 1000 of exposure.';

revoke all on function bandit_internal.describe_objective(text) from public;
grant execute on function bandit_internal.describe_objective(text) to bandit_operator, bandit_reader;
