-- credible_days: days of posts whose sums can be tested as counts.
--
-- A post's followers and exposure count by its credence, which gives their sums the variance of a Poisson variable.

create or replace function bandit.credible_days(
    p_days  bandit.learning_day[],   -- from learning_days
    p_today integer                  -- day of the test, counted from 1970-01-01
) returns bandit.learning_day[]
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $function$
declare
    c_half_life  constant double precision := 30;
    v_rate       double precision := bandit.account_rate(p_days, p_today, c_half_life);
    v_dispersion double precision := bandit.account_dispersion(p_days, v_rate, p_today, c_half_life);
begin
    return (
        select array_agg(
            row(d.generator_name, d.day, d.posts, s.followers, s.exposure, d.log_reach, d.log_reach_squared, null, null, null, null, null)::bandit.learning_day
            order by d.generator_name collate "C", d.day
        )
        from unnest(p_days) as d
        cross join lateral (
            select sum(q.credence * p.followers) as followers, sum(q.credence * p.exposure) as exposure
            from unnest(d.post_followers, d.post_exposures) as p (followers, exposure)
            cross join lateral (select bandit.post_credence(p.exposure, v_rate, v_dispersion) as credence) as q
        ) as s
    );
end
$function$;

comment on function bandit.credible_days(bandit.learning_day[], integer) is
    'The same days with followers = sum q n and exposure = sum q e, q the credence of a post (post_credence), without the single posts.';

revoke all on function bandit.credible_days(bandit.learning_day[], integer) from public;
grant execute on function bandit.credible_days(bandit.learning_day[], integer) to bandit_operator, bandit_reader;
