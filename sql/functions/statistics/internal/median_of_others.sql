-- median_of_others: the median of a sample without its largest value.
--
-- For any value of the larger half it is also the median of the others: which of that half is left out makes no difference.

create or replace function bandit_internal.median_of_others(
    p_numbers double precision[]   -- n numbers in ascending order
) returns double precision
language sql
immutable
parallel safe
as $function$
    select (p_numbers[cardinality(p_numbers) / 2] + p_numbers[(cardinality(p_numbers) + 1) / 2]) / 2
$function$;

comment on function bandit_internal.median_of_others(double precision[]) is
    'Returns the median of all numbers but the largest; NULL if there is no other. Exact: (x[n/2] + x[(n + 1)/2]) / 2 of n ascending numbers, indexes rounded down. Internal.';

revoke all on function bandit_internal.median_of_others(double precision[]) from public;
