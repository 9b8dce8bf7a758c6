-- check_weights: weights that a caller gives, with canonical names.

create or replace function bandit_internal.check_weights(
    p_account_id bigint,   -- the account
    p_weights    jsonb     -- {generator in any spelling: weight}
) returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    if jsonb_typeof(p_weights) <> 'object'
       or jsonb_path_exists(p_weights, '$.* ? (@.type() != "number" || @ < 0)')
       or (select abs(sum(w.value::numeric) - 1) <= 0.001 from jsonb_each_text(p_weights) as w) is not true then
        raise exception 'p_weights is not a valid set of weights'
            using errcode = 'WT004',
                  detail  = format('p_weights = %s', p_weights),
                  hint    = 'use an object of generators with weights of 0 or more that sum to 1, such as {"coach": 0.4, "dataNerd": 0.6}';
    end if;

    return (
        select jsonb_object_agg(n.name, n.weight)
        from (
            select bandit_internal.find_generator(p_account_id, w.key) as name, sum(w.value::numeric) as weight
            from jsonb_each_text(p_weights) as w
            group by 1
        ) as n
    );
end
$function$;

comment on function bandit_internal.check_weights(bigint, jsonb) is
    'Returns weights (0 to 1, sum 1 within 0.001) with canonical names. Invalid weights: WT004. Unknown generator: WT002.';

revoke all on function bandit_internal.check_weights(bigint, jsonb) from public;
grant execute on function bandit_internal.check_weights(bigint, jsonb) to bandit_operator, bandit_reader;
