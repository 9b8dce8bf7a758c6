-- generator_changes: generators whose rate has jumped relative to the others.
--
-- The last 1 to 14 days of each generator (N, E) are compared with the 42 days before, from its last known change on (pN, pE). A
-- change that the platform makes to all shows in the other generators too: their common change u (common_change) decides what
-- is expected, mu = r E exp(u), r = (pN + 1) / (pE + 1/m).
-- z = 2 (sqrt(N + 3/8) - sqrt(mu + 3/8)) / sqrt(1 + mu (1/(pN + 1) + var u)). The span with the largest |z| decides when, and
-- |z| > 3.6 is reported: with 14 tests a day, one false alarm in about two generator-years.

create or replace function bandit_internal.generator_changes(
    p_days  bandit_internal.learning_day[],   -- from weighted_days; the day of the test is not over and not used
    p_today integer,                 -- day of the test, in days since 1970-01-01
    p_names text[],                  -- generators with a known change
    p_since integer[]                -- day of the last one of each
) returns table (
    generator_name text,
    changed_on     integer,
    rate_before    double precision,
    rate_after     double precision,
    size           double precision,
    z              double precision
)
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_longest  constant integer := 14;
    c_before   constant integer := 42;
    c_least    constant integer := 7;   -- days before the jump
    c_evidence constant double precision := 3.6;
begin
    return query
    with sums as (
        select
            w.first_day,
            d.generator_name,
            coalesce(sum(d.followers) filter (where d.day < w.first_day), 0) as past_n,
            sum(d.exposure_1k) filter (where d.day < w.first_day) as past_e,
            coalesce(sum(d.followers) filter (where d.day >= w.first_day), 0) as n,
            sum(d.exposure_1k) filter (where d.day >= w.first_day) as e
        from generate_series(p_today - c_longest, p_today - 1) as w (first_day)
        join unnest(p_days) as d on d.day between w.first_day - c_before and p_today - 1
        left join unnest(p_names, p_since) as s (generator_name, day) on s.generator_name = d.generator_name
        where s.day is null
           or (d.day >= s.day and s.day <= w.first_day - c_least)
        group by w.first_day, d.generator_name
    ),
    expected as (
        select s.*, r.rate, r.rate * s.e as mu
        from (
            select
                s.first_day,
                s.generator_name,
                greatest(s.past_n, 0) as past_n,
                s.past_e,
                greatest(s.n, 0) as n,
                s.e,
                greatest(sum(s.past_n) over span, 1) / sum(s.past_e) over span as account_rate
            from sums as s
            where s.past_e > 0
              and s.e > 0
            window span as (partition by s.first_day)
        ) as s
        cross join lateral (select (s.past_n + 1) / (s.past_e + 1 / s.account_rate) as rate) as r
        offset 0   -- each value is computed once, not wherever it is named
    ),
    changes as (
        select
            x.*,
            array_agg(bandit_internal.log_change(x.n, x.mu)) over others as effects,
            array_agg(bandit_internal.log_change_variance(x.mu) + 1 / (x.past_n + 1)) over others as variances
        from expected as x
        window others as (partition by x.first_day rows between unbounded preceding and unbounded following exclude current row)
    ),
    compared as (
        select
            c.*,
            c.mu * exp(o.effect) as likely,
            1 / (c.past_n + 1) + o.variance as doubt
        from changes as c
        cross join lateral bandit_internal.common_change(c.effects, c.variances) as o
    ),
    tested as (
        select c.*, 2 * (sqrt(c.n + 0.375) - sqrt(c.likely + 0.375)) / sqrt(1 + c.likely * c.doubt) as z
        from compared as c
    )
    select distinct on (t.generator_name) t.generator_name, t.first_day, t.rate, t.n / t.e, t.n / t.likely, t.z
    from tested as t
    where abs(t.z) > c_evidence
    order by t.generator_name, abs(t.z) desc, t.first_day;
end
$function$;

comment on function bandit_internal.generator_changes(bandit_internal.learning_day[], integer, text[], integer[]) is
    'Returns generators whose followers per 1000 of exposure jumped within 14 days relative to at least two others: first day of the new rate, rates before and after, size (ratio to the rate expected from the others'' change) and z (generalised likelihood ratio over the spans: Lorden 1971; the root: Anscombe 1948).';

revoke all on function bandit_internal.generator_changes(bandit_internal.learning_day[], integer, text[], integer[]) from public;
grant execute on function bandit_internal.generator_changes(bandit_internal.learning_day[], integer, text[], integer[]) to bandit_operator, bandit_reader;
