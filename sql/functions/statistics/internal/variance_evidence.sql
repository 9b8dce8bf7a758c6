-- variance_evidence: how probable each of several variances between groups of estimates is.
--
-- The estimates of a group are normal: their own variance by chance, plus the variance in question, about a mean that is
-- unknown and integrated out.

create or replace function bandit_internal.variance_evidence(
    p_groups     text[],               -- group of each estimate
    p_estimates  double precision[],   -- the estimates
    p_precisions double precision[],   -- 1 / the variance of each by chance, above 0
    p_variances  double precision[],   -- variances above 0, together as probable as 1 - p_nothing
    p_nothing    double precision      -- prior probability of a variance of 0, between 0 and 1
) returns table (
    variance    double precision,
    probability double precision
)
language sql
immutable
parallel safe
as $function$
    with estimates as (
        select u.name, u.estimate, u.precision
        from unnest(p_groups, p_estimates, p_precisions) as u (name, estimate, precision)
    ),
    hypotheses (variance, prior) as (
        select 0::double precision, p_nothing
        union all
        select v, (1 - p_nothing) / cardinality(p_variances)
        from unnest(p_variances) as v
    ),
    groups as (
        select
            h.variance,
            h.prior,
            -0.5 * (sum(ln(1 + h.variance * e.precision)) + ln(sum(w.weight)) + sum(w.weight * e.estimate ^ 2) - sum(w.weight * e.estimate) ^ 2 / sum(w.weight))
                as log_likelihood
        from estimates as e
        cross join hypotheses as h
        cross join lateral (select e.precision / (1 + h.variance * e.precision) as weight) as w
        group by e.name, h.variance, h.prior
    ),
    judged as (
        select g.variance, ln(g.prior) + sum(g.log_likelihood) as log_odds
        from groups as g
        group by g.variance, g.prior
    ),
    weighed as (
        select j.variance, exp(greatest(j.log_odds - max(j.log_odds) over (), -200)) as odds   -- less would underflow
        from judged as j
    )
    select w.variance, w.odds / sum(w.odds) over ()
    from weighed as w
$function$;

comment on function bandit_internal.variance_evidence(text[], double precision[], double precision[], double precision[], double precision) is
    'Returns the posterior probability of each variance, 0 among them, between the estimates of a group (Kass and Raftery 1995). Domain: precisions above 0. Accuracy: rounding only; probabilities under exp(-200) are returned as exp(-200) of the largest. No row: there is no estimate. Source: normal likelihood with the mean of each group integrated out (restricted likelihood; Harville 1974).';

revoke all on function bandit_internal.variance_evidence(text[], double precision[], double precision[], double precision[], double precision) from public;
grant execute on function bandit_internal.variance_evidence(text[], double precision[], double precision[], double precision[], double precision) to bandit_operator, bandit_reader;
