-- discount_days: what a generator's days add up to today, forgetting as time goes by and more after a jump.
--
-- On each day with posts its last 4 days (N, E) are tested against the discounted days before (pN, pE): mu = rE is
-- expected, with r = (pN + 1) / (pE + 1/m), and z = 2 (sqrt(N + 3/8) - sqrt(mu + 3/8)) / sqrt(1 + mu / (pN + 1)). Sums of
-- posts by credence have the variance of a Poisson variable, which the roots make 1 however few are expected (two followers
-- where a tenth of one was to be expected are luck); what is divided by is for what is not known of r. Where |z| > 3
-- everything before those days counts a tenth from then on: a false alarm costs little. From |z| > 4 on it is a change point.

create or replace function bandit.discount_days(
    p_days      integer[],            -- days with posts, ascending, counted from 1970-01-01; null: none
    p_followers double precision[],   -- sum of credence x followers of each
    p_exposures double precision[],   -- sum of credence x exposure of each
    p_rate      double precision,     -- of account_rate
    p_today     integer,              -- day of the run
    p_half_life double precision      -- days
) returns table (
    followers   double precision,
    exposure    double precision,
    changed_on  integer,
    rate_before double precision,
    rate_after  double precision
)
language plpgsql
immutable
parallel safe
rows 1
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_window    constant integer := 4;
    c_doubt     constant double precision := 3;
    c_change    constant double precision := 4;
    c_keep      constant double precision := 0.1;
    v_day       integer := p_days[1];
    v_first     integer := 1;   -- first day of the window
    v_decay     double precision;
    v_past_n    double precision := 0;   -- before the window, discounted to v_day
    v_past_e    double precision := 0;
    v_n         double precision;   -- in the window, not discounted
    v_e         double precision;
    v_mu        double precision;
    v_r         double precision;
    v_z         double precision;
begin
    for v_i in 1 .. coalesce(cardinality(p_days), 0) loop
        if p_days[v_i] > v_day then
            v_decay := bandit.forgetting_weight(p_days[v_i] - v_day, p_half_life);
            v_day := p_days[v_i];
            v_past_n := v_past_n * v_decay;
            v_past_e := v_past_e * v_decay;
        end if;
        while p_days[v_first] <= v_day - c_window loop
            v_decay := bandit.forgetting_weight(v_day - p_days[v_first], p_half_life);
            v_past_n := v_past_n + p_followers[v_first] * v_decay;
            v_past_e := v_past_e + p_exposures[v_first] * v_decay;
            v_first := v_first + 1;
        end loop;
        continue when v_past_e <= 0;

        v_n := p_followers[v_i];
        v_e := p_exposures[v_i];
        for v_j in v_first .. v_i - 1 loop
            v_n := v_n + p_followers[v_j];
            v_e := v_e + p_exposures[v_j];
        end loop;
        v_r := (greatest(v_past_n, 0) + 1) / (v_past_e + 1 / p_rate);
        v_mu := v_r * v_e;
        v_z := 2 * (sqrt(greatest(v_n, 0) + 0.375) - sqrt(v_mu + 0.375)) / sqrt(1 + v_mu / (greatest(v_past_n, 0) + 1));
        if abs(v_z) > c_doubt then
            v_past_n := v_past_n * c_keep;
            v_past_e := v_past_e * c_keep;
        end if;
        if abs(v_z) > c_change then
            changed_on := v_day;
            rate_before := v_r;
            rate_after := v_n / v_e;
        end if;
    end loop;

    v_decay := bandit.forgetting_weight(p_today - v_day, p_half_life);
    followers := coalesce(v_past_n * v_decay, 0);
    exposure := coalesce(v_past_e * v_decay, 0);
    for v_j in v_first .. coalesce(cardinality(p_days), 0) loop
        v_decay := bandit.forgetting_weight(p_today - p_days[v_j], p_half_life);
        followers := followers + p_followers[v_j] * v_decay;
        exposure := exposure + p_exposures[v_j] * v_decay;
    end loop;
    return next;
end
$function$;

comment on function bandit.discount_days(integer[], double precision[], double precision[], double precision, integer, double precision) is
    'Discounted sums of followers and exposure with the last change point and the rates (followers per 1000 impressions) before and after it: exponential forgetting and, at |z| > 3 in a sequential test of 4 days, a tenth of what was before; a change point at |z| > 4 (discounting: Garivier and Moulines 2011; the root: Anscombe 1948; the restart: Page 1954).';

revoke all on function bandit.discount_days(integer[], double precision[], double precision[], double precision, integer, double precision) from public;
grant execute on function bandit.discount_days(integer[], double precision[], double precision[], double precision, integer, double precision) to bandit_operator, bandit_reader;
