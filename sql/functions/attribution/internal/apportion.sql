-- apportion: divides an amount in proportion to exposures, exactly.
--
-- Running totals are rounded, not the shares, so that no rounding is lost. The last share is what remains.

create or replace function bandit_internal.apportion(
    p_amount    numeric,             -- the amount; may be negative
    p_exposures double precision[]   -- n exposures above 0
) returns numeric[]
language plpgsql
immutable
strict
parallel safe
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_total    double precision := 0;
    v_running  double precision := 0;
    v_upto     numeric;
    v_before   numeric := 0;
    v_shares   numeric[] := array[]::numeric[];
    v_exposure double precision;
begin
    foreach v_exposure in array p_exposures loop
        v_total := v_total + v_exposure;
    end loop;

    foreach v_exposure in array p_exposures loop
        v_running := v_running + v_exposure;
        v_upto := case when v_running = v_total then p_amount else round(p_amount * (v_running / v_total)::numeric, 6) end;
        v_shares := v_shares || (v_upto - v_before);
        v_before := v_upto;
    end loop;
    return v_shares;
end
$function$;

comment on function bandit_internal.apportion(numeric, double precision[]) is
    'Returns n shares of an amount in proportion to n exposures, in steps of a millionth; their sum is exactly the amount. NULL for NULL. Internal.';

revoke all on function bandit_internal.apportion(numeric, double precision[]) from public;
