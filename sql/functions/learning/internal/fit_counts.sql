-- fit_counts: the rates of all generators at once, from the follower counts of the account.
--
-- Between two counts, posts of many generators win followers, and the count does not tell which post won which. A share by exposure
-- makes generators look alike. The joint fit is a regression of the gains on the exposures of all generators and on a base. It is solved
-- by Gauss-Newton, in turns with the levels of the days. It always starts from the mean rate, so the same data give the same weights.

create or replace function bandit_internal.fit_counts(
    p_rows  bandit_internal.count_row[],   -- from count_rows, at least one
    p_today integer                        -- day of the run, counted from 1970-01-01
) returns bandit_internal.count_fit
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_half_life constant double precision := 60;         -- days, of the mean rate
    c_base      constant double precision := 1 / 12.0;   -- followers an hour
    c_rounds    constant integer := 3;
    c_steps     constant integer := 8;
    c_enough    constant double precision := 0.01;       -- change of a log rate at which a round ends
    v_log_rate  double precision;
    v_before    double precision[];
    v_fit       bandit_internal.count_fit;
begin
    select ln(0.85 * (greatest(sum(k.weight * (u.gained - c_base * u.hours)), 0) + 2) / (sum(k.weight * x.exposure) + 1))
    into v_log_rate
    from unnest(p_rows) as u
    cross join lateral (select bandit_internal.forgetting_weight(p_today - u.day, c_half_life) as weight) as k
    cross join lateral (select sum(e.exposure) as exposure from unnest(u.exposures) as e (exposure)) as x;

    v_fit.log_rates := array_fill(v_log_rate, array[coalesce(cardinality(p_rows[1].exposures), 0)]);
    v_fit.base := c_base;
    v_fit.levels := array_fill(1::double precision, array[coalesce(cardinality(p_rows), 0)]);
    for v_round in 1 .. c_rounds loop
        for v_step in 1 .. c_steps loop
            v_before := v_fit.log_rates;
            v_fit := bandit_internal.improve_fit(p_rows, bandit_internal.expect_counts(p_rows, v_fit), v_log_rate, p_today);
            exit when (select max(abs(a.after - a.before)) from unnest(v_fit.log_rates, v_before) as a (after, before)) < c_enough;
        end loop;
        if v_round < c_rounds then
            v_fit.levels := bandit_internal.day_levels(p_rows, bandit_internal.expect_counts(p_rows, v_fit));
        end if;
    end loop;
    return bandit_internal.expect_counts(p_rows, v_fit);
end
$function$;

comment on function bandit_internal.fit_counts(bandit_internal.count_row[], integer) is
    'Returns the most probable log rates, base, levels, beliefs, expected gains and variances: gains Y ~ mu = beta h + L sum r X, a quasi-Poisson regression with normal priors (McCullagh and Nelder 1989, chapter 9), see improve_fit and day_levels.';

revoke all on function bandit_internal.fit_counts(bandit_internal.count_row[], integer) from public;
grant execute on function bandit_internal.fit_counts(bandit_internal.count_row[], integer) to bandit_operator, bandit_reader;
