-- account_rate: the present followers per 1000 of exposure of an account, over all generators.

create or replace function bandit_internal.account_rate(
    p_days      bandit_internal.learning_day[],   -- from learning_days
    p_today     integer,                 -- day of the run, in days since 1970-01-01
    p_half_life double precision         -- days
) returns double precision
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
begin
    return (
        select (greatest(coalesce(sum(d.weight * d.followers), 0), 0) + 2) / (coalesce(sum(d.weight * d.exposure_1k), 0) + 1)
        from (
            select bandit_internal.forgetting_weight(p_today - u.day, p_half_life) as weight, u.followers, u.exposure_1k
            from unnest(p_days) as u
        ) as d
    );
end
$function$;

comment on function bandit_internal.account_rate(bandit_internal.learning_day[], integer, double precision) is
    'Returns m = (sum kappa n + 2) / (sum kappa e + 1): followers n over exposure e, kappa the forgetting weight of the day, with a prior of 2 followers per 1000 of exposure. A net loss counts as 0.';

revoke all on function bandit_internal.account_rate(bandit_internal.learning_day[], integer, double precision) from public;
grant execute on function bandit_internal.account_rate(bandit_internal.learning_day[], integer, double precision) to bandit_operator, bandit_reader;
