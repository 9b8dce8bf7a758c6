-- gain_over_start: F/1K as it was, compared with the starting weights.
--
-- The starting weights are evaluated on the same posts by the doubly robust estimator, and the difference is taken post by
-- post.

create or replace function bandit_internal.gain_over_start(
    p_account_id bigint,        -- the account
    p_lookback   interval,      -- age up to which posts count
    p_now        timestamptz    -- nothing known later is used
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
    v_posts  bandit_internal.logged_post[] := array(select p from bandit_internal.logged_posts(p_account_id, p_now - p_lookback, p_now, p_now) as p);
    v_start  bandit_internal.weights_since[] := array[row('-infinity', bandit_internal.starting_weights(p_account_id))::bandit_internal.weights_since];
begin
    return query
    with rate as (
        select avg(l.followers) / avg(l.exposure_1k) as f_per_1k, avg(l.exposure_1k) as exposure_1k
        from unnest(v_posts) as l
    ),
    paired as (
        select
            r.f_per_1k + (l.followers - r.f_per_1k * l.exposure_1k) / r.exposure_1k as value,
            s.value as start_value,
            s.importance,
            s.block_at
        from unnest(v_posts) as l
        cross join rate as r
        join bandit_internal.policy_values(v_posts, v_start, 'f_per_1k') as s
            on s.decision_id = l.decision_id
           and s.estimator = 'dr'
    ),
    figures as (
        select
            count(*) as posts,
            avg(p.value) as f_per_1k,
            avg(p.start_value) as start_f_per_1k,
            avg(p.value - p.start_value) as gain,
            c_normal * bandit_internal.clustered_error(array_agg(p.value - p.start_value), array_agg(p.block_at)) as margin,
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
        bandit_internal.explain_support(f.posts, f.size, bandit_internal.unseen_generators(v_posts, v_start))
    from figures as f;
end
$function$;

comment on function bandit_internal.gain_over_start(bigint, interval, timestamptz) is
    'Returns F/1K (followers per 1000 of exposure) of the logged posts of the lookback, the doubly robust estimate of F/1K under the starting weights on the same posts, and the difference with its 95 % interval. warning: why not to trust it, NULL: nothing; NULL values: no such posts.';

revoke all on function bandit_internal.gain_over_start(bigint, interval, timestamptz) from public;
grant execute on function bandit_internal.gain_over_start(bigint, interval, timestamptz) to bandit_operator, bandit_reader;
