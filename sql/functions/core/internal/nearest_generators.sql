-- nearest_generators: the generators with the most similar names, for error messages.

create or replace function bandit_internal.nearest_generators(
    p_account_id bigint,   -- the account
    p_name       text      -- an unknown name
) returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    return (
        select string_agg(n.generator_name, ', ' order by n.likeness desc, n.generator_name collate "C")
        from (
            select g.generator_name, bandit_internal.name_similarity(g.generator_name, p_name) as likeness
            from bandit_internal.stg_generators as g
            where g.account_id = p_account_id
              and g.status <> 'retired'
            order by likeness desc, g.generator_name collate "C"
            limit 3
        ) as n
    );
end
$function$;

comment on function bandit_internal.nearest_generators(bigint, text) is
    'Returns the three generators of an account whose names are most similar to a name, the most similar first, comma-separated; NULL if the account has no generators.';

revoke all on function bandit_internal.nearest_generators(bigint, text) from public;
grant execute on function bandit_internal.nearest_generators(bigint, text) to bandit_operator, bandit_reader;
