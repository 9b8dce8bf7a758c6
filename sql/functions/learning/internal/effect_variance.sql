-- effect_variance: how much the levels of a factor differ in their effect on single generators.
--
-- Either they do not differ, or the logarithms of their effects are normal with a variance of 0.02 to 0.4: five hypotheses,
-- together as probable as none. The square root of a count has nearly the same variance whatever the count, so the evidence is
-- that of normal residuals. The rate of a generator is unknown: its mean residual is integrated out. The effect of a level on
-- all generators is taken as given. NULL where no effect is four times as probable as some: below that, missing a real effect
-- costs more than testing for an absent one.

create or replace function bandit_internal.effect_variance(
    p_names    text[],               -- generator of each cell
    p_observed double precision[],   -- its followers
    p_expected double precision[]    -- followers expected without an effect
) returns double precision
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_nothing   constant double precision   := 0.5;   -- prior probability
    c_variances constant double precision[] := array[0.02, 0.05, 0.1, 0.2, 0.4];
    c_against   constant double precision   := 4;     -- odds
begin
    return (
        with residuals as (
            select u.name, u.expected, 2 * (sqrt(u.observed + 0.375) - sqrt(u.expected + 0.375)) / sqrt(u.expected) as residual
            from unnest(p_names, p_observed, p_expected) as u (name, observed, expected)
            where u.expected > 0
        ),
        hypotheses (variance, prior) as (
            select 0::double precision, c_nothing
            union all
            select v, (1 - c_nothing) / cardinality(c_variances)
            from unnest(c_variances) as v
        ),
        generators as (
            select
                h.variance,
                h.prior,
                -0.5 * (sum(ln(1 + h.variance * r.expected)) + ln(sum(w.weight)) + sum(w.weight * r.residual ^ 2) - sum(w.weight * r.residual) ^ 2 / sum(w.weight))
                    as log_likelihood
            from residuals as r
            cross join hypotheses as h
            cross join lateral (select r.expected / (1 + h.variance * r.expected) as weight) as w
            group by r.name, h.variance, h.prior
        ),
        judged as (
            select g.variance, ln(g.prior) + sum(g.log_likelihood) as log_odds
            from generators as g
            group by g.variance, g.prior
        ),
        weighed as (
            select j.variance, exp(greatest(j.log_odds - max(j.log_odds) over (), -200)) as odds   -- less would underflow
            from judged as j
        )
        select sum(w.odds * w.variance) / sum(w.odds) filter (where w.variance > 0)
        from weighed as w
        having sum(w.odds) filter (where w.variance > 0) * c_against > sum(w.odds) filter (where w.variance = 0)
    );
end
$function$;

comment on function bandit_internal.effect_variance(text[], double precision[], double precision[]) is
    'Returns the variance, 0.02 to 0.4, of the logarithms of a factor''s effects on single generators, the mean over the evidence for five variances and for none (Kass and Raftery 1995, on Anscombe''s scale); NULL where no effect is four times as probable.';

revoke all on function bandit_internal.effect_variance(text[], double precision[], double precision[]) from public;
grant execute on function bandit_internal.effect_variance(text[], double precision[], double precision[]) to bandit_operator, bandit_reader;
