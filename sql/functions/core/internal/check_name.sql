-- check_name: checks the name that a generator is to have.

create or replace function bandit_internal.check_name(
    p_name text   -- the name
) returns void
language plpgsql
immutable
set search_path = pg_catalog, pg_temp
as $function$
declare
    -- Joiners are part of the spelling of Persian and Indic words.
    v_plain text := normalize(translate(p_name, E' _.-\u200C\u200D', ''), NFKC);
begin
    if (length(p_name) <= 63 and p_name = trim(p_name) and v_plain <> '' and v_plain = bandit_internal.name_letters(p_name)) is not true then
        raise exception '% is not a generator''s name', coalesce(bandit_internal.quote_start(p_name), 'null')
            using errcode = 'WT004',
                  detail  = 'a name has 1 to 63 letters, digits, spaces and the characters _ . -, at least one letter or digit, and no space at its ends',
                  hint    = 'write it like news_reporter, dataNerd or My Persona 3';
    end if;
end
$function$;

comment on function bandit_internal.check_name(text) is 'Raises WT004 unless the text can be the name of a generator. Internal.';

revoke all on function bandit_internal.check_name(text) from public;
