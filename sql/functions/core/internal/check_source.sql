-- check_source: the name of a source of numbers.

create or replace function bandit_internal.check_source(
    p_source text   -- who delivers the numbers
) returns text
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
begin
    if length(p_source) > 63 then
        raise exception 'the name of the source is too long'
            using errcode = 'WT004', detail = format('it has %s characters', length(p_source)), hint = 'use at most 63 characters, such as bot or scrape';
    end if;
    return p_source;
end
$function$;

comment on function bandit_internal.check_source(text) is 'Returns p_source. Longer than 63 characters: WT004. NULL passes.';

revoke all on function bandit_internal.check_source(text) from public;
