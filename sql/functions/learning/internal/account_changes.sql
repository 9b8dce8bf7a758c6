-- account_changes: changes of the rate and of the reach that all generators of an account share.

create or replace function bandit_internal.account_changes(
    p_days        bandit_internal.learning_day[],   -- from weighted_days
    p_today       integer,                 -- day of the test, in days since 1970-01-01
    p_rate_since  integer,                 -- day of the last known change of the rate; null: none
    p_reach_since integer                  -- day of the last known change of the impressions; null: none
) returns table (
    measure      text,
    changed_on   integer,
    level_before double precision,
    level_after  double precision,
    size         double precision,
    z            double precision
)
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    c_longest     constant integer := 12;   -- weeks
    v_rate_weeks  integer := least((p_today - p_rate_since) / 7, c_longest);
    v_reach_weeks integer := least((p_today - p_reach_since) / 7, c_longest);
begin
    return query
    with found as (
        select 'f_per_1k' as measure, v_rate_weeks as weeks_known, s.*
        from (
            select array_agg(w.week) as weeks, array_agg(w.level) as levels, array_agg(w.variance) as variances
            from bandit_internal.weekly_rates(p_days, p_today, v_rate_weeks) as w
        ) as w
        cross join lateral bandit_internal.find_shift(w.weeks, w.levels, w.variances) as s
        union all
        select 'exposure_per_post', v_reach_weeks, s.*
        from (
            select array_agg(w.week) as weeks, array_agg(w.level) as levels, array_agg(w.variance) as variances
            from bandit_internal.weekly_reaches(p_days, p_today, v_reach_weeks) as w
        ) as w
        cross join lateral bandit_internal.find_shift(w.weeks, w.levels, w.variances) as s
    )
    select f.measure, p_today - 7 * f.weeks, b.level, b.level * exp(f.shift), exp(f.shift), f.z
    from found as f
    cross join lateral (
        select
            case f.measure
                when 'f_per_1k' then sum(d.followers) / sum(d.exposure_1k)
                else 1000 * exp(sum(d.log_reach) / sum(d.posts))
            end as level
        from unnest(p_days) as d
        where d.day between p_today - 7 * f.weeks_known and p_today - 7 * f.weeks - 1
    ) as b;
end
$function$;

comment on function bandit_internal.account_changes(bandit_internal.learning_day[], integer, integer, integer) is
    'Returns the changes within the last 4 weeks that are common to the generators of an account: of followers per 1000 of exposure (f_per_1k) and of the geometric mean of the impressions of a post (exposure_per_post), with the first day of the new level, the level before and after (for the same mix of generators), size (after / before) and z (find_shift).';

revoke all on function bandit_internal.account_changes(bandit_internal.learning_day[], integer, integer, integer) from public;
grant execute on function bandit_internal.account_changes(bandit_internal.learning_day[], integer, integer, integer) to bandit_operator, bandit_reader;
