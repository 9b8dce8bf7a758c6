-- improve_fit: one step of the joint fit towards the most probable rates and base.
--
-- The base and the difference Y - mu stand beside the rates as two more columns, so that one product of all columns gives both the
-- matrix and the gradient.

create or replace function bandit_internal.improve_fit(
    p_rows     bandit_internal.count_row[],   -- from count_rows
    p_fit      bandit_internal.count_fit,     -- from expect_counts
    p_log_rate double precision,              -- prior mean of each log rate
    p_today    integer                        -- day of the run, counted from 1970-01-01
) returns bandit_internal.count_fit
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_half_life   constant double precision := 45;         -- days
    c_own         constant double precision := 0.36;       -- prior variance of a log rate beside the common one
    c_common      constant double precision := 0.25;       -- prior covariance of two
    c_base        constant double precision := 1 / 12.0;   -- prior mean of the base, followers an hour
    c_base_deviation constant double precision := 5 / 24.0;   -- its standard deviation
    c_longest     constant double precision := 0.7;        -- step of a log rate
    v_base        constant integer := cardinality(p_fit.log_rates) + 1;   -- place of the base
    v_kept        constant double precision := c_common / (c_own + c_common * (v_base - 1));   -- (own I + common 11')^-1 = (I - kept 11') / own
    v_distances   constant double precision[] := array(
        select u.log_rate - p_log_rate from unnest(p_fit.log_rates) with ordinality as u (log_rate, place) order by u.place
    );
    v_total       constant double precision := (select sum(u.distance) from unnest(v_distances) as u (distance));
    v_matrix      double precision[];
    v_vector      double precision[];
    v_step        double precision[];
    v_fit         bandit_internal.count_fit := p_fit;
begin
    with columns as materialized (   -- weighted by the square root of c
        select c.place, array_agg(c.value * sqrt(i.belief * bandit_internal.forgetting_weight(p_today - u.day, c_half_life) / i.variance) order by u.number) as cells
        from unnest(p_rows) with ordinality as u (until_at, day, hours, gained, exposures, squares, number)
        join unnest(p_fit.expected, p_fit.variances, p_fit.beliefs, p_fit.levels) with ordinality as i (mu, variance, belief, level, number) using (number)
        cross join lateral (
            select g.place, i.level * exp(g.log_rate) * g.exposure as value
            from unnest(p_fit.log_rates, u.exposures) with ordinality as g (log_rate, exposure, place)
            union all
            select v_base, u.hours
            union all
            select v_base + 1, u.gained - i.mu
        ) as c
        group by c.place
    ),
    products as (
        select a.place, b.place as other, (select sum(c.value * c.other) from unnest(a.cells, b.cells) as c (value, other)) as value
        from columns as a
        join columns as b
            on b.place <= a.place
           and b.place <= v_base
    ),
    prior as (
        select
            a.place,
            b.place as other,
            case
                when a.place > v_base                      then case when b.place = v_base then (c_base - p_fit.base) / c_base_deviation ^ 2 else (v_kept * v_total - v_distances[b.place]) / c_own end
                when a.place = v_base and b.place = v_base then c_base_deviation ^ -2
                when a.place = v_base or b.place = v_base  then 0
                else ((a.place = b.place)::integer - v_kept) / c_own
            end as value
        from generate_series(1, v_base + 1) as a (place)
        cross join generate_series(1, v_base) as b (place)
    )
    select
        array_agg(p.value + coalesce(c.value, 0) order by p.place, p.other) filter (where p.place <= v_base),
        array_agg(p.value + coalesce(c.value, 0) order by p.other) filter (where p.place > v_base)
    into v_matrix, v_vector
    from prior as p
    left join products as c using (place, other);

    v_step := bandit_internal.solve_cholesky(v_matrix, v_vector);
    v_fit.base := p_fit.base + v_step[v_base];
    v_fit.log_rates := array(
        select u.log_rate + greatest(least(v_step[u.place], c_longest), -c_longest)
        from unnest(p_fit.log_rates) with ordinality as u (log_rate, place)
        order by u.place
    );
    return v_fit;
end
$function$;

comment on function bandit_internal.improve_fit(bandit_internal.count_row[], bandit_internal.count_fit, double precision, integer) is
    'Returns the fit after a step of Gauss-Newton: log rates with prior N(p_log_rate, 0.36 I + 0.25 11''), base beta with prior N(1/12, (5/24)^2); J = (r X L ..., h), c = w kappa / V, kappa a half-life of 45 days; step = (sum c J J'' + P0)^-1 (sum c J (Y - mu) + P0 (prior mean - present)), that of a log rate within 0.7.';

revoke all on function bandit_internal.improve_fit(bandit_internal.count_row[], bandit_internal.count_fit, double precision, integer) from public;
grant execute on function bandit_internal.improve_fit(bandit_internal.count_row[], bandit_internal.count_fit, double precision, integer) to bandit_operator, bandit_reader;
