-- count_rate: the followers per 1000 of exposure of an account, over all generators, from its counts.

create or replace function bandit_internal.count_rate(
    p_rows      bandit_internal.count_row[],   -- from count_rows
    p_fit       bandit_internal.count_fit,     -- from fit_counts
    p_today     integer,                       -- day of the run, counted from 1970-01-01
    p_half_life double precision               -- days
) returns double precision
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
begin
    return (
        select (greatest(sum(k.weight * (u.gained - p_fit.base * u.hours)), 0) + 2) / (sum(k.weight * i.level * x.exposure) + 1)
        from unnest(p_rows) with ordinality as u (until_at, day, hours, gained, exposures, squares, number)
        join unnest(p_fit.beliefs, p_fit.levels) with ordinality as i (belief, level, number) using (number)
        cross join lateral (select i.belief * bandit_internal.forgetting_weight(p_today - u.day, p_half_life) as weight) as k
        cross join lateral (select sum(e.exposure) as exposure from unnest(u.exposures) as e (exposure)) as x
    );
end
$function$;

comment on function bandit_internal.count_rate(bandit_internal.count_row[], bandit_internal.count_fit, integer, double precision) is
    'Returns m = (sum kappa w (Y - beta h) + 2) / (sum kappa w L X + 1), with a prior of 2 followers per 1000 of exposure as in account_rate. A net loss counts as 0.';

revoke all on function bandit_internal.count_rate(bandit_internal.count_row[], bandit_internal.count_fit, integer, double precision) from public;
grant execute on function bandit_internal.count_rate(bandit_internal.count_row[], bandit_internal.count_fit, integer, double precision) to bandit_operator, bandit_reader;
