-- compare_arm: an arm compared with control over all its periods.
--
-- The dispersion is the observed variance divided by that of a Poisson count: the sum of (n - r e)^2 over the posts of both sides
-- divided by the sum of n, with r the rate of the post's own side and period, corrected for the rates estimated. n is what a post
-- gained in the objective, followers by default, counted in the objective's largest weight.

create or replace function bandit_internal.compare_arm(
    p_totals bandit_internal.period_total[],   -- the periods of one experiment
    p_missed text default null                 -- guardrails that the arm misses; null: none
) returns bandit_internal.arm_comparison
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_enough     constant integer := 20;    -- measured posts a side that a dispersion requires
    c_lift       constant numeric := 0.2;   -- the lift that an experiment is for
    v_compared   bandit_internal.period_total[] := array(select t from unnest(p_totals) as t where t.value_exposure > 0 and t.control_value_exposure > 0);
    v_result     bandit_internal.arm_comparison;
    v_objective  bandit_internal.objective := bandit_internal.parse_objective((select min(t.objective) from unnest(p_totals) as t));
    v_worth      numeric := v_objective.unit * case when v_objective.is_own and v_objective.is_per_post then 1 else 1000 end;
    v_gained     record;
    v_rates      record;
    v_dispersion numeric;
    v_per_post   numeric;
    v_latest     bandit_internal.period_total;
begin
    select coalesce(sum(t.posted), 0), coalesce(sum(t.total_posts), 0), sum(t.exposure), sum(t.followers)
    into v_result.posted, v_result.total_posts, v_result.exposure, v_result.followers
    from unnest(p_totals) as t;

    select
        case
            when least(sum(t.rated), sum(t.control_rated), sum(t.rated + t.control_rated - 2)) >= c_enough
                then greatest(1, sum(t.squares) / nullif(sum(t.value + t.control_value), 0)
                                 * sum(t.rated + t.control_rated) / sum(t.rated + t.control_rated - 2))
        end,
        sum(t.control_value) / nullif(sum(t.control_rated), 0)
    into v_dispersion, v_per_post
    from unnest(v_compared) as t;

    select r.total, r.exposure, r.control_total, r.control_exposure
    into v_rates
    from bandit_internal.standardise_rates(
        array(select t.value from unnest(v_compared) as t), array(select t.value_exposure from unnest(v_compared) as t),
        array(select t.control_value from unnest(v_compared) as t), array(select t.control_value_exposure from unnest(v_compared) as t)
    ) as r;
    v_gained := v_rates;
    if v_objective.is_own then
        select r.total, r.exposure, r.control_total, r.control_exposure
        into v_gained
        from bandit_internal.standardise_rates(
            array(select t.followers from unnest(p_totals) as t), array(select t.exposure from unnest(p_totals) as t),
            array(select t.control_followers from unnest(p_totals) as t), array(select t.control_exposure from unnest(p_totals) as t)
        ) as r;
    end if;
    v_result.rate := coalesce(v_gained.total / v_gained.exposure, v_result.followers / v_result.exposure);
    v_result.control_rate := v_gained.control_total / v_gained.control_exposure;
    v_result.objective := v_objective.name;
    v_result.missed_guardrails := p_missed;
    v_result.value := v_worth * coalesce(v_rates.total / v_rates.exposure, (select sum(t.value) / sum(t.value_exposure) from unnest(p_totals) as t));
    v_result.control_value := v_worth * v_rates.control_total / v_rates.control_exposure;

    select l.lift, l.lift_low, l.lift_high, l.probability_better
    into v_result.lift, v_result.lift_low, v_result.lift_high, v_result.probability_better
    from bandit_internal.rate_lift(v_rates.total, v_rates.exposure, v_rates.control_total, v_rates.control_exposure, v_dispersion) as l;

    select t.*
    into v_latest
    from unnest(p_totals) as t
    order by t.started_at desc
    limit 1;
    v_result.missing_posts := bandit_internal.posts_for_lift(c_lift, v_rates.total, v_rates.control_total, v_dispersion, v_per_post,
                                                             v_latest.share, v_latest.control_share);
    return v_result;
end
$function$;

comment on function bandit_internal.compare_arm(bandit_internal.period_total[], text) is
    'Returns an arm compared with control: posts, F/1K and the value in the objective standardised over the periods, lift of that value with its 95 % credible interval and the probability that the arm is better (quasi-Poisson, dispersion at least 1), and the posts that are missing for a lift of 20 %. NULL: not known, or fewer than 20 measured posts with known followers a side. Source of the dispersion: McCullagh and Nelder 1989, 6.2.';

revoke all on function bandit_internal.compare_arm(bandit_internal.period_total[], text) from public;
grant execute on function bandit_internal.compare_arm(bandit_internal.period_total[], text) to bandit_operator, bandit_reader;
