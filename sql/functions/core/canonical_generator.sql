-- canonical_generator: the canonical spelling of a generator's name.

create or replace function bandit.canonical_generator(
    p_name       text,                 -- a generator's name in any spelling
    p_account_id bigint default null   -- null: the current account
) returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    return bandit_internal.find_generator(bandit_internal.resolve_account(p_account_id), p_name);
end
$function$;

comment on function bandit.canonical_generator(text, bigint) is
    'Returns the canonical name of a generator from any spelling (data_nerd, DataNerd, Data Nerd: dataNerd). Unknown: WT002 with the nearest names.';

revoke all on function bandit.canonical_generator(text, bigint) from public;
grant execute on function bandit.canonical_generator(text, bigint) to bandit_operator, bandit_reader;
