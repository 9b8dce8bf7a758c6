-- exposure_gained: what each live post gained in each interval.
--
-- The follows reported for a post are standard_error over its life as its exposure was.

create or replace function bandit_internal.exposure_gained(
    p_account_id bigint,          -- the account
    p_from_ats   timestamptz[],   -- starts of n intervals, each of which begins where the one before ends
    p_until_ats  timestamptz[],   -- their ends
    p_live       interval,        -- how long a post is live
    p_now        timestamptz      -- nothing later is used
) returns table (
    until_at    timestamptz,
    decision_id uuid,
    posted_at   timestamptz,
    tweet_id    text,
    exposure    double precision,
    reported    numeric
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_decay  constant double precision := 12 * 3600;
    v_live   constant double precision := date_part('epoch', p_live);
    v_since  timestamptz := (select min(f.from_at) from unnest(p_from_ats) as f (from_at) where isfinite(f.from_at));
    v_untils double precision[];
begin
    v_untils := array(select date_part('epoch', u.until_at) from unnest(p_until_ats) with ordinality as u (until_at, number) order by u.number);

    return query
    select
        p_until_ats[c.first_interval + i.number - 1],
        c.decision_id,
        c.posted_at,
        c.tweet_id,
        u.exposures[i.number] - coalesce(u.exposures[i.number - 1], 0),
        round(
            c.reported * case
                when u.exposures[u.intervals] > 0
                    then (u.exposures[i.number] - coalesce(u.exposures[i.number - 1], 0)) / u.exposures[u.intervals]
                else (u.places[i.number] - coalesce(u.places[i.number - 1], 0)) / u.places[u.intervals]
            end::numeric,
            6
        )
    from (
        select
            k.*,
            date_part('epoch', k.posted_at) as posted,
            1 + width_bucket(k.posted_at, p_until_ats) as first_interval,
            width_bucket(k.posted_at + p_live - interval '1 microsecond', p_from_ats) as last_interval
        from bandit_internal.exposure_curves(p_account_id, coalesce(v_since - p_live, '-infinity'), p_live, p_now) as k
    ) as c
    cross join lateral (
        select
            count(*)::integer as intervals,
            array_agg(a.place) filter (where c.reported is not null) as places,
            array_agg(
                coalesce(
                    c.exposures[a.point] + (c.exposures[a.point + 1] - c.exposures[a.point])
                        * (a.place - c.places[a.point]) / (c.places[a.point + 1] - c.places[a.point]),
                    c.exposures[a.point]
                )
            ) as exposures
        from (
            select l.place, width_bucket(l.place, c.places) as point
            from (
                select 1 - exp(-least(v_untils[n.number] - c.posted, v_live) / c_decay) as place
                from generate_series(c.first_interval, c.last_interval) as n (number)
            ) as l
            offset 0   -- worked out once, and not each time it is named
        ) as a
    ) as u
    cross join lateral generate_series(1, u.intervals) as i (number);
end
$function$;

comment on function bandit_internal.exposure_gained(bigint, timestamptz[], timestamptz[], interval, timestamptz) is
    'Per interval and post that was live in it: exposure gained in it, in the account''s measure (null: not measured), and its part of the follows reported for the post (null: none reported). Internal.';

revoke all on function bandit_internal.exposure_gained(bigint, timestamptz[], timestamptz[], interval, timestamptz) from public;
