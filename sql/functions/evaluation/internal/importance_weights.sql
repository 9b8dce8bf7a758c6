-- importance_weights: how much more or less often a policy would have made the logged choices.
--
-- The doubly robust estimator compares a post with two means: that of its generator's posts, and that of all generators as
-- the policy weighs them at the decision. A generator without posts counts as the mean of all posts. A decision was made
-- under the last weights before it; weights of the same moment may already use its result. Decisions before the first
-- weights of the policy are left out.

create or replace function bandit_internal.importance_weights(
    p_posts  bandit_internal.logged_post[],    -- see logged_posts
    p_course bandit_internal.weights_since[]   -- see policy_course
) returns table (
    decision_id          uuid,
    generator_name       text,
    followers            double precision,
    exposure_1k          double precision,
    importance           double precision,
    expected_followers   double precision,
    expected_exposure_1k double precision,
    policy_followers     double precision,
    policy_exposure_1k   double precision,
    block_at             timestamptz
)
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
set jit = off
as $function$
declare
    v_times timestamptz[] := array(select c.since_at from unnest(p_course) as c order by c.since_at);
begin
    return query
    with course as materialized (
        select c.weights, row_number() over (order by c.since_at) as place
        from unnest(p_course) as c
    ),
    means as materialized (
        select p.generator_name, avg(p.followers) as followers, avg(p.exposure_1k) as exposure_1k
        from unnest(p_posts) as p
        group by p.generator_name
    ),
    overall as materialized (
        select avg(p.followers) as followers, avg(p.exposure_1k) as exposure_1k
        from unnest(p_posts) as p
    ),
    expected as materialized (
        select
            c.place,
            c.weights,
            sum(w.value::double precision * coalesce(m.followers, o.followers)) as followers,
            sum(w.value::double precision * coalesce(m.exposure_1k, o.exposure_1k)) as exposure_1k
        from course as c
        cross join overall as o
        cross join lateral jsonb_each_text(c.weights) as w
        left join means as m on m.generator_name = w.key
        group by c.place, c.weights
    ),
    placed as materialized (
        select p.*, width_bucket(p.decided_at - interval '1 microsecond', v_times) as place
        from unnest(p_posts) as p
    )
    select
        p.decision_id,
        p.generator_name,
        p.followers,
        p.exposure_1k,
        coalesce((e.weights ->> p.generator_name)::double precision, 0) / p.propensity,
        m.followers,
        m.exposure_1k,
        e.followers,
        e.exposure_1k,
        p.block_at
    from placed as p
    join expected as e on e.place = p.place
    join means as m on m.generator_name = p.generator_name;
end
$function$;

comment on function bandit_internal.importance_weights(bandit_internal.logged_post[], bandit_internal.weights_since[]) is
    'Returns for each logged post its importance (probability under the policy / propensity) and followers and exposure / 1000: its own, the mean of its generator''s posts (expected), and the mean of the generators as the policy weighs them (policy).';

revoke all on function bandit_internal.importance_weights(bandit_internal.logged_post[], bandit_internal.weights_since[]) from public;
grant execute on function bandit_internal.importance_weights(bandit_internal.logged_post[], bandit_internal.weights_since[]) to bandit_operator, bandit_reader;
