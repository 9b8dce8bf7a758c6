-- refresh_propensities: derives what the arms make of the weights, so that a choice only reads.
--
-- Called at the end of whatever changes a weight, a status, a pin, the floor or an arm; and by a choice that finds nothing.

create or replace function bandit_internal.refresh_propensities(
    p_account_id bigint   -- the account, whose settings row the caller has locked
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
begin
    delete from bandit.generator_propensities as p
    where p.account_id = p_account_id;

    insert into bandit.generator_propensities (account_id, arm, generator_name, propensity, upper_edge, choice_edge, context_number)
    select p_account_id, d.arm, d.generator_name, d.propensity, d.upper_edge, d.choice_edge, d.context_number
    from bandit_internal.derive_propensities(p_account_id) as d;
end
$function$;

comment on function bandit_internal.refresh_propensities(bigint) is
    'Makes generator_propensities of an account what its weights and arms say. Infeasible weights: WT012. Internal.';

revoke all on function bandit_internal.refresh_propensities(bigint) from public;
