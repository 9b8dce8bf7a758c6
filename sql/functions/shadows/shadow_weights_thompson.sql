-- shadow_weights_thompson: the statistical policy's weights for one of the half-lives that are tried.
--
-- Each half-life needs a posterior of its own, which is what a run of this policy costs. So a run weighs one candidate, the
-- one that waits longest, and none again within 20 hours: four runs a day weigh three or four candidates daily. What a run
-- of this policy has weighed itself costs nothing. The policy reads the settings; these are changed for the look and put
-- back in the same transaction, unseen by others.

create or replace function bandit.shadow_weights_thompson(
    p_account_id bigint,        -- the account, whose settings row the caller has locked
    p_lookback   interval,      -- window of posts
    p_now        timestamptz,   -- nothing later is used
    p_stages     jsonb          -- array of the rows of explain_weights of a run of this policy; null: it was none
) returns table (
    candidate text,
    weights   jsonb
)
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_every constant interval := interval '20 hours';
    v_own    record;
    v_value  interval;
begin
    return query
    select c.candidate, jsonb_object_agg(s.generator_name, s.new_weight)
    from bandit.policy_candidates(p_account_id) as c
    cross join jsonb_to_recordset(p_stages) as s (generator_name text, new_weight numeric)
    where c.is_present
    group by c.candidate;

    select c.candidate, c.value::interval
    into candidate, v_value
    from bandit.policy_candidates(p_account_id) as c
    left join lateral bandit.last_shadow(p_account_id, c.candidate, p_now) as l on true
    where c.policy = 'thompson'
      and (p_stages is null or not c.is_present)
      and coalesce(l.run_at, '-infinity') <= p_now - c_every
    order by l.run_at nulls first, c.place
    limit 1;
    if not found then
        return;
    end if;

    select s.policy, s.half_life
    into v_own
    from bandit.account_settings as s
    where s.account_id = p_account_id;

    update bandit.account_settings as s
    set policy = 'thompson',
        half_life = v_value
    where s.account_id = p_account_id;

    select jsonb_object_agg(e.generator_name, e.new_weight)
    into weights
    from bandit.explain_weights(p_account_id, p_now, p_lookback) as e;

    update bandit.account_settings as s
    set policy = v_own.policy,
        half_life = v_own.half_life
    where s.account_id = p_account_id;
    return next;
end
$function$;

comment on function bandit.shadow_weights_thompson(bigint, interval, timestamptz, jsonb) is
    'The run''s own candidate, if it is of the policy thompson, and the one that waits longest, unless all were weighed within 20 hours, with the weights (0 to 1, {generator_name: weight}) that a run gives them. Internal.';

revoke all on function bandit.shadow_weights_thompson(bigint, interval, timestamptz, jsonb) from public;
