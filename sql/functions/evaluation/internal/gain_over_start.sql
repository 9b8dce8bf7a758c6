-- gain_over_start: what the system has gained its user.
--
-- F/1K as it was, against the doubly robust estimate of what the starting weights would have brought on the same posts, and
-- their difference post by post.

create or replace function bandit_internal.gain_over_start(
    p_account_id bigint      default null,        -- null: the current account
    p_lookback   interval    default '30 days',   -- posts of so long
    p_now        timestamptz default null         -- null: clock(); nothing known later is used
) returns table (
    posts          bigint,
    f_per_1k       double precision,
    start_f_per_1k double precision,
    gain           double precision,
    low            double precision,
    high           double precision,
    warning        text
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_normal constant double precision := bandit_internal.normal_quantile(0.975);
    v_account_id bigint := bandit_internal.resolve_account(p_account_id);
    v_now        timestamptz := coalesce(p_now, bandit.clock());
    v_from       timestamptz := v_now - p_lookback;
    v_start      jsonb := bandit_internal.starting_weights(v_account_id);
begin
    return query
    with logged as materialized (
        select p.decision_id, p.followers, p.exposure
        from bandit_internal.logged_posts(v_account_id, v_from, v_now, v_now) as p
    ),
    rate as (
        select avg(l.followers) / avg(l.exposure) as f_per_1k, avg(l.exposure) as exposure
        from logged as l
    ),
    paired as (
        select
            r.f_per_1k + (l.followers - r.f_per_1k * l.exposure) / r.exposure as value,
            s.value as start_value,
            s.importance
        from logged as l
        cross join rate as r
        join bandit_internal.policy_values(v_account_id, null, v_start, v_from, v_now, 'f_per_1k', v_now) as s
            on s.decision_id = l.decision_id
           and s.estimator = 'dr'
    ),
    figures as (
        select
            count(*) as posts,
            avg(p.value) as f_per_1k,
            avg(p.start_value) as start_f_per_1k,
            avg(p.value - p.start_value) as gain,
            c_normal * stddev_samp(p.value - p.start_value) / sqrt(count(*)) as margin,
            power(sum(p.importance), 2) / nullif(sum(p.importance * p.importance), 0) as size
        from paired as p
    )
    select
        f.posts,
        f.f_per_1k,
        f.start_f_per_1k,
        f.gain,
        f.gain - f.margin,
        f.gain + f.margin,
        bandit_internal.explain_support(f.posts, f.size, bandit_internal.unseen_generators(v_account_id, null, v_start, v_from, v_now, v_now))
    from figures as f;
end
$function$;

comment on function bandit_internal.gain_over_start(bigint, interval, timestamptz) is
    'F/1K of the logged posts of the lookback, the doubly robust estimate of F/1K under the starting weights on the same posts, and the gain with its 95 % interval. warning: why not to trust it; NULL values: no such posts.';

revoke all on function bandit_internal.gain_over_start(bigint, interval, timestamptz) from public;
grant execute on function bandit_internal.gain_over_start(bigint, interval, timestamptz) to bandit_operator, bandit_reader;
