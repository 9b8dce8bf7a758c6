-- match_generator: the generator of a name in any spelling, also of a former name.

create or replace function bandit_internal.match_generator(
    p_account_id bigint,   -- the account
    p_name       text      -- name of a generator in any spelling
) returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_key text := bandit_internal.generator_key(p_name);
begin
    return coalesce(
        (
            select g.generator_name
            from bandit_internal.stg_generators as g
            where g.account_id = p_account_id
              and bandit_internal.generator_key(g.generator_name) = v_key
        ),
        (
            select a.generator_name
            from bandit_internal.stg_aliases as a
            where a.account_id = p_account_id
              and bandit_internal.generator_key(a.alias) = v_key
        )
    );
end
$function$;

comment on function bandit_internal.match_generator(bigint, text) is
    'Returns the canonical name of the generator that a name means, its present one before a former one; NULL: there is none. Internal.';

revoke all on function bandit_internal.match_generator(bigint, text) from public;
grant execute on function bandit_internal.match_generator(bigint, text) to bandit_operator, bandit_reader;
