-- change_hypotheses: since when each generator may have had its present rate, and how probable that is.
--
-- Either the rate never changed, or what came before the last 2 to 90 days says nothing about it. With the exponential prior of a
-- rate (shape 1, mean 0.7 of the account's) the evidence of N followers in an exposure E is b N! / (b + E)^(N + 1), so the odds
-- of a change are the hazard times evidence(before) x evidence(since) / evidence(all). Weighted sums of posts have the variance
-- of a Poisson variable. A change that the platform makes to all generators is not a change of one: the exposure since then is
-- multiplied by the change that the others have in common (common_change).

create or replace function bandit_internal.change_hypotheses(
    p_days      bandit_internal.learning_day[],   -- from weighted_days
    p_rate      double precision,        -- of account_rate
    p_today     integer,                 -- day of the run, in days since 1970-01-01
    p_half_life double precision         -- days
) returns table (
    generator_name text,
    span           integer,
    probability    double precision,
    followers      double precision,
    exposure_1k    double precision,
    rate_before    double precision
)
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_hazard constant double precision := 1 / 200.0;   -- changes a day
    v_b      constant double precision := bandit_internal.prior_exposure_1k(p_rate);
begin
    return query
    with sums as (
        select
            r.generator_name,
            r.span,
            r.width,
            greatest(r.followers, 0) as n,
            r.exposure_1k as e,
            greatest(r.past_followers, 0) as past_n,
            r.past_exposure_1k as past_e,
            greatest(r.past_followers, 0) + 1 as past_shape,
            (greatest(r.past_followers, 0) + 1) / (r.past_exposure_1k + 1 / p_rate) as rate
        from bandit_internal.recent_days(p_days, p_today, p_half_life) as r
        where r.span is null
           or (r.past_exposure_1k > 0 and r.exposure_1k > 0)
    ),
    others as (
        select
            s.*,
            array_agg(bandit_internal.log_change(s.n, s.rate * s.e)) over beside as effects,
            array_agg(bandit_internal.log_change_variance(s.rate * s.e) + 1 / s.past_shape) over beside as variances
        from sums as s
        window beside as (partition by s.span rows between unbounded preceding and unbounded following exclude current row)
    ),
    judged as (
        select
            o.*,
            case
                when o.span is null then 0
                else ln(c_hazard * o.width * v_b)
                    + bandit_internal.ln_gamma(o.past_n + 1) - (o.past_n + 1) * ln(v_b + o.past_e)
                    + bandit_internal.ln_gamma(o.n + 1) - (o.n + 1) * ln(v_b + p.level * o.e)
                    - bandit_internal.ln_gamma(o.past_n + o.n + 1) + (o.past_n + o.n + 1) * ln(v_b + o.past_e + p.level * o.e)
            end as log_odds
        from others as o
        cross join lateral (
            select
                case
                    when o.span is null then 1
                    else coalesce((select exp(c.effect) from bandit_internal.common_change(o.effects, o.variances) as c), 1)
                end as level
        ) as p
    ),
    weighed as (
        select j.*, exp(greatest(j.log_odds - max(j.log_odds) over (partition by j.generator_name), -200)) as odds   -- less would underflow
        from judged as j
    )
    select
        w.generator_name,
        w.span,
        w.odds / sum(w.odds) over (partition by w.generator_name),
        w.n,
        w.e,
        w.rate
    from weighed as w;
end
$function$;

comment on function bandit_internal.change_hypotheses(bandit_internal.learning_day[], double precision, integer, double precision) is
    'Returns per generator and span (days since its rate changed, 2 to 90; NULL: it never did) the probability of that, the discounted followers and exposure since, and the rate before: Bayesian change point with a hazard of 1/200 a day (Chernoff and Zacks 1964; Adams and MacKay 2007), relative to the common change of the others.';

revoke all on function bandit_internal.change_hypotheses(bandit_internal.learning_day[], double precision, integer, double precision) from public;
grant execute on function bandit_internal.change_hypotheses(bandit_internal.learning_day[], double precision, integer, double precision) to bandit_operator, bandit_reader;
