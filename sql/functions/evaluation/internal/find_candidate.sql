-- find_candidate: the candidate that a caller means by the name of a policy.
--
-- A policy alone is the account's own one, or another with the value that the account has set. Shadows exist for the values
-- that were tried: as long as the value that is set has none, the nearest tried value stands for it.

create or replace function bandit_internal.find_candidate(
    p_account_id bigint,       -- the account
    p_policy     text,         -- a policy, or a candidate such as blueprint 0.4; null: none
    p_to         timestamptz   -- the shadows that matter are of this time or earlier
) returns text
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_size constant text := '^\d{1,6}(\.\d{1,6})?( *(h|hours?|d|days?|weeks?|months?))?$';
    v_own_policy text := (select s.policy from bandit_internal.stg_settings as s where s.account_id = p_account_id);
    v_candidates bandit_internal.policy_candidate[] := array(select c from bandit_internal.policy_candidates(p_account_id) as c);
    v_policy     text := lower(substring(p_policy from '\S+'));
    v_value      text := trim(substring(p_policy from '\S+\s+(.*)'));
    v_candidate  text;
begin
    if v_value is null and v_policy = v_own_policy then
        return v_policy;
    end if;

    v_candidate := (
        select c.candidate
        from unnest(v_candidates) as c
        join unnest(v_candidates) as o
            on o.policy = c.policy
           and o.is_set
        where c.policy = v_policy
          and (v_value is null or bandit_internal.setting_size(c.value) = case when v_value ~ c_size then bandit_internal.setting_size(v_value) end)
        order by
            not exists (
                select 1
                from bandit_internal.stg_shadows as s
                where s.account_id = p_account_id
                  and s.candidate = c.candidate
                  and s.run_at <= p_to
            ),
            abs(bandit_internal.setting_size(c.value) - bandit_internal.setting_size(o.value)), c.candidate
        limit 1
    );
    if v_candidate is null and p_policy is not null then
        raise exception 'there is no policy %', quote_literal(p_policy)
            using errcode = 'WT004',
                  detail  = format('candidates: %s', (select string_agg(c.candidate, ', ') from unnest(v_candidates) as c)),
                  hint    = 'use a policy or one of these candidates';
    end if;
    return v_candidate;
end
$function$;

comment on function bandit_internal.find_candidate(bigint, text, timestamptz) is
    'Returns the account''s own policy, or the candidate that a policy or candidate stands for: with the value that is set, or the nearest one that has shadows. NULL: none is given. Unknown policy or value: WT004.';

revoke all on function bandit_internal.find_candidate(bigint, text, timestamptz) from public;
grant execute on function bandit_internal.find_candidate(bigint, text, timestamptz) to bandit_operator, bandit_reader;
