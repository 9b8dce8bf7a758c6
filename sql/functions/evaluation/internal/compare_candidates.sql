-- compare_candidates: what each candidate would have gained against the present choice, post by post.
--
-- Doubly robust and by the account's objective. Both sides of a comparison are the courses of shadows, and both are held against
-- the same posts, so what the posts have in common cancels out. Posts count where both had weights.

create or replace function bandit_internal.compare_candidates(
    p_account_id bigint      default null,   -- null: the current account
    p_lookback   interval    default '30 days',   -- posts of so long
    p_now        timestamptz default null    -- null: clock(); nothing known later is used
) returns table (
    candidate             text,
    policy                text,
    setting               text,
    setting_value         text,
    is_present            boolean,
    is_next               boolean,
    posts                 bigint,
    value                 double precision,
    difference            double precision,
    low                   double precision,
    high                  double precision,
    effective_sample_size double precision,
    warning               text
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set jit = off
as $function$
declare
    c_normal constant double precision := bandit_internal.normal_quantile(0.995);
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := coalesce(p_now, bandit.clock());
    v_from       timestamptz := v_now - p_lookback;
    v_objective  text := (select s.objective from bandit_internal.stg_settings as s where s.account_id = v_account_id);
begin
    return query
    with candidates as materialized (
        select c.*, p.policy as present_policy, p.place as present_place, p.candidate as present_candidate
        from bandit_internal.policy_candidates(v_account_id) as c
        join bandit_internal.policy_candidates(v_account_id) as p on p.is_present
    ),
    valued as materialized (
        select c.candidate, v.decision_id, v.value, v.importance
        from candidates as c
        cross join lateral bandit_internal.policy_values(v_account_id, c.candidate, null, v_from, v_now, v_objective, v_now) as v
        where v.estimator = 'dr'
    ),
    figures as (
        select
            c.candidate,
            count(*) as posts,
            avg(v.value) as value,
            avg(v.value - p.value) as difference,
            stddev_samp(v.value - p.value) / sqrt(count(*)) as standard_error,
            power(sum(v.importance), 2) / nullif(sum(v.importance * v.importance), 0) as size
        from candidates as c
        join valued as v on v.candidate = c.candidate
        join valued as p
            on p.candidate = c.present_candidate
           and p.decision_id = v.decision_id
        group by c.candidate
    )
    select
        c.candidate,
        c.policy,
        c.setting,
        c.value,
        c.is_present,
        case when c.policy = c.present_policy then abs(c.place - c.present_place) = 1 else c.is_set end,
        coalesce(f.posts, 0),
        f.value,
        f.difference,
        f.difference - c_normal * f.standard_error,
        f.difference + c_normal * f.standard_error,
        f.size,
        bandit_internal.explain_support(coalesce(f.posts, 0), f.size, bandit_internal.unseen_generators(v_account_id, c.candidate, null, v_from, v_now, v_now))
    from candidates as c
    left join figures as f on f.candidate = c.candidate
    order by c.policy, c.place;
end
$function$;

comment on function bandit_internal.compare_candidates(bigint, interval, timestamptz) is
    'Per candidate its doubly robust value on the posts of the lookback, in the account''s objective (followers a post, or per 1000 of exposure), and its difference to the present choice with a 99 % interval; is_next: one step away (a neighbouring value, or the other policy). warning: why not to trust it.';

revoke all on function bandit_internal.compare_candidates(bigint, interval, timestamptz) from public;
grant execute on function bandit_internal.compare_candidates(bigint, interval, timestamptz) to bandit_operator, bandit_reader;
