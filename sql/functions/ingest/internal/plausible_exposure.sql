-- plausible_exposure: the largest number of impressions that is believed.
--
-- A viral post at 100 times the median is real; 5,000,000 views on an account with 30 per post are an error page. A batch
-- counts only if the account has no measured post: a batch of error pages must not make itself plausible.

create or replace function bandit_internal.plausible_exposure(
    p_known bigint[],   -- impressions of the account's measured posts; empty: none
    p_batch bigint[]    -- impressions of the batch, used if p_known is empty; null: not measured
) returns numeric
language sql
immutable
parallel safe
as $function$
    select greatest(1000000, 10000 * percentile_cont(0.5) within group (order by e.exposure))
    from unnest(case when cardinality(p_known) > 0 then p_known else p_batch end) as e (exposure)
$function$;

comment on function bandit_internal.plausible_exposure(bigint[], bigint[]) is
    'Returns the largest plausible number of impressions of one post: 1,000,000 or 10,000 times the median, whichever is more.';

revoke all on function bandit_internal.plausible_exposure(bigint[], bigint[]) from public;
