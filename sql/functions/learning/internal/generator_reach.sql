-- generator_reach: how widely the posts of a generator are seen, from the logarithms of their impressions.
--
-- A random-effects model: reach is lognormal within a generator, with one variance for all, and the means of the generators vary
-- about the account's. The variance between generators is its mean over the evidence for six variances and for none; none has
-- the prior probability 0.9, because with few posts or few generators chance would pass for a difference. Each mean is shrunk
-- towards the account's in proportion to its uncertainty. On the logarithmic scale a viral post is one post.

create or replace function bandit_internal.generator_reach(
    p_names     text[],                  -- all generators of the account
    p_days      bandit_internal.learning_day[],   -- from learning_days
    p_today     integer,                 -- day of the run, in days since 1970-01-01
    p_half_life double precision         -- days
) returns table (
    generator_name text,
    log_reach      double precision,
    standard_error         double precision
)
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_nothing   constant double precision   := 0.9;   -- prior probability
    c_variances constant double precision[] := array[0.02, 0.05, 0.1, 0.2, 0.4, 0.8];
begin
    return query
    with daily as (
        select
            u.*,
            bandit_internal.forgetting_weight(p_today - u.day, p_half_life) as weight
        from unnest(p_days) as u
    ),
    summed as (
        select
            d.generator_name,
            sum(d.weight * d.posts) as weight,
            sum(d.weight * d.log_reach) / sum(d.weight * d.posts) as mean,
            sum(d.weight * d.log_reach_squared) as squares,
            power(sum(d.weight * d.posts), 2) / sum(d.weight * d.weight * d.posts) as posts
        from daily as d
        group by d.generator_name
    ),
    pooled as (   -- sums in one order are the same to the last digit under any plan
        select
            sum(s.weight order by s.generator_name) as weight,
            sum(s.weight * s.mean order by s.generator_name) / sum(s.weight order by s.generator_name) as mean,
            greatest(sum(s.squares - s.weight * s.mean * s.mean order by s.generator_name) + 1, 0.01) / (sum(s.weight * (1 - 1 / s.posts) order by s.generator_name) + 1) as variance
        from summed as s
    ),
    spread as (
        select u.variance, sum(e.probability * e.variance order by e.variance) as between
        from (
            select
                p.variance,
                array_agg(''::text) as account,   -- all generators are one group
                array_agg(s.mean - p.mean order by s.generator_name) as means,
                array_agg(s.posts / p.variance order by s.generator_name) as precisions
            from summed as s
            cross join pooled as p
            group by p.variance
        ) as u
        cross join lateral bandit_internal.variance_evidence(u.account, u.means, u.precisions, c_variances, c_nothing) as e
        group by u.variance
    ),
    centred as (
        select
            v.variance,
            v.between,
            sum(s.mean / (v.between + v.variance / s.posts) order by s.generator_name) / sum(1 / (v.between + v.variance / s.posts) order by s.generator_name) as mean
        from summed as s
        cross join spread as v
        group by v.variance, v.between
    )
    select
        g.generator_name,
        coalesce(c.mean + coalesce(c.between / (c.between + c.variance / s.posts), 0) * coalesce(s.mean - c.mean, 0), 0) + coalesce(c.variance, 0) / 2,
        sqrt(coalesce(c.between * (1 - coalesce(c.between / (c.between + c.variance / s.posts), 0)), 0))
    from unnest(p_names) as g (generator_name)
    left join summed as s on s.generator_name = g.generator_name
    left join centred as c on true;
end
$function$;

comment on function bandit_internal.generator_reach(text[], bandit_internal.learning_day[], integer, double precision) is
    'Returns the logarithm of the exposure in thousands expected of a post of each generator, with its standard error: lognormal, shrunk to the account''s mean; the variance between generators by evidence (variance_evidence).';

revoke all on function bandit_internal.generator_reach(text[], bandit_internal.learning_day[], integer, double precision) from public;
grant execute on function bandit_internal.generator_reach(text[], bandit_internal.learning_day[], integer, double precision) to bandit_operator, bandit_reader;
