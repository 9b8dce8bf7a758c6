-- generator_key: what all spellings of the name of a generator have in common.
--
-- data_nerd, DataNerd and Data Nerd have one key. Every search by name uses it.

create or replace function bandit_internal.generator_key(
    p_name text   -- name of a generator in any spelling
) returns text
language sql
immutable
parallel safe
as $function$
    select lower(regexp_replace(p_name, '[^A-Za-z0-9]', '', 'g') collate "C")   -- not by the language of the database: Turkish has two letters i
$function$;

comment on function bandit_internal.generator_key(text) is
    'Returns the letters and digits of a generator''s name in lower case, equal for all its spellings; NULL for NULL.';

revoke all on function bandit_internal.generator_key(text) from public;
grant execute on function bandit_internal.generator_key(text) to bandit_operator, bandit_reader;
