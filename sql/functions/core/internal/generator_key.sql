-- generator_key: what all spellings of the name of a generator have in common.
--
-- data_nerd, DataNerd and Data Nerd have one key. Every search by name uses it. No generator has a name of more than 63
-- characters, so a text of over a thousand is none, however many separators it has.

create or replace function bandit_internal.generator_key(
    p_name text   -- name of a generator in any spelling
) returns text
language sql
immutable
parallel safe
as $function$
    -- Not by the language of the database: Turkish has two letters i.
    select case when length(p_name) <= 1000 then lower(regexp_replace(p_name, '[^A-Za-z0-9]', '', 'g') collate "C") end
$function$;

comment on function bandit_internal.generator_key(text) is
    'Returns the letters and digits of a generator''s name in lower case, equal for all its spellings; NULL for NULL and for a text of over 1000 characters.';

revoke all on function bandit_internal.generator_key(text) from public;
grant execute on function bandit_internal.generator_key(text) to bandit_operator, bandit_reader;
