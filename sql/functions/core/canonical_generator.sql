-- canonical_generator: the canonical name of a generator.

create or replace function bandit.canonical_generator(
    p_name       text,                 -- name of a generator in any spelling
    p_account_id bigint default null   -- null: the current account
) returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
begin
    return bandit_internal.find_generator(v_account_id, p_name);
end
$function$;

comment on function bandit.canonical_generator(text, bigint) is
    'Returns the canonical name of a generator from any spelling: dataNerd for data_nerd, DataNerd or Data Nerd. Unknown generator: WT002, with the nearest names. Unknown account: WT001.';

revoke all on function bandit.canonical_generator(text, bigint) from public;
grant execute on function bandit.canonical_generator(text, bigint) to bandit_operator, bandit_reader;
