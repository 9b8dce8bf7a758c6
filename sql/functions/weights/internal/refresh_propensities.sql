-- refresh_propensities: stores what the arms make of the weights, so that a choice only reads.
--
-- Called by what changes weights or arms, and by a choice that finds nothing stored.

create or replace function bandit_internal.refresh_propensities(
    p_account_id bigint   -- the account, whose settings row the caller has locked
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_basis        uuid := bandit_internal.propensity_basis(p_account_id);
    v_block_hours  integer := bandit_internal.block_length(p_account_id);
    v_propensities bandit_internal.propensity[] := bandit_internal.derive_propensities(p_account_id);
begin
    delete from bandit.generator_propensities as p
    where p.account_id = p_account_id;

    insert into bandit.generator_propensities (account_id, arm, generator_name, propensity, upper_edge, choice_edge, context_number, basis, block_hours)
    select p_account_id, p.arm, p.generator_name, p.propensity, p.upper_edge, p.choice_edge, p.context_number, v_basis, v_block_hours
    from unnest(v_propensities) as p;
end
$function$;

comment on function bandit_internal.refresh_propensities(bigint) is
    'Replaces the stored propensities of an account by those that follow from its weights and arms. Infeasible weights: WT012.';

revoke all on function bandit_internal.refresh_propensities(bigint) from public;
