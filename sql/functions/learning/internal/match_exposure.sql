-- match_exposure: days of posts with reported followers, in the measure of the rates that follower counts tell.
--
-- A platform reports fewer followers for a post than the post won, so rates from reported followers are lower than rates from counts.

create or replace function bandit_internal.match_exposure(
    p_names text[],                           -- generators, in the order of the fit
    p_days  bandit_internal.learning_day[],   -- from weighted_days
    p_fit   bandit_internal.count_fit         -- from fit_counts
) returns bandit_internal.learning_day[]
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_worth  constant double precision := 50;   -- followers, of the prior that both measures are the same
    v_factor double precision := (
        select (coalesce(sum(d.followers), 0) + c_worth) / (coalesce(sum(exp(p_fit.log_rates[array_position(p_names, d.generator_name)]) * d.exposure_1k), 0) + c_worth)
        from unnest(p_days) as d
    );
begin
    return array(
        select row(
            d.generator_name, d.day, d.posts, d.followers, d.exposure_1k * v_factor, d.log_reach, d.log_reach_squared, null, null, null, null, null
        )::bandit_internal.learning_day
        from unnest(p_days) as d
        order by d.generator_name collate "C", d.day
    );
end
$function$;

comment on function bandit_internal.match_exposure(text[], bandit_internal.learning_day[], bandit_internal.count_fit) is
    'Returns the days with their exposure times s = (sum n + 50) / (sum r e + 50), r the rate of the fit: the ratio of reported followers to those that the fit expects, shrunk to 1.';

revoke all on function bandit_internal.match_exposure(text[], bandit_internal.learning_day[], bandit_internal.count_fit) from public;
grant execute on function bandit_internal.match_exposure(text[], bandit_internal.learning_day[], bandit_internal.count_fit) to bandit_operator, bandit_reader;
