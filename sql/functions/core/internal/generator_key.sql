-- generator_key: what all spellings of one generator's name have in common.
--
-- data_nerd, DataNerd and Data Nerd are one generator. Every look-up by name goes through this key.

create or replace function bandit_internal.generator_key(
    p_name text   -- a generator's name in any spelling
) returns text
language sql
immutable
parallel safe
as $function$
    select lower(regexp_replace(p_name, '[^A-Za-z0-9]', '', 'g'))
$function$;

comment on function bandit_internal.generator_key(text) is
    'The letters and digits of a generator''s name in lower case: equal for all its spellings.';

revoke all on function bandit_internal.generator_key(text) from public;
grant execute on function bandit_internal.generator_key(text) to bandit_operator, bandit_reader;
