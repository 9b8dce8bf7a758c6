-- find_shift: whether a weekly level has shifted within the last 4 weeks.
--
-- A week is the unit, which removes the weekly cycle and most of the correlation between days. How much weeks differ otherwise
-- is estimated from the weeks before, with a prior worth 12 weeks: a standard deviation of 0.12, and the variance of each level.

create or replace function bandit_internal.find_shift(
    p_weeks     integer[],            -- 0: the last 7 days, 1: those before, ...
    p_levels    double precision[],   -- level of each week, a logarithm
    p_variances double precision[]    -- its variance
) returns table (
    weeks integer,
    shift double precision,
    z     double precision
)
language plpgsql
immutable
parallel safe
rows 1
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_longest  constant integer := 4;
    c_least    constant integer := 3;   -- weeks before the shift
    c_deviation constant double precision := 0.12;   -- of one week from the next
    c_worth    constant double precision := 12;   -- weeks
    c_evidence constant double precision := 3.75;
begin
    return query
    with sums as (
        select
            w.weeks,
            avg(l.level) filter (where l.week < w.weeks) - avg(l.level) filter (where l.week >= w.weeks) as shift,
            count(*) filter (where l.week < w.weeks) as after,
            count(*) filter (where l.week >= w.weeks) as before,
            var_pop(l.level) filter (where l.week >= w.weeks) as variance_before,
            avg(l.variance) as variance
        from generate_series(1, c_longest) as w (weeks)
        cross join unnest(p_weeks, p_levels, p_variances) as l (week, level, variance)
        group by w.weeks
    ),
    tested as (
        select
            s.weeks,
            s.shift,
            s.shift / sqrt((c_worth * (c_deviation ^ 2 + s.variance) + s.before * s.variance_before) / (c_worth + s.before - 1) * (1.0 / s.after + 1.0 / s.before)) as z
        from sums as s
        where s.after > 0
          and s.before >= c_least
    )
    select t.weeks, t.shift, t.z
    from tested as t
    where abs(t.z) > c_evidence
    order by abs(t.z) desc, t.weeks
    limit 1;
end
$function$;

comment on function bandit_internal.find_shift(integer[], double precision[], double precision[]) is
    'Returns how many weeks ago a weekly level shifted, by how much and with what evidence: z = shift / (s sqrt(1/after + 1/before)), |z| > 3.75, s the standard deviation of the weeks before under a prior (a moderated t test: Smyth 2004). No row: no shift.';

revoke all on function bandit_internal.find_shift(integer[], double precision[], double precision[]) from public;
grant execute on function bandit_internal.find_shift(integer[], double precision[], double precision[]) to bandit_operator, bandit_reader;
