-- account_rate: the followers per 1000 impressions that the account gains at present, whoever writes.

create or replace function bandit_internal.account_rate(
    p_days      bandit_internal.learning_day[],   -- from learning_days
    p_today     integer,                 -- day of the run, counted from 1970-01-01
    p_half_life double precision         -- days
) returns double precision
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
as $function$
begin
    return (
        select (greatest(coalesce(sum(d.weight * d.followers), 0), 0) + 2) / (coalesce(sum(d.weight * d.exposure), 0) + 1)
        from (
            select bandit_internal.forgetting_weight(p_today - u.day, p_half_life) as weight, u.followers, u.exposure
            from unnest(p_days) as u
        ) as d
    );
end
$function$;

comment on function bandit_internal.account_rate(bandit_internal.learning_day[], integer, double precision) is
    'm = (sum kappa n + 2) / (sum kappa e + 1): followers n over exposure e, each day forgetting, with a prior of 2 followers per 1000 impressions. Losses do not take it under that prior''s share.';

revoke all on function bandit_internal.account_rate(bandit_internal.learning_day[], integer, double precision) from public;
grant execute on function bandit_internal.account_rate(bandit_internal.learning_day[], integer, double precision) to bandit_operator, bandit_reader;
