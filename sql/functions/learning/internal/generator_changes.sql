-- generator_changes: which generators' rates have jumped beside those of the others.
--
-- The last 1 to 14 days of each generator (N, E) are held against the 42 days before, from its last change on (pN, pE). What
-- the platform does to all alike is in the other generators too: their pooled change u says what to expect, mu = r E exp(u),
-- r = (pN + 1) / (pE + 1/m). By itself u is small (a prior of 0 +- 0.2), which counts where the others have few posts.
-- z = 2 (sqrt(N + 3/8) - sqrt(mu + 3/8)) / sqrt(1 + mu (1/(pN + 1) + var u)); the span that differs most says when, and beyond
-- |z| = 3.6 a change is told: with 14 looks a day, a false alarm in about two generator-years.

create or replace function bandit_internal.generator_changes(
    p_days  bandit_internal.learning_day[],   -- from weighted_days; the day of the test is not used, since it is not over
    p_today integer,                 -- day of the test, counted from 1970-01-01
    p_names text[],                  -- generators with a change on record
    p_since integer[]                -- day of each one's last
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
set plan_cache_mode = force_generic_plan
as $function$
declare
    c_longest  constant integer := 14;
    c_before   constant integer := 42;
    c_least    constant integer := 7;   -- days before the jump
    c_platform constant double precision := bandit_internal.platform_variance();
    c_evidence constant double precision := 3.6;
begin
    return query
    with sums as (
        select
            w.first_day,
            d.generator_name,
            coalesce(sum(d.followers) filter (where d.day < w.first_day), 0) as past_n,
            sum(d.exposure) filter (where d.day < w.first_day) as past_e,
            coalesce(sum(d.followers) filter (where d.day >= w.first_day), 0) as n,
            sum(d.exposure) filter (where d.day >= w.first_day) as e
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
            array_agg(ln((x.n + 0.5) / (x.mu + 0.5))) over others as effects,
            array_agg(1 / (x.mu + 0.5) + 1 / (x.past_n + 1)) over others as variances
        from expected as x
        window others as (partition by x.first_day rows between unbounded preceding and unbounded following exclude current row)
    ),
    compared as (
        select
            c.*,
            c.mu * exp(o.effect * c_platform / (c_platform + o.variance)) as likely,
            1 / (c.past_n + 1) + o.variance * c_platform / (c_platform + o.variance) as doubt
        from changes as c
        cross join lateral bandit_internal.pool_effects(c.effects, c.variances) as o
        where cardinality(c.effects) >= 2
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
    'Generators whose followers per 1000 impressions jumped within 14 days beside those of at least two others: from which day on, before and after, size (times what the others'' change lets expect) and z (generalised likelihood ratio over the spans: Lorden 1971; the root: Anscombe 1948).';

revoke all on function bandit_internal.generator_changes(bandit_internal.learning_day[], integer, text[], integer[]) from public;
grant execute on function bandit_internal.generator_changes(bandit_internal.learning_day[], integer, text[], integer[]) to bandit_operator, bandit_reader;
