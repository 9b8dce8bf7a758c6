-- rate_lift: the relative difference of two rates, with its uncertainty.
--
-- Both rates have the posterior Gamma(1/2 + n / d, e / d): counts n by exposure e under Jeffreys' prior, counts and exposures
-- divided by the dispersion d (quasi-Poisson; McCullagh and Nelder 1989, 6.2), because viral posts make followers vary more
-- than a Poisson count. The interval and the probability are exact, see beta_prime_quantile.

create or replace function bandit_internal.rate_lift(
    p_count            numeric,   -- events, such as followers
    p_exposure         numeric,   -- their exposure, above 0
    p_control_count    numeric,   -- events of the other side
    p_control_exposure numeric,   -- their exposure, above 0, in the same unit
    p_dispersion       numeric    -- variance of the events over that of a Poisson count, at least 1; null: not known
) returns table (
    lift               numeric,
    lift_low           numeric,
    lift_high          numeric,
    probability_better numeric
)
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_tail    constant double precision := 0.025;
    v_shape   double precision := 0.5 + greatest(p_count, 0) / nullif(p_dispersion, 0);
    v_control double precision := 0.5 + greatest(p_control_count, 0) / nullif(p_dispersion, 0);
    v_odds    double precision := p_control_exposure / nullif(p_exposure, 0);
begin
    if p_exposure > 0 and p_control_exposure > 0 then
        lift := case when p_control_count > 0 then p_count * p_control_exposure / (p_exposure * p_control_count) - 1 end;
    end if;
    if p_exposure > 0 and p_control_exposure > 0 and p_dispersion is not null then
        lift_low := bandit_internal.beta_prime_quantile(c_tail, v_shape, v_control) * v_odds - 1;
        lift_high := bandit_internal.beta_prime_quantile(1 - c_tail, v_shape, v_control) * v_odds - 1;
        probability_better := bandit_internal.beta_cdf(v_odds / (1 + v_odds), v_control, v_shape);
    end if;
    return next;
end
$function$;

comment on function bandit_internal.rate_lift(numeric, numeric, numeric, numeric, numeric) is
    'Returns the lift of one rate over another (0.1: ten percent more) with its 95 % credible interval, and the probability (0 to 1) that it is higher. NULL without exposure; the lift also if control has no events, the others if the dispersion is not known.';

revoke all on function bandit_internal.rate_lift(numeric, numeric, numeric, numeric, numeric) from public;
grant execute on function bandit_internal.rate_lift(numeric, numeric, numeric, numeric, numeric) to bandit_operator, bandit_reader;
