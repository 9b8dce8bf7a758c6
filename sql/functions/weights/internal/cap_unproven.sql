-- cap_unproven: limits the shares of generators with few posts in memory.

create or replace function bandit_internal.cap_unproven(
    p_scores    double precision[],   -- n scores of generators, 0 or more
    p_posts     bigint[],             -- n: the posts of each in memory
    p_max_posts integer               -- a generator with this many posts is not limited
) returns double precision[]
language plpgsql
immutable
strict
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_shares constant double precision := 2;   -- fair ones
begin
    return case
        when p_max_posts > any (p_posts)
            then bandit_internal.cap_shares(
                p_scores,
                array(select u.posts < p_max_posts from unnest(p_posts) with ordinality as u (posts, place) order by u.place),
                c_shares / cardinality(p_scores)
            )
        else p_scores
    end;
end
$function$;

comment on function bandit_internal.cap_unproven(double precision[], bigint[], integer) is
    'Returns the scores, with those of generators that have fewer than p_max_posts posts limited to a share of 2/n (cap_shares). NULL for NULL.';

revoke all on function bandit_internal.cap_unproven(double precision[], bigint[], integer) from public;
grant execute on function bandit_internal.cap_unproven(double precision[], bigint[], integer) to bandit_operator, bandit_reader;
