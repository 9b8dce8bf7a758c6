-- compare_candidates: the value of each candidate against the present one, post by post.
--
-- Doubly robust, in the objective of the account. Both sides of a comparison are shadows and are evaluated on the same posts,
-- so what the posts have in common cancels out. A post counts if both sides had weights at its decision.

create or replace function bandit_internal.compare_candidates(
    p_account_id bigint,        -- the account
    p_lookback   interval,      -- age up to which posts count
    p_now        timestamptz    -- nothing known later is used
) returns setof bandit_internal.candidate_comparison
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set jit = off
as $function$
declare
    c_normal constant double precision := bandit_internal.normal_quantile(0.995);
    v_objective  bandit_internal.objective := bandit_internal.parse_objective((
        select s.objective from bandit_internal.stg_settings as s where s.account_id = p_account_id
    ));
    v_posts      bandit_internal.logged_post[] := array(select p from bandit_internal.logged_posts(p_account_id, p_now - p_lookback, p_now, p_now, v_objective) as p);
    v_first_at   timestamptz := coalesce((select min(p.decided_at) from unnest(v_posts) as p), p_now);
    v_candidates bandit_internal.policy_candidate[] := array(select c from bandit_internal.policy_candidates(p_account_id) as c);
    v_names      text[] := array(select c.candidate from unnest(v_candidates) as c);
begin
    return query
    with courses as materialized (
        select s.candidate, s.course
        from bandit_internal.shadow_courses(p_account_id, v_names, v_first_at, p_now) as s
    ),
    valued as materialized (
        select c.candidate, v.decision_id, v.value, v.importance
        from courses as c
        cross join lateral bandit_internal.policy_values(v_posts, c.course, v_objective.name) as v
        where v.estimator = 'dr'
    ),
    figures as (
        select
            v.candidate,
            count(*) as posts,
            avg(v.value) as value,
            avg(v.value - p.value) as difference,
            stddev_samp(v.value - p.value) / sqrt(count(*)) as standard_error,
            power(sum(v.importance), 2) / nullif(sum(v.importance * v.importance), 0) as size
        from unnest(v_candidates) as o
        join valued as p on p.candidate = o.candidate
        join valued as v on v.decision_id = p.decision_id
        where o.is_present
        group by v.candidate
    )
    select
        c.candidate,
        c.policy,
        c.setting,
        c.value,
        c.is_present,
        case when c.policy = o.policy then abs(c.place - o.place) = 1 else c.is_set end,
        coalesce(f.posts, 0),
        f.value,
        f.difference,
        f.difference - c_normal * f.standard_error,
        f.difference + c_normal * f.standard_error,
        f.size,
        bandit_internal.explain_support(coalesce(f.posts, 0), f.size, bandit_internal.unseen_generators(v_posts, k.course))
    from unnest(v_candidates) as c
    join unnest(v_candidates) as o on o.is_present
    left join courses as k on k.candidate = c.candidate
    left join figures as f on f.candidate = c.candidate
    order by c.policy, c.place;
end
$function$;

comment on function bandit_internal.compare_candidates(bigint, interval, timestamptz) is
    'Returns for each candidate its doubly robust value on the posts of the lookback, in the account''s objective, and its difference from the present candidate with a 99 % interval. is_next: a neighbouring value, or the other policy; warning: why not to trust it, NULL: nothing.';

revoke all on function bandit_internal.compare_candidates(bigint, interval, timestamptz) from public;
grant execute on function bandit_internal.compare_candidates(bigint, interval, timestamptz) to bandit_operator, bandit_reader;
