-- median_of_others: what the largest of some numbers is compared with.
--
-- It is also the median of the others for any number above that: which of the larger half is left out makes no difference.

create or replace function bandit_internal.median_of_others(
    p_numbers double precision[]   -- n numbers in ascending order
) returns double precision
language sql
immutable
parallel safe
as $function$
    select (p_numbers[cardinality(p_numbers) / 2] + p_numbers[(cardinality(p_numbers) + 1) / 2]) / 2
$function$;

comment on function bandit_internal.median_of_others(double precision[]) is 'Median of all numbers but the largest; null if there is no other. Internal.';

revoke all on function bandit_internal.median_of_others(double precision[]) from public;
