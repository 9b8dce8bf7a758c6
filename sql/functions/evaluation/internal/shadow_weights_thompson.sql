-- shadow_weights_thompson: the statistical policy's weights for one of the half-lives that are tried.
--
-- Each half-life needs a posterior of its own, which is what a run of this policy costs. So a run weighs one candidate, the
-- one that waits longest, and none again within 20 hours: four runs a day weigh three or four candidates daily. What a run
-- of this policy has weighed itself costs nothing.

create or replace function bandit_internal.shadow_weights_thompson(
    p_account_id bigint,        -- the account, whose settings row the caller has locked
    p_lookback   interval,      -- window of posts
    p_now        timestamptz,   -- nothing later is used
    p_stages     jsonb          -- array of the rows of explain_weights of a run of this policy; null: it was none
) returns table (
    candidate text,
    weights   jsonb
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_every constant interval := interval '20 hours';
    v_value interval;
begin
    return query
    select c.candidate, jsonb_object_agg(s.generator_name, s.new_weight)
    from bandit_internal.policy_candidates(p_account_id) as c
    cross join jsonb_to_recordset(p_stages) as s (generator_name text, new_weight numeric)
    where c.is_present
    group by c.candidate;

    select c.candidate, c.value::interval
    into candidate, v_value
    from bandit_internal.policy_candidates(p_account_id) as c
    left join lateral bandit_internal.last_shadow(p_account_id, c.candidate, p_now) as l on true
    where c.policy = 'thompson'
      and (p_stages is null or not c.is_present)
      and coalesce(l.run_at, '-infinity') <= p_now - c_every
    order by l.run_at nulls first, c.place
    limit 1;
    if not found then
        return;
    end if;

    select jsonb_object_agg(w.generator_name, w.weight)
    into weights
    from (
        select array_agg(t.generator_name) as names, array_agg(t.target_weight) as scores, array_agg(t.fixed_weight) as fixed
        from bandit_internal.target_weights_thompson(p_account_id, p_lookback, p_now, v_value) as t
    ) as a
    join bandit_internal.stg_settings as s on s.account_id = p_account_id
    cross join lateral bandit_internal.project_weights(a.names, a.scores, a.fixed, s.min_weight) as w;
    return next;
end
$function$;

comment on function bandit_internal.shadow_weights_thompson(bigint, interval, timestamptz, jsonb) is
    'The run''s own candidate, if it is of the policy thompson, and the one that waits longest, unless all were weighed within 20 hours, with the weights (0 to 1, {generator_name: weight}) that a run gives them. Internal.';

revoke all on function bandit_internal.shadow_weights_thompson(bigint, interval, timestamptz, jsonb) from public;
