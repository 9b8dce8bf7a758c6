-- quote_start: a text of any length, for a message.

create or replace function bandit_internal.quote_start(
    p_text text   -- what a caller has passed
) returns text
language sql
immutable
parallel safe
as $function$
    select quote_literal(case when length(p_text) > 100 then left(p_text, 97) || '...' else p_text end)
$function$;

comment on function bandit_internal.quote_start(text) is
    'Returns a text in quotes; of one of over 100 characters, the first 97 and three dots. NULL for NULL. Internal.';

revoke all on function bandit_internal.quote_start(text) from public;
grant execute on function bandit_internal.quote_start(text) to bandit_operator, bandit_reader;
