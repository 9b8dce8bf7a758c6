-- collect_count_rows: gains and exposures as rows of the joint fit.
--
-- Six hours with an anomaly are left out: their gain is not that of the posts.

create or replace function bandit_internal.collect_count_rows(
    p_names     text[],                                -- generators, in the order of the arrays
    p_gains     bandit_internal.follower_interval[],   -- from known_gains
    p_summed    bandit_internal.interval_exposure[]    -- from interval_exposures
) returns bandit_internal.count_row[]
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_none constant double precision[] := array_fill(0::double precision, array[coalesce(cardinality(p_names), 0) + 1]);
begin
    if cardinality(p_summed) = 0 then
        return array[]::bandit_internal.count_row[];
    end if;

    return array(
        with gains as (
            select
                bandit_internal.count_period(g.until_at) as until_at,
                sum(extract(epoch from g.until_at - g.from_at))::double precision / 3600 as hours,
                sum(g.gained)::double precision as gained
            from unnest(p_gains) as g
            group by 1
            having bool_and(g.gained is not null)
        ),
        placed as (
            select
                e.until_at,
                coalesce(array_position(p_names, e.generator_name), cardinality(p_names) + 1) as place,
                sum(e.exposure_1k) as exposure_1k,
                sum(e.squares) as squares
            from unnest(p_summed) as e
            group by 1, 2
        ),
        exposures as (
            select
                g.until_at,
                array_agg(coalesce(p.exposure_1k, 0) order by n.place) as exposures,
                array_agg(coalesce(p.squares, 0) order by n.place) as squares
            from gains as g
            cross join generate_series(1, cardinality(p_names) + 1) as n (place)
            left join placed as p
                on p.until_at = g.until_at
               and p.place = n.place
            group by g.until_at
        )
        select row(
            g.until_at, ((extract(epoch from g.until_at) - 1)::bigint / 86400)::integer, g.hours, g.gained, coalesce(e.exposures, v_none), coalesce(e.squares, v_none)
        )::bandit_internal.count_row
        from gains as g
        left join exposures as e using (until_at)
        order by g.until_at
    );
end
$function$;

comment on function bandit_internal.collect_count_rows(text[], bandit_internal.follower_interval[], bandit_internal.interval_exposure[]) is
    'Returns a row for each six hours with a known gain, ascending; {}: no generator has exposure.';

revoke all on function bandit_internal.collect_count_rows(text[], bandit_internal.follower_interval[], bandit_internal.interval_exposure[]) from public;
grant execute on function bandit_internal.collect_count_rows(text[], bandit_internal.follower_interval[], bandit_internal.interval_exposure[]) to bandit_operator, bandit_reader;
