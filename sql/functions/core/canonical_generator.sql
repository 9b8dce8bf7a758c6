-- canonical_generator: the one true spelling of a generator's name.

create or replace function bandit.canonical_generator(
    p_name       text,                 -- a generator's name in any spelling
    p_account_id bigint default null   -- null: the current account
) returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id     bigint := bandit_internal.resolve_account(p_account_id);
    v_generator_name text;
begin
    select g.generator_name
    into v_generator_name
    from bandit_internal.stg_generators as g
    where g.account_id = v_account_id
      and lower(g.generator_name) = bandit_internal.generator_key(p_name);

    if not found then
        raise exception 'there is no generator %', coalesce(quote_literal(p_name), 'without a name')
            using errcode = 'WT002',
                  detail  = format('nearest: %s', coalesce(bandit_internal.nearest_generators(v_account_id, p_name), 'the account has no generators')),
                  hint    = 'add it with: select bandit.add_generator(...), or use one of the nearest';
    end if;
    return v_generator_name;
end
$function$;

comment on function bandit.canonical_generator(text, bigint) is
    'Canonical name of a generator from any spelling (data_nerd, DataNerd, Data Nerd: dataNerd). Unknown: WT002 with the nearest names.';

revoke all on function bandit.canonical_generator(text, bigint) from public;
grant execute on function bandit.canonical_generator(text, bigint) to bandit_operator, bandit_reader;
