-- posts_in_memory: how many posts a policy can learn from, if it learns from more than the lookback.

create or replace function bandit_internal.posts_in_memory(
    p_account_id bigint,              -- the account
    p_now        timestamptz,         -- nothing known later is used
    p_policy     text default null    -- the policy; null: the account's
) returns bigint
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_settings record;
begin
    select p_now - bandit_internal.learning_memory(s.half_life) as since, s.objective
    into v_settings
    from bandit_internal.stg_settings as s
    join bandit_internal.stg_policies as p on p.policy = coalesce(p_policy, s.policy)
    where s.account_id = p_account_id
      and p.learns_from = 'memory';

    if found then
        return (
            select count(*)
            from bandit_internal.posts_as_of(p_account_id, v_settings.since, p_now, p_now, bandit_internal.parse_objective(v_settings.objective)) as p
            where p.value_exposure > 0
              and p.value is not null
        );
    end if;
    return null;
end
$function$;

comment on function bandit_internal.posts_in_memory(bigint, timestamptz, text) is
    'Returns the number of posts of the last three half-lives with exposure and a known value in the account''s objective; NULL if the policy learns from the lookback.';

revoke all on function bandit_internal.posts_in_memory(bigint, timestamptz, text) from public;
grant execute on function bandit_internal.posts_in_memory(bigint, timestamptz, text) to bandit_operator, bandit_reader;
