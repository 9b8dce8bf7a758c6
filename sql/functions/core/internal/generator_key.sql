-- generator_key: what all spellings of the name of a generator have in common.
--
-- data_nerd, DataNerd and Data Nerd have one key. Every search by name uses it. The unique indexes on names are built on the
-- same expression.

create or replace function bandit_internal.generator_key(
    p_name text   -- name of a generator in any spelling
) returns text
language sql
immutable
parallel safe
as $function$
    -- Not by the language of the database: Turkish has two letters i. Upper case first: Greek has two letters s.
    select lower(upper(bandit_internal.name_letters(p_name) collate bandit_internal.names) collate bandit_internal.names)
$function$;

comment on function bandit_internal.generator_key(text) is
    'Returns the letters and digits of a generator''s name without regard to case, equal for all its spellings; NULL for NULL and for a text of over 1000 characters.';

revoke all on function bandit_internal.generator_key(text) from public;
grant execute on function bandit_internal.generator_key(text) to bandit_operator, bandit_reader;
