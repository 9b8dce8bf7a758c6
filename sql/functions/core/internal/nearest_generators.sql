-- nearest_generators: the known names most like an unknown one, for error messages.

create or replace function bandit_internal.nearest_generators(
    p_account_id bigint,   -- the account
    p_name       text      -- a name that is not known
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
            order by likeness desc, g.generator_name collate "C"
            limit 3
        ) as n
    );
end
$function$;

comment on function bandit_internal.nearest_generators(bigint, text) is
    'The three generators of an account whose names are most like the given one, nearest first, comma-separated; null: the account has none.';

revoke all on function bandit_internal.nearest_generators(bigint, text) from public;
grant execute on function bandit_internal.nearest_generators(bigint, text) to bandit_operator, bandit_reader;
