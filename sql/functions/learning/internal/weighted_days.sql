-- weighted_days: days of posts whose sums can be tested like counts.
--
-- Followers and exposure of a post have its observation weight, which gives their sums the variance of a Poisson variable.

create or replace function bandit_internal.weighted_days(
    p_days       bandit_internal.learning_day[],   -- from learning_days
    p_rate       double precision,        -- of account_rate
    p_dispersion double precision         -- of account_dispersion
) returns bandit_internal.learning_day[]
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
begin
    return (
        select array_agg(
            row(d.generator_name, d.day, d.posts, s.followers, s.exposure_1k, d.log_reach, d.log_reach_squared, null, null, null, null, null)::bandit_internal.learning_day
            order by d.generator_name collate "C", d.day
        )
        from unnest(p_days) as d
        cross join lateral (
            select sum(q.weight * p.followers) as followers, sum(q.weight * p.exposure_1k) as exposure_1k
            from unnest(d.post_followers, d.post_exposures_1k) as p (followers, exposure_1k)
            cross join lateral (select bandit_internal.observation_weight(p.exposure_1k, p_rate, p_dispersion) as weight) as q
        ) as s
    );
end
$function$;

comment on function bandit_internal.weighted_days(bandit_internal.learning_day[], double precision, double precision) is
    'Returns the same days with followers = sum q n and exposure = sum q e, q the observation weight of a post, without the single posts.';

revoke all on function bandit_internal.weighted_days(bandit_internal.learning_day[], double precision, double precision) from public;
grant execute on function bandit_internal.weighted_days(bandit_internal.learning_day[], double precision, double precision) to bandit_operator, bandit_reader;
