-- plausible_exposure: the most impressions that a post of this account may claim.
--
-- A viral post at 100 times the median is real; 5,000,000 views on a 30-view account is an error page. The median is over
-- the account's latest 1000 measured posts. Only an account that has none yet is judged by the batch at hand: a batch of
-- error pages must not vouch for itself.

create or replace function bandit_internal.plausible_exposure(
    p_account_id bigint,     -- the account
    p_batch      bigint[]    -- impressions of the batch at hand, for an account without history; null: not measured
) returns numeric
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    return (
        with known as (
            select greatest(p.impressions, p.views) as exposure
            from bandit_internal.int_posts as p
            where p.account_id = p_account_id
              and greatest(p.impressions, p.views) > 0
            order by p.posted_at desc
            limit 1000
        )
        select greatest(1000000, 10000 * coalesce(
            (select percentile_cont(0.5) within group (order by k.exposure) from known as k),
            (select percentile_cont(0.5) within group (order by b.exposure) from unnest(p_batch) as b (exposure))
        ))
    );
end
$function$;

comment on function bandit_internal.plausible_exposure(bigint, bigint[]) is
    'Largest plausible number of impressions of one post: 1,000,000 or 10,000 times the account''s median, whichever is more.';

revoke all on function bandit_internal.plausible_exposure(bigint, bigint[]) from public;
