-- check_run_order: raises an error for a run before the last applied one.

create or replace function bandit_internal.check_run_order(
    p_account_id bigint,        -- the account
    p_now        timestamptz    -- time of the run
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_clock   timestamptz := bandit_internal.clock_now();
    v_last_at timestamptz;
begin
    select max(r.run_at)
    into v_last_at
    from bandit_internal.stg_runs as r
    where r.account_id = p_account_id
      and r.status = 'success'
      and (r.run_at <= v_clock or p_now > v_clock);
    if p_now < v_last_at then
        raise exception 'a run cannot be dated before the last applied run'
            using errcode = 'WT010',
                  detail  = format('requested time %s, last applied run %s', bandit_internal.account_time(p_account_id, p_now), bandit_internal.account_time(p_account_id, v_last_at)),
                  hint    = 'use a later time, or a dry run';
    end if;
end
$function$;

comment on function bandit_internal.check_run_order(bigint, timestamptz) is
    'Raises WT010 for a time before the last applied run of the account; applied runs dated ahead of the clock only count for times ahead of it.';

revoke all on function bandit_internal.check_run_order(bigint, timestamptz) from public;
