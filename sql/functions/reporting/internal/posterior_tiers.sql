-- posterior_tiers: the tiers of an account's generators by their posteriors, if its policy learns from more than the lookback.

create or replace function bandit_internal.posterior_tiers(
    p_account_id bigint,        -- the account
    p_now        timestamptz    -- nothing known later is used
) returns table (
    generator_name text,
    tier           text
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_viral      numeric;
    v_posteriors bandit_internal.generator_posterior[];
begin
    select s.viral_f_per_1k
    into v_viral
    from bandit_internal.stg_settings as s
    join bandit_internal.stg_policies as p on p.policy = s.policy
    where s.account_id = p_account_id
      and p.learns_from = 'memory'
      and not (bandit_internal.parse_objective(s.objective)).is_own;   -- tiers are of F/1K
    if not found then
        return;
    end if;

    v_posteriors := bandit_internal.generator_posteriors(p_account_id, p_now, null);
    return query
    select p.generator_name, bandit_internal.posterior_tier(p, v_viral)
    from unnest(v_posteriors) as p;
end
$function$;

comment on function bandit_internal.posterior_tiers(bigint, timestamptz) is
    'Returns the tier of each generator by its posterior (posterior_tier); no row if the policy learns from the lookback, or in an objective of one''s own.';

revoke all on function bandit_internal.posterior_tiers(bigint, timestamptz) from public;
grant execute on function bandit_internal.posterior_tiers(bigint, timestamptz) to bandit_operator, bandit_reader;
