-- derive_propensities: the propensities of an account, from its weights and arms as they are.

create or replace function bandit_internal.derive_propensities(
    p_account_id bigint   -- the account
) returns bandit_internal.propensity[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_min_weight numeric := (select s.min_weight from bandit.account_settings as s where s.account_id = p_account_id);
    v_vectors    bandit_internal.weight_vector[];
    v_arms       bandit_internal.experiment_arm[];
begin
    v_vectors := array(
        select
            row(w.context_number, array_agg(w.generator_name), array_agg(w.weight),
                array_agg(case when w.status = 'testing' then w.fixed else w.pinned_weight end))::bandit_internal.weight_vector
        from (
            select 0 as context_number, g.generator_name, g.weight, g.status, g.weight as fixed, g.pinned_weight
            from bandit.generator_weights as g
            where g.account_id = p_account_id
              and g.status in ('active', 'testing')
            union all
            select c.context_number, c.generator_name, c.weight, g.status, g.weight, g.pinned_weight
            from bandit.context_weights as c
            join bandit.generator_weights as g
                on g.account_id = c.account_id
               and g.generator_name = c.generator_name
            where c.account_id = p_account_id
        ) as w
        group by w.context_number
    );
    v_arms := array(
        select row(e.arm, e.share, e.transform, e.strength, e.weights)::bandit_internal.experiment_arm
        from bandit.experiment_arms as e
        where e.account_id = p_account_id
          and e.ended_at is null
    );
    return bandit_internal.arm_propensities(v_vectors, v_arms, v_min_weight);
end
$function$;

comment on function bandit_internal.derive_propensities(bigint) is
    'Returns the rows that generator_propensities should hold for an account: for every context, running arm and generator in play its propensity (0 to 1) and the edges of its intervals. Infeasible weights: WT012.';

revoke all on function bandit_internal.derive_propensities(bigint) from public;
