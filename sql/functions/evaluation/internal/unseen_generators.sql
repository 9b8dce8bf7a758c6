-- unseen_generators: generators that a policy would choose and that have no logged post.

create or replace function bandit_internal.unseen_generators(
    p_posts  bandit_internal.logged_post[],    -- see logged_posts
    p_course bandit_internal.weights_since[]   -- see policy_course
) returns text[]
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
begin
    return array(
        select w.key
        from unnest(p_course) as c
        cross join lateral jsonb_each_text(c.weights) as w
        where w.value::numeric > 0
        except
        select p.generator_name
        from unnest(p_posts) as p
        order by 1
    );
end
$function$;

comment on function bandit_internal.unseen_generators(bandit_internal.logged_post[], bandit_internal.weights_since[]) is
    'Returns the generators with a weight above 0 and no logged post, by name: no estimate knows their value.';

revoke all on function bandit_internal.unseen_generators(bandit_internal.logged_post[], bandit_internal.weights_since[]) from public;
grant execute on function bandit_internal.unseen_generators(bandit_internal.logged_post[], bandit_internal.weights_since[]) to bandit_operator, bandit_reader;
