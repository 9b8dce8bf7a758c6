-- recent_days: the sums of each generator's days, split into recent and earlier ones.
--
-- For 13 spans from 2 to 90 days, each with the number of days that it represents. Each day has its forgetting weight.

create or replace function bandit_internal.recent_days(
    p_days      bandit_internal.learning_day[],   -- from weighted_days
    p_today     integer,                 -- day of the run, in days since 1970-01-01
    p_half_life double precision         -- days
) returns table (
    generator_name text,
    span           integer,
    width          double precision,
    followers      double precision,
    exposure_1k    double precision,
    past_followers double precision,
    past_exposure_1k  double precision
)
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_spans  constant integer[]          := array[2, 3, 4, 6, 8, 11, 15, 20, 27, 36, 48, 64, 90];
    c_widths constant double precision[] := array[2.5, 1, 1.5, 2, 2.5, 3.5, 4.5, 6, 8, 10.5, 14, 21, 31]::double precision[];   -- to half-way to the next span
begin
    return query
    with discounted as (
        select
            d.generator_name,
            d.day,
            bandit_internal.forgetting_weight(p_today - d.day, p_half_life) * d.followers as followers,
            bandit_internal.forgetting_weight(p_today - d.day, p_half_life) * d.exposure_1k as exposure_1k
        from unnest(p_days) as d
    ),
    places as (   -- between which spans a day lies
        select
            d.generator_name,
            width_bucket(p_today - d.day - 1, c_spans) + 1 as place,
            sum(d.followers) as followers,
            sum(d.exposure_1k) as exposure_1k
        from discounted as d
        group by d.generator_name, place
    ),
    summed as (
        select
            g.generator_name,
            s.place,
            coalesce(sum(p.followers) over later, 0) as followers,
            coalesce(sum(p.exposure_1k) over later, 0) as exposure_1k,
            coalesce(sum(p.followers) over earlier, 0) as past_followers,
            coalesce(sum(p.exposure_1k) over earlier, 0) as past_exposure_1k
        from (select distinct p.generator_name from places as p) as g
        cross join generate_series(1, cardinality(c_spans) + 1) as s (place)
        left join places as p on p.generator_name = g.generator_name and p.place = s.place
        window
            later as (partition by g.generator_name order by s.place),
            earlier as (partition by g.generator_name order by s.place desc rows between unbounded preceding and 1 preceding)
    )
    select
        s.generator_name,
        c_spans[s.place],
        c_widths[s.place],
        s.followers,
        s.exposure_1k,
        s.past_followers,
        s.past_exposure_1k
    from summed as s;
end
$function$;

comment on function bandit_internal.recent_days(bandit_internal.learning_day[], integer, double precision) is
    'Returns per generator and span the discounted sums of followers and exposure: of the days from p_today - span on, and of those before (past_); width is the number of days that the span represents. Span NULL: all days are recent.';

revoke all on function bandit_internal.recent_days(bandit_internal.learning_day[], integer, double precision) from public;
grant execute on function bandit_internal.recent_days(bandit_internal.learning_day[], integer, double precision) to bandit_operator, bandit_reader;
