-- logged_posts: the posts that other weights can be evaluated on.
--
-- A choice of ours has a recorded propensity; an imported post has none and cannot be used.

create or replace function bandit_internal.logged_posts(
    p_account_id bigint,        -- the account
    p_from       timestamptz,   -- posts that went out later than this
    p_to         timestamptz,   -- and up to this
    p_now        timestamptz,   -- nothing known later is used
    p_objective  bandit_internal.objective default null   -- what is evaluated; null: followers
) returns setof bandit_internal.logged_post
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    return query
    select
        p.decision_id,
        p.created_at,
        p.generator_name,
        p.propensity::double precision,
        p.value::double precision,
        p.value_exposure::double precision / 1000
    from bandit_internal.posts_as_of(p_account_id, p_from, p_to, p_now, p_objective) as p
    where p.value_exposure > 0
      and p.value is not null
      and p.propensity is not null
    order by p.posted_at, p.decision_id;   -- sums depend on it, in their last digits
end
$function$;

comment on function bandit_internal.logged_posts(bigint, timestamptz, timestamptz, timestamptz, bandit_internal.objective) is
    'Returns the posts of a window that were chosen with a recorded propensity (0 to 1) and whose value in the objective and exposure were known at p_now.';

revoke all on function bandit_internal.logged_posts(bigint, timestamptz, timestamptz, timestamptz, bandit_internal.objective) from public;
grant execute on function bandit_internal.logged_posts(bigint, timestamptz, timestamptz, timestamptz, bandit_internal.objective) to bandit_operator, bandit_reader;
