-- answer_sign: whether a change is an improvement.

create or replace function bandit_internal.answer_sign(
    p_change numeric   -- above 0: better; null: not known yet
) returns text
language sql
immutable
parallel safe
as $function$
    select case when p_change > 0 then 'yes' when p_change <= 0 then 'no' else 'not yet' end
$function$;

comment on function bandit_internal.answer_sign(numeric) is
    'Returns yes for a change above 0, no for any other, not yet for NULL.';

revoke all on function bandit_internal.answer_sign(numeric) from public;
grant execute on function bandit_internal.answer_sign(numeric) to bandit_operator, bandit_reader;
