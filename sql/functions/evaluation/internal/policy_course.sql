-- policy_course: the weights of a policy over time.
--
-- The account's own policy has the weights that its runs applied, any other candidate those of its shadows, and fixed weights
-- hold at all times. A decision was made under the last weights before it.

create or replace function bandit_internal.policy_course(
    p_account_id bigint,        -- the account
    p_policy     text,          -- a policy, or a candidate such as blueprint 0.4; null: fixed weights
    p_weights    jsonb,         -- fixed weights, {generator: weight}; null: a policy
    p_from       timestamptz,   -- time of the first decision
    p_to         timestamptz    -- time of the last decision
) returns setof bandit_internal.weights_since
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_candidate  text;
    v_since_at   timestamptz;
begin
    if (p_policy is null) = (p_weights is null) then
        raise exception 'either a policy or weights are required'
            using errcode = 'WT004', detail = format('p_policy = %L, p_weights = %L', p_policy, p_weights), hint = 'give one of the two';
    end if;
    if p_weights is not null then
        return next ('-infinity', bandit_internal.check_weights(p_account_id, p_weights))::bandit_internal.weights_since;
        return;
    end if;
    v_candidate := bandit_internal.find_candidate(p_account_id, p_policy, p_to);
    if v_candidate like '% %' then
        return query
        select c.since_at, c.weights
        from bandit_internal.shadow_courses(p_account_id, array[v_candidate], p_from, p_to) as s
        cross join lateral unnest(s.course) as c;
        return;
    end if;

    v_since_at := (
        select max(r.run_at)
        from bandit_internal.stg_runs as r
        where r.account_id = p_account_id
          and r.policy = v_candidate
          and r.status = 'success'
          and r.run_at < p_from
    );
    return query
    select
        r.run_at,
        (select jsonb_object_agg(w.generator_name, w.weight) from jsonb_to_recordset(r.weights) as w (generator_name text, weight numeric))
    from bandit_internal.stg_runs as r
    where r.account_id = p_account_id
      and r.policy = v_candidate
      and r.status = 'success'
      and r.run_at >= coalesce(v_since_at, '-infinity')
      and r.run_at <= p_to
    order by r.run_at;
end
$function$;

comment on function bandit_internal.policy_course(bigint, text, jsonb, timestamptz, timestamptz) is
    'Returns the weights (0 to 1, {generator_name: weight}) of a policy, a candidate or fixed ones in order of time, each with the time from which they held, as far as decisions between p_from and p_to need them. Unknown policy or invalid weights: WT004.';

revoke all on function bandit_internal.policy_course(bigint, text, jsonb, timestamptz, timestamptz) from public;
grant execute on function bandit_internal.policy_course(bigint, text, jsonb, timestamptz, timestamptz) to bandit_operator, bandit_reader;
