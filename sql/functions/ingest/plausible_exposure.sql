-- plausible_exposure: the most impressions that a post of this account may claim.
--
-- A viral post at 100 times the median is real; 5,000,000 views on a 30-view account is an error page. The median is over
-- the account's latest 1000 measured posts together with the batch at hand, so that the first import is judged too.

create or replace function bandit.plausible_exposure(
    p_account_id bigint,     -- the account
    p_batch      bigint[]    -- impressions of the batch at hand; null: not measured
) returns numeric
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    return (
        select greatest(1000000, 10000 * percentile_cont(0.5) within group (order by e.exposure))
        from (
            select unnest(p_batch) as exposure
            union all
            (
                select greatest(p.impressions, p.views)
                from bandit.int_posts as p
                where p.account_id = p_account_id
                  and p.impressions > 0
                order by p.posted_at desc
                limit 1000
            )
        ) as e
    );
end
$function$;

comment on function bandit.plausible_exposure(bigint, bigint[]) is
    'Largest plausible number of impressions of one post: 1,000,000 or 10,000 times the account''s median, whichever is more.';

revoke all on function bandit.plausible_exposure(bigint, bigint[]) from public;
grant execute on function bandit.plausible_exposure(bigint, bigint[]) to bandit_operator, bandit_reader;
