-- shadow_weights_thompson: the weights of the policy thompson for one of the half-lives that are compared.
--
-- Each half-life needs a posterior of its own, which costs as much as a run of this policy. So a run computes one candidate, the
-- one that was computed least recently, and none again within 20 hours: four runs a day compute three or four candidates a day.
-- The candidate of the run itself costs nothing.

create or replace function bandit_internal.shadow_weights_thompson(
    p_account_id bigint,                              -- the account, whose settings row the caller has locked
    p_totals     bandit_internal.generator_total[],   -- performance of its generators in the lookback
    p_now        timestamptz,                         -- nothing later is used
    p_stages     bandit_internal.weight_stage[]       -- stages of the run, if it is one of this policy; null: it is not
) returns table (
    candidate text,
    weights   jsonb
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_every      constant interval := interval '20 hours';
    v_min_weight numeric := (select s.min_weight from bandit_internal.stg_settings as s where s.account_id = p_account_id);
    v_candidates bandit_internal.policy_candidate[] := array(select c from bandit_internal.policy_candidates(p_account_id) as c where c.policy = 'thompson');
    v_names      text[] := array(select c.candidate from unnest(v_candidates) as c);
    v_value      interval;
begin
    return query
    select c.candidate, jsonb_object_agg(s.generator_name, s.new_weight)
    from unnest(v_candidates) as c
    cross join unnest(p_stages) as s
    where c.is_present
    group by c.candidate;

    select c.candidate, c.value::interval
    into candidate, v_value
    from bandit_internal.last_shadows(p_account_id, v_names, p_now) as l
    join unnest(v_candidates) as c on c.candidate = l.candidate
    where (p_stages is null or not c.is_present)
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
        from bandit_internal.target_weights_thompson(p_account_id, p_totals, p_now, v_value) as t
    ) as a
    cross join lateral bandit_internal.project_weights(a.names, a.scores, a.fixed, v_min_weight) as w;
    return next;
end
$function$;

comment on function bandit_internal.shadow_weights_thompson(bigint, bandit_internal.generator_total[], timestamptz, bandit_internal.weight_stage[]) is
    'Returns the weights (0 to 1, {generator_name: weight}) of the candidate of the run, if its policy is thompson, and of the candidate computed least recently, unless all were computed within 20 hours. Internal.';

revoke all on function bandit_internal.shadow_weights_thompson(bigint, bandit_internal.generator_total[], timestamptz, bandit_internal.weight_stage[]) from public;
