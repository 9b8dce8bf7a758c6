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
            select
                array_agg(u.name) as names,
                array_agg(2 * (sqrt(u.observed + 0.375) - sqrt(u.expected + 0.375)) / sqrt(u.expected)) as residuals,
                array_agg(u.expected) as precisions
            from unnest(p_names, p_observed, p_expected) as u (name, observed, expected)
            where u.expected > 0
        )
        select sum(e.probability * e.variance) / sum(e.probability) filter (where e.variance > 0)
        from residuals as r
        cross join lateral bandit_internal.variance_evidence(r.names, r.residuals, r.precisions, c_variances, c_nothing) as e
        having sum(e.probability) filter (where e.variance > 0) * c_against > sum(e.probability) filter (where e.variance = 0)
    );
end
$function$;

comment on function bandit_internal.effect_variance(text[], double precision[], double precision[]) is
    'Returns the variance, 0.02 to 0.4, of the logarithms of a factor''s effects on single generators, the mean over the evidence for five variances and for none (Kass and Raftery 1995, on Anscombe''s scale); NULL where no effect is four times as probable.';

revoke all on function bandit_internal.effect_variance(text[], double precision[], double precision[]) from public;
grant execute on function bandit_internal.effect_variance(text[], double precision[], double precision[]) to bandit_operator, bandit_reader;
