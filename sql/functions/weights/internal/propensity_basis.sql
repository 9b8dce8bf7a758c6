-- propensity_basis: identifies the weights and arms that propensities are derived from.

create or replace function bandit_internal.propensity_basis(
    p_account_id bigint   -- the account
) returns uuid
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_weights text;
    v_arms    text;
begin
    select string_agg(concat_ws(' ', g.generator_name, g.weight, g.status, g.pinned_weight), ',' order by g.generator_name)
    into v_weights
    from bandit.generator_weights as g
    where g.account_id = p_account_id
      and g.status in ('active', 'testing');

    select string_agg(concat_ws(' ', e.arm, e.share, e.transform, e.strength, e.weights), ',' order by e.arm)
    into v_arms
    from bandit.experiment_arms as e
    where e.account_id = p_account_id
      and e.ended_at is null;

    return md5(concat_ws(';', v_weights, v_arms))::uuid;
end
$function$;

comment on function bandit_internal.propensity_basis(bigint) is
    'Returns a hash of the weights, statuses and pins of the generators in play and of the running arms.';

revoke all on function bandit_internal.propensity_basis(bigint) from public;
