-- policy_candidates: every policy with each value of its tuned setting that is tried, and with the account's own value.
--
-- Values are compared by size: 0.3 and 0.30 are equal, and so are 1 day and 24 hours.

create or replace function bandit_internal.policy_candidates(
    p_account_id bigint   -- the account
) returns setof bandit_internal.policy_candidate
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_settings jsonb := (
        select jsonb_object_agg(s.setting, s.value) from bandit_internal.int_setting_values as s where s.account_id = p_account_id
    );
begin
    return query
    with known as (
        select p.policy, p.tuned_setting as setting, v.value, bandit_internal.setting_size(v.value) as size
        from bandit_internal.stg_policies as p
        cross join lateral unnest(p.tuned_values) as v (value)
    ),
    own as (
        select p.policy, p.tuned_setting as setting, v.value, bandit_internal.setting_size(v.value) as size
        from bandit_internal.stg_policies as p
        cross join lateral (select v_settings ->> p.tuned_setting as value) as v
        where p.tuned_setting is not null
    ),
    tried as (
        select k.policy, k.setting, k.value, k.size
        from known as k
        union all
        select o.policy, o.setting, o.value, o.size
        from own as o
        where not exists (select 1 from known as k where k.policy = o.policy and k.size = o.size)
    )
    select
        concat(t.policy, ' ', t.value),
        t.policy,
        t.setting,
        t.value,
        row_number() over (partition by t.policy order by t.size),
        t.size = o.size,
        t.size = o.size and t.policy = v_settings ->> 'policy'
    from tried as t
    join own as o on o.policy = t.policy
    order by t.policy, t.size;
end
$function$;

comment on function bandit_internal.policy_candidates(bigint) is
    'Returns the candidates of an account by policy and size of the value: policy, tuned setting and value. is_set: the setting has this value; is_present: and the account follows this policy.';

revoke all on function bandit_internal.policy_candidates(bigint) from public;
grant execute on function bandit_internal.policy_candidates(bigint) to bandit_operator, bandit_reader;
