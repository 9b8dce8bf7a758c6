-- days_in_memory: the posts that a policy learns from, if it learns from more than the lookback.
--
-- A run reads them once, to count them and to learn from them.

create or replace function bandit_internal.days_in_memory(
    p_account_id bigint,              -- the account
    p_now        timestamptz,         -- nothing known later is used
    p_policy     text default null    -- the policy; null: the account's
) returns bandit_internal.learning_day[]
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_half_life interval;
begin
    select s.half_life
    into v_half_life
    from bandit_internal.stg_settings as s
    join bandit_internal.stg_policies as p on p.policy = coalesce(p_policy, s.policy)
    where s.account_id = p_account_id
      and p.learns_from = 'memory';

    if found then
        return coalesce(bandit_internal.learning_days(p_account_id, bandit_internal.learning_memory(v_half_life), p_now), '{}');
    end if;
    return null;
end
$function$;

comment on function bandit_internal.days_in_memory(bigint, timestamptz, text) is
    'Returns the posts of the last three half-lives with exposure and known followers, see learning_days; empty: there are none. NULL if the policy learns from the lookback.';

revoke all on function bandit_internal.days_in_memory(bigint, timestamptz, text) from public;
grant execute on function bandit_internal.days_in_memory(bigint, timestamptz, text) to bandit_operator, bandit_reader;
