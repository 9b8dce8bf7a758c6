-- importance_weights: how much more often, or less, other weights would have chosen what was chosen.
--
-- Beside it what the doubly robust estimator holds a post against: the mean of its generator's posts in the window, and the
-- mean that the weights would have given at that decision. A generator without posts counts as the mean of all. A
-- decision was made under the last weights before it: those of the same moment may know what came of it. Decisions made
-- before the policy had weights are left out.

create or replace function bandit_internal.importance_weights(
    p_account_id bigint,        -- the account
    p_policy     text,          -- see policy_course
    p_weights    jsonb,         -- see policy_course
    p_from       timestamptz,   -- see logged_posts
    p_to         timestamptz,   -- see logged_posts
    p_now        timestamptz    -- nothing known later is used
) returns table (
    decision_id        uuid,
    generator_name     text,
    followers          double precision,
    exposure           double precision,
    importance         double precision,
    expected_followers double precision,
    expected_exposure  double precision,
    policy_followers   double precision,
    policy_exposure    double precision
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
set jit = off
as $function$
begin
    return query
    with posts as materialized (
        select p.*
        from bandit_internal.logged_posts(p_account_id, p_from, p_to, p_now) as p
    ),
    course as materialized (
        select c.since_at, c.weights, row_number() over (order by c.since_at) as place
        from bandit_internal.policy_course(p_account_id, p_policy, p_weights, (select min(p.decided_at) from posts as p), p_to) as c
    ),
    means as materialized (
        select p.generator_name, avg(p.followers) as followers, avg(p.exposure) as exposure
        from posts as p
        group by p.generator_name
    ),
    overall as materialized (
        select avg(p.followers) as followers, avg(p.exposure) as exposure
        from posts as p
    ),
    expected as materialized (
        select
            c.place,
            c.weights,
            sum(w.value::double precision * coalesce(m.followers, o.followers)) as followers,
            sum(w.value::double precision * coalesce(m.exposure, o.exposure)) as exposure
        from course as c
        cross join overall as o
        cross join lateral jsonb_each_text(c.weights) as w
        left join means as m on m.generator_name = w.key
        group by c.place, c.weights
    ),
    placed as materialized (
        select p.*, width_bucket(p.decided_at - interval '1 microsecond', (select array_agg(c.since_at order by c.since_at) from course as c)) as place
        from posts as p
    )
    select
        p.decision_id,
        p.generator_name,
        p.followers,
        p.exposure,
        coalesce((e.weights ->> p.generator_name)::double precision, 0) / p.propensity,
        m.followers,
        m.exposure,
        e.followers,
        e.exposure
    from placed as p
    join expected as e on e.place = p.place
    join means as m on m.generator_name = p.generator_name;
end
$function$;

comment on function bandit_internal.importance_weights(bigint, text, jsonb, timestamptz, timestamptz, timestamptz) is
    'Per logged post: importance = probability under the policy / propensity; followers and exposure / 1000 of the post, of its generator''s posts in the window on average (expected), and of the generators as the policy weighs them (policy).';

revoke all on function bandit_internal.importance_weights(bigint, text, jsonb, timestamptz, timestamptz, timestamptz) from public;
grant execute on function bandit_internal.importance_weights(bigint, text, jsonb, timestamptz, timestamptz, timestamptz) to bandit_operator, bandit_reader;
