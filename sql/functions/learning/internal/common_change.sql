-- common_change: what several generators' changes have in common, and the platform may have caused.
--
-- Their pooled change, shrunk towards none by the prior that the platform changes little: a standard deviation of 0.2. At least
-- two generators are needed.

create or replace function bandit_internal.common_change(
    p_effects   double precision[],   -- change of each generator, a logarithm
    p_variances double precision[]    -- the variance of each
) returns table (
    effect   double precision,
    variance double precision
)
language sql
immutable
parallel safe
rows 1
as $function$
    select
        e.effect * 0.04::double precision / (0.04::double precision + e.variance),
        e.variance * 0.04::double precision / (0.04::double precision + e.variance)
    from bandit_internal.pool_effects(p_effects, p_variances) as e
    where cardinality(p_effects) >= 2
$function$;

comment on function bandit_internal.common_change(double precision[], double precision[]) is
    'Returns the posterior mean and variance of the change that the generators have in common, from pool_effects and the prior N(0, 0.04); no row for fewer than two.';

revoke all on function bandit_internal.common_change(double precision[], double precision[]) from public;
grant execute on function bandit_internal.common_change(double precision[], double precision[]) to bandit_operator, bandit_reader;
