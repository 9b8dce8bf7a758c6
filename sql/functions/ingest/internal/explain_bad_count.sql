-- explain_bad_count: the reason why a value is not a count.

create or replace function bandit_internal.explain_bad_count(
    p_value text   -- the value as received
) returns text
language sql
immutable
parallel safe
as $function$
    select case
        when p_value ~ '^-[0-9]+([.][0-9]+)?$'        then format('%s is negative', left(p_value, 100))
        when p_value ~ '^[0-9]{1,18}[.][0-9]+$'       then format('%s is not a whole number', left(p_value, 100))
        when p_value ~ '^[0-9]{19,}([.][0-9]*)?$'     then format('%s is implausibly large', left(p_value, 100))
        else format('%L is not a number', left(p_value, 100))
    end
$function$;

comment on function bandit_internal.explain_bad_count(text) is
    'Returns the reason why a text is not a count: negative, not whole, too large or not a number.';

revoke all on function bandit_internal.explain_bad_count(text) from public;
