-- set_followers_at_post: sets the number of followers at the time of each post.
--
-- A post that another transaction is writing is left for the next attribution: an import that writes posts can be waiting for
-- this one.

create or replace function bandit_internal.set_followers_at_post(
    p_account_id bigint,        -- the account
    p_since      timestamptz,   -- earlier posts are left as they are
    p_now        timestamptz    -- later posts are left as they are
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_times  timestamptz[];
    v_counts bigint[];
begin
    select c.times, c.counts
    into v_times, v_counts
    from bandit_internal.believed_counts(p_account_id, p_since, p_now) as c;

    with wanted as materialized (
        select p.decision_id, n.followers
        from bandit.content_metadata as p
        cross join lateral (select v_counts[width_bucket(p.posted_at, v_times)] as followers) as n
        where p.account_id = p_account_id
          and p.status = 'posted'
          and p.posted_at >= p_since
          and p.posted_at <= p_now
          and p.followers_at_post is distinct from n.followers
        for no key update of p skip locked
    )
    update bandit.content_metadata as c
    set followers_at_post = w.followers
    from wanted as w
    where c.account_id = p_account_id
      and c.decision_id = w.decision_id;
end
$function$;

comment on function bandit_internal.set_followers_at_post(bigint, timestamptz, timestamptz) is
    'Sets followers_at_post of posts to the last believed count read before them; NULL if there is none. Internal.';

revoke all on function bandit_internal.set_followers_at_post(bigint, timestamptz, timestamptz) from public;
