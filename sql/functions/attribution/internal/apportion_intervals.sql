-- apportion_intervals: the third step of attribution. It apportions the gain of each interval among its posts.

create or replace function bandit_internal.apportion_intervals(
    p_balances bandit_internal.interval_balance[]   -- from judge_intervals
) returns bandit_internal.interval_balance[]
language plpgsql
immutable
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_balances bandit_internal.interval_balance[] := p_balances;
    v_balance  bandit_internal.interval_balance;
begin
    for v_number in 1 .. cardinality(p_balances) loop
        v_balance := p_balances[v_number];
        if v_balance.gained is not null and v_balance.sharers is not null and not v_balance.is_anomaly then
            v_balances[v_number].shares := bandit_internal.apportion(v_balance.gained - v_balance.reported - v_balance.base, v_balance.exposures);
        end if;
    end loop;
    return v_balances;
end
$function$;

comment on function bandit_internal.apportion_intervals(bandit_internal.interval_balance[]) is
    'Returns the balances with shares: the gain less reported and base, in proportion to exposure. NULL in a gap, for an anomaly, and where no post shares the gain. Internal.';

revoke all on function bandit_internal.apportion_intervals(bandit_internal.interval_balance[]) from public;
