-- pool_effects: a meta-analysis of several estimates under random effects.
--
-- If the estimates differ by more than their variances allow, the variance between them is added to each, which brings their
-- weights closer together. A single estimate is returned as it is.

create or replace function bandit_internal.pool_effects(
    p_effects   double precision[],   -- the estimates
    p_variances double precision[]    -- the variance of each, above 0
) returns table (
    effect   double precision,
    variance double precision
)
language sql
immutable
parallel safe
rows 1
as $function$
    with effects as (
        select u.effect, u.variance
        from unnest(p_effects, p_variances) as u (effect, variance)
    ),
    sums as (
        select
            count(*) as effects,
            sum(1 / e.variance) as weight,
            sum(1 / e.variance ^ 2) as squared_weight,
            sum(e.effect / e.variance) as effect,
            sum(e.effect ^ 2 / e.variance) as squared_effect
        from effects as e
    ),
    heterogeneity as (
        select
            case
                when s.effects > 1
                    then greatest(s.squared_effect - s.effect ^ 2 / s.weight - (s.effects - 1), 0) / (s.weight - s.squared_weight / s.weight)
                else 0
            end as variance
        from sums as s
    )
    select sum(e.effect / (e.variance + h.variance)) / sum(1 / (e.variance + h.variance)), 1 / sum(1 / (e.variance + h.variance))
    from effects as e
    cross join heterogeneity as h
$function$;

comment on function bandit_internal.pool_effects(double precision[], double precision[]) is
    'Returns the mean of n estimates and its variance under random effects: weights 1/(v + t), t = max(0, (Q - (n - 1)) / (sum w - sum w^2 / sum w)), w = 1/v, Q = sum w (x - mean)^2. Domain: variances above 0. Accuracy: rounding only, of sums of squares. NULL for no estimate. Source: DerSimonian and Laird 1986.';

revoke all on function bandit_internal.pool_effects(double precision[], double precision[]) from public;
grant execute on function bandit_internal.pool_effects(double precision[], double precision[]) to bandit_operator, bandit_reader;
