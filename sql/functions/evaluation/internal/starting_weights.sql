-- starting_weights: the weights that the account began with, before anything was learned.

create or replace function bandit_internal.starting_weights(
    p_account_id bigint   -- the account
) returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    return (
        select jsonb_object_agg(w.generator_name, case when w.total > 0 then w.weight / w.total else 1.0 / w.generators end)
        from (
            select s.generator_name, s.weight, sum(s.weight) over () as total, count(*) over () as generators
            from bandit_internal.weights_at(p_account_id, '-infinity') as s
        ) as w
    );
end
$function$;

comment on function bandit_internal.starting_weights(bigint) is
    'Returns the first weight (0 to 1, sum 1) of every generator as {generator_name: weight}. If the account began without generators, all weights are equal. NULL: it has none.';

revoke all on function bandit_internal.starting_weights(bigint) from public;
grant execute on function bandit_internal.starting_weights(bigint) to bandit_operator, bandit_reader;
