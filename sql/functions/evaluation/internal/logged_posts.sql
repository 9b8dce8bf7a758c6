-- logged_posts: the posts that other weights can be evaluated on.
--
-- A choice of ours has a recorded propensity; an imported post has none and cannot be used.

create or replace function bandit_internal.logged_posts(
    p_account_id bigint,        -- the account
    p_from       timestamptz,   -- posts that went out later than this
    p_to         timestamptz,   -- and up to this
    p_now        timestamptz    -- nothing known later is used
) returns setof bandit_internal.logged_post
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    return query
    select
        p.decision_id,
        d.created_at,
        d.generator_name,
        d.propensity::double precision,
        p.followers_gained::double precision,
        p.exposure::double precision / 1000
    from bandit_internal.int_posts as p
    join bandit_internal.stg_decisions as d
        on d.account_id = p.account_id
       and d.decision_id = p.decision_id
    where p.account_id = p_account_id
      and p.posted_at > p_from
      and p.posted_at <= least(p_to, p_now)
      and p.known_at <= p_now
      and p.followers_known_at <= p_now
      and p.exposure > 0
      and p.followers_gained is not null
      and d.propensity is not null;
end
$function$;

comment on function bandit_internal.logged_posts(bigint, timestamptz, timestamptz, timestamptz) is
    'Returns the posts of a window that were chosen with a recorded propensity (0 to 1) and whose followers gained and exposure were known at p_now.';

revoke all on function bandit_internal.logged_posts(bigint, timestamptz, timestamptz, timestamptz) from public;
grant execute on function bandit_internal.logged_posts(bigint, timestamptz, timestamptz, timestamptz) to bandit_operator, bandit_reader;
