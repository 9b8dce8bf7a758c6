-- expect_counts: the followers that the joint fit expects in each row, and how far each row is believed.

create or replace function bandit_internal.expect_counts(
    p_rows bandit_internal.count_row[],   -- from count_rows
    p_fit  bandit_internal.count_fit      -- rates, base and levels
) returns bandit_internal.count_fit
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_doubtful constant double precision := 5;   -- standard deviations
    v_rates    constant double precision[] := array(select exp(u.log_rate) from unnest(p_fit.log_rates) with ordinality as u (log_rate, place) order by u.place);
    v_fit      bandit_internal.count_fit := p_fit;
begin
    select
        array_agg(v.mu order by r.number),
        array_agg(v.variance order by r.number),
        array_agg(least(1, c_doubtful ^ 2 * v.variance / nullif((r.gained - v.mu) ^ 2, 0)) order by r.number)
    into v_fit.expected, v_fit.variances, v_fit.beliefs
    from (
        select u.hours, u.gained, u.number, p_fit.base * u.hours + l.level * s.followers as mu, l.level ^ 2 * s.squares as squares
        from unnest(p_rows) with ordinality as u (until_at, day, hours, gained, exposures, squares, number)
        join unnest(p_fit.levels) with ordinality as l (level, number) using (number)
        cross join lateral (
            select sum(g.rate * g.exposure) as followers, sum(g.rate ^ 2 * g.square) as squares
            from unnest(v_rates, u.exposures, u.squares) as g (rate, exposure, square)
        ) as s
        offset 0   -- here and below: each value is computed once, not wherever it is named
    ) as r
    cross join lateral (
        select r.mu, 1.2::double precision * greatest(r.mu, 0.05::double precision * r.hours) + 0.5::double precision * r.squares + 0.02::double precision * r.hours as variance
        offset 0
    ) as v;
    return v_fit;
end
$function$;

comment on function bandit_internal.expect_counts(bandit_internal.count_row[], bandit_internal.count_fit) is
    'Returns the fit with mu = beta h + L sum r X, V = 1.2 max(mu, 0.05 h) + 0.5 L^2 sum r^2 Q + 0.02 h and w = min(1, 25 V / (Y - mu)^2) of each row: overdispersed counts with robust weights (Huber 1964).';

revoke all on function bandit_internal.expect_counts(bandit_internal.count_row[], bandit_internal.count_fit) from public;
grant execute on function bandit_internal.expect_counts(bandit_internal.count_row[], bandit_internal.count_fit) to bandit_operator, bandit_reader;
