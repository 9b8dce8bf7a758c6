-- policy_candidates: every policy with every value of its tuned setting that is tried, and the account's own value.
--
-- Values are compared by size, since 0.3 and 0.30 are one, and so are 1 day and 24 hours.

create or replace function bandit_internal.policy_candidates(
    p_account_id bigint default null   -- null: the current account
) returns table (
    candidate   text,
    policy      text,
    setting     text,
    value       text,
    place       bigint,
    is_set      boolean,
    is_present  boolean
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_settings   jsonb := (select to_jsonb(s) from bandit_internal.stg_settings as s where s.account_id = v_account_id);
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
    'The candidates of an account, in order: policy, its tuned setting and a value of it; is_set: the setting has this value; is_present: and the account follows this policy.';

revoke all on function bandit_internal.policy_candidates(bigint) from public;
grant execute on function bandit_internal.policy_candidates(bigint) to bandit_operator, bandit_reader;
