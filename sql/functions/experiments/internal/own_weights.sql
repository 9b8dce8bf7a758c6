-- own_weights: the weights of an account, for an arm to start from.

create or replace function bandit_internal.own_weights(
    p_account_id bigint   -- the account
) returns jsonb
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    return (
        select coalesce(jsonb_object_agg(g.generator_name, g.weight), '{}')
        from bandit_internal.stg_generators as g
        where g.account_id = p_account_id
          and g.status in ('active', 'testing')
    );
end
$function$;

comment on function bandit_internal.own_weights(bigint) is
    'Returns the weights (0 to 1) of the generators in play as {generator_name: weight}. Internal.';

revoke all on function bandit_internal.own_weights(bigint) from public;
