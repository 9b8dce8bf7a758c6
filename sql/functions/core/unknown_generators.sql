-- unknown_generators: the names that mean no generator of an account, to add them before an import.

create or replace function bandit.unknown_generators(
    p_names      jsonb,                -- array of names
    p_account_id bigint default null   -- null: the current account
) returns table (
    generator_name text
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_names      text[];
begin
    if jsonb_typeof(p_names) is distinct from 'array' then
        raise exception 'names must be a JSON array'
            using errcode = 'WT004', detail = format('p_names is %s', coalesce('a JSON ' || jsonb_typeof(p_names), 'null')), hint = 'pass an array such as ["alpha", "beta"]';
    end if;

    v_names := array(   -- one spelling of each
        select distinct on (bandit_internal.generator_key(n.name)) n.name
        from jsonb_array_elements_text(p_names) as n (name)
        where n.name is not null
        order by bandit_internal.generator_key(n.name), n.name collate "C"
    );
    return query
    select n.name
    from unnest(v_names) as n (name)
    where bandit_internal.match_generator(v_account_id, n.name) is null
    order by n.name collate "C";
end
$function$;

comment on function bandit.unknown_generators(jsonb, bigint) is
    'Returns the names, one spelling each, that mean no generator of the account. Unknown account: WT001. Not an array: WT004.';

revoke all on function bandit.unknown_generators(jsonb, bigint) from public;
grant execute on function bandit.unknown_generators(jsonb, bigint) to bandit_operator, bandit_reader;
