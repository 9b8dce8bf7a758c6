-- generators_in_play: the generators that a choice can return, with their weights.

create or replace function bandit_internal.generators_in_play(
    p_account_id bigint   -- the account
) returns bandit_internal.generator_weight[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    return array(
        select row(g.generator_name, g.status, g.weight, g.pinned_weight)::bandit_internal.generator_weight
        from bandit_internal.stg_generators as g
        where g.account_id = p_account_id
          and g.status in ('active', 'testing')
    );
end
$function$;

comment on function bandit_internal.generators_in_play(bigint) is 'Returns the active and testing generators of an account with their weights; empty: none.';

revoke all on function bandit_internal.generators_in_play(bigint) from public;
grant execute on function bandit_internal.generators_in_play(bigint) to bandit_operator, bandit_reader;
