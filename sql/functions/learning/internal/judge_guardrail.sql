-- judge_guardrail: whether posts keep a guardrail.
--
-- The rate has the posterior Gamma(1/2 + n / d, e / d), counts n by exposure e under Jeffreys' prior. The dispersion d is the
-- observed variance of the posts divided by that of a Poisson count, at least 1 (quasi-Poisson). A bound is missed only if the
-- whole 95 % interval lies beyond it, so that a few bad posts raise no alert.

create or replace function bandit_internal.judge_guardrail(
    p_guardrail    bandit_internal.guardrail_result,   -- metric, kind, bound, scope and name; the rest is filled in
    p_counts       double precision[],                 -- the metric of each post
    p_exposures_1k double precision[]                  -- exposure of each post in thousands, above 0
) returns bandit_internal.guardrail_result
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_enough     constant integer := 20;   -- posts that a dispersion requires
    c_tail       constant double precision := 0.025;
    v_result     bandit_internal.guardrail_result := p_guardrail;
    v_count      double precision;
    v_exposure   double precision;
    v_dispersion double precision;
    v_shape      double precision;
begin
    select count(*), sum(p.n), sum(p.e)
    into v_result.posts, v_count, v_exposure
    from unnest(p_counts, p_exposures_1k) as p (n, e);

    v_result.rate := v_count / v_exposure;
    v_result.state := 'no data yet';
    if v_result.posts < c_enough then
        return v_result;
    end if;

    v_dispersion := (
        select greatest(1, sum((p.n - p.e * v_count / v_exposure) ^ 2) / nullif(v_count, 0) * v_result.posts / (v_result.posts - 1))
        from unnest(p_counts, p_exposures_1k) as p (n, e)
    );
    v_shape := 0.5 + greatest(v_count, 0) / v_dispersion;
    v_result.low := bandit_internal.gamma_quantile(c_tail, v_shape) * v_dispersion / v_exposure;
    v_result.high := bandit_internal.gamma_quantile(1 - c_tail, v_shape) * v_dispersion / v_exposure;
    v_result.state := case
        when v_result.kind = 'min' and v_result.high < v_result.bound then 'missed'
        when v_result.kind = 'max' and v_result.low > v_result.bound  then 'missed'
        else 'kept'
    end;
    return v_result;
end
$function$;

comment on function bandit_internal.judge_guardrail(bandit_internal.guardrail_result, double precision[], double precision[]) is
    'Returns the rate of a guardrail''s metric per 1000 of exposure with its 95 % credible interval, and whether the bound is kept, or missed by the whole interval; under 20 posts: no data yet. Source of the dispersion: McCullagh and Nelder 1989, 6.2.';

revoke all on function bandit_internal.judge_guardrail(bandit_internal.guardrail_result, double precision[], double precision[]) from public;
grant execute on function bandit_internal.judge_guardrail(bandit_internal.guardrail_result, double precision[], double precision[]) to bandit_operator, bandit_reader;
