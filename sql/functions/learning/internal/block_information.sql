-- block_information: how much more counts would tell if posts were written in blocks.
--
-- Counts tell generators apart only by how the exposure of each departs from its usual part of the whole. Where each post is drawn, it
-- departs by chance, by p Q: the squares of the exposures of single posts. In blocks it departs by design too: thirty days of blocks
-- are laid out, with posts even over the hours, and followers that arrive by the arrival curve.

create or replace function bandit_internal.block_information(
    p_curve   double precision[],   -- from arrival_curve
    p_hours   integer,              -- length of a block
    p_shares  double precision[],   -- weight of each generator, 0 to 1; the two best first
    p_hourly  double precision,     -- exposure in thousands that is published in an hour
    p_squares double precision      -- Q: sum of squared exposures of posts in six hours
) returns double precision
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_interval constant integer := 6;     -- hours between counts
    c_days     constant integer := 30;
    c_settled  constant integer := 7;     -- days until posts have all their followers
    v_edges    constant double precision[] := array(
        select sum(s.share) over (order by s.place) from unnest(p_shares) with ordinality as s (share, place) order by s.place
    );
begin
    return (
        with posts as (
            select h.hour, least(width_bucket(bandit_internal.block_draw(0, h.hour / p_hours), v_edges) + 1, cardinality(p_shares)) as place
            from generate_series(0, c_days * 24 - 1) as h (hour)
        ),
        intervals as (
            select i.started, p.place, p_hourly * sum(bandit_internal.arrived_share(p_curve, (i.started + c_interval - p.hour) * 3600.0::double precision) - bandit_internal.arrived_share(p_curve, (i.started - p.hour) * 3600.0::double precision)) as exposure
            from generate_series(c_settled * 24, c_days * 24 - c_interval, c_interval) as i (started)
            join posts as p
                on p.hour < i.started + c_interval
               and p.hour > i.started - c_settled * 24
            group by i.started, p.place
        ),
        departures as (
            select n.place, avg((coalesce(i.exposure, 0) - p_shares[n.place] * t.exposure) ^ 2) as squares
            from generate_series(1, 2) as n (place)
            cross join (select u.started, sum(u.exposure) as exposure from intervals as u group by u.started) as t
            left join intervals as i
                on i.started = t.started
               and i.place = n.place
            group by n.place
        )
        select sum(1 / nullif(c.chance, 0)) / sum(1 / (c.chance + d.squares))
        from departures as d
        cross join lateral (select p_shares[d.place] * p_squares as chance) as c
    );
end
$function$;

comment on function bandit_internal.block_information(double precision[], integer, double precision[], double precision, double precision) is
    'Returns the information that counts have of the difference of the two best generators in blocks, over that of mixed posts: (p Q + mean (X - p sum X)^2) / p Q, the harmonic mean of both. NULL: one has no share, or there are no posts.';

revoke all on function bandit_internal.block_information(double precision[], integer, double precision[], double precision, double precision) from public;
grant execute on function bandit_internal.block_information(double precision[], integer, double precision[], double precision, double precision) to bandit_operator, bandit_reader;
