-- interval_exposures: the exposure of each generator whose followers are expected in each interval.
--
-- The followers of a post arrive by the arrival curve, whatever its impressions do. Intervals that end within the same six hours
-- are added up: shorter ones tell no more. A post whose exposure was not measured has the mean of the others.

create or replace function bandit_internal.interval_exposures(
    p_intervals bandit_internal.follower_interval[],   -- with a known gain
    p_posts     bandit_internal.exposed_post[],        -- posts that may have followers in them
    p_curve     double precision[]                     -- from arrival_curve
) returns bandit_internal.interval_exposure[]
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_live constant double precision := 7 * 24 * 3600;
    v_mean double precision := (select avg(p.exposure_1k) from unnest(p_posts) as p);
begin
    return array(
        with intervals as (
            select
                bandit_internal.count_period(i.until_at) as until_at,
                extract(epoch from i.from_at)::double precision as started,
                extract(epoch from i.until_at)::double precision as ended
            from unnest(p_intervals) as i
        ),
        gained as (
            select
                i.until_at,
                p.generator_name,
                p.place,
                coalesce(p.exposure_1k, v_mean)
                    * sum(bandit_internal.arrived_share(p_curve, i.ended - p.posted) - bandit_internal.arrived_share(p_curve, i.started - p.posted)) as x
            from intervals as i
            join unnest(p_posts) with ordinality as p (generator_name, posted, exposure_1k, place)
                on p.posted < i.ended
               and p.posted > i.started - c_live
            group by i.until_at, p.place, p.generator_name, p.exposure_1k
        )
        select row(g.until_at, g.generator_name, sum(g.x order by g.place), sum(g.x * g.x order by g.place))::bandit_internal.interval_exposure
        from gained as g
        where g.x > 0
        group by g.until_at, g.generator_name
    );
end
$function$;

comment on function bandit_internal.interval_exposures(bandit_internal.follower_interval[], bandit_internal.exposed_post[], double precision[]) is
    'Returns X = sum x and Q = sum x^2 by six hours and generator, x = e (K(b - s) - K(a - s)) for a post of exposure e published at s, between counts at a and b. No row: none.';

revoke all on function bandit_internal.interval_exposures(bandit_internal.follower_interval[], bandit_internal.exposed_post[], double precision[]) from public;
grant execute on function bandit_internal.interval_exposures(bandit_internal.follower_interval[], bandit_internal.exposed_post[], double precision[]) to bandit_operator, bandit_reader;
