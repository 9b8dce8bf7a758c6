-- find_generator: the canonical name of a generator of an account.

create or replace function bandit_internal.find_generator(
    p_account_id bigint,   -- the account
    p_name       text      -- name of a generator in any spelling
) returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_generator_name text := bandit_internal.match_generator(p_account_id, p_name);
begin
    if v_generator_name is null then
        raise exception 'there is no generator %', coalesce(bandit_internal.quote_start(p_name), 'without a name')
            using errcode = 'WT002',
                  detail  = format('nearest: %s', coalesce(bandit_internal.nearest_generators(p_account_id, p_name), 'the account has no generators')),
                  hint    = 'add it with pgbandit generator add, or with the function add_generator; or use one of the nearest';
    end if;
    return v_generator_name;
end
$function$;

comment on function bandit_internal.find_generator(bigint, text) is
    'Returns the canonical name of a generator from any spelling. Unknown generator: WT002, with the nearest names. Internal.';

revoke all on function bandit_internal.find_generator(bigint, text) from public;
grant execute on function bandit_internal.find_generator(bigint, text) to bandit_operator, bandit_reader;
