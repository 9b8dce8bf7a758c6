-- refresh_propensities: keeps what the arms make of the weights at hand, so that a choice only reads.
--
-- Called by whatever changes a weight, a status, a pin, the floor or an arm.

create or replace function bandit.refresh_propensities(
    p_account_id bigint   -- the account, whose settings row the caller has locked
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
begin
    with derived as materialized (
        select d.*
        from bandit.derive_propensities(p_account_id) as d
    ),
    deleted as (
        delete from bandit.generator_propensities as p
        where p.account_id = p_account_id
          and not exists (
              select
              from derived as d
              where d.arm = p.arm
                and d.generator_name = p.generator_name
          )
    )
    insert into bandit.generator_propensities as p (account_id, arm, generator_name, weight, propensity, upper_edge, choice_edge)
    select p_account_id, d.arm, d.generator_name, d.weight, d.propensity, d.upper_edge, d.choice_edge
    from derived as d
    on conflict (account_id, arm, generator_name) do update
    set weight = excluded.weight,
        propensity = excluded.propensity,
        upper_edge = excluded.upper_edge,
        choice_edge = excluded.choice_edge
    where (p.weight, p.propensity, p.upper_edge, p.choice_edge)
        is distinct from (excluded.weight, excluded.propensity, excluded.upper_edge, excluded.choice_edge);
end
$function$;

comment on function bandit.refresh_propensities(bigint) is
    'Makes generator_propensities of an account what its weights and arms say. Infeasible weights: WT012. Internal.';

revoke all on function bandit.refresh_propensities(bigint) from public;
