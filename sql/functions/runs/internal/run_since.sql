-- run_since: the last run of an account after a time, failed ones left out.

create or replace function bandit_internal.run_since(
    p_account_id bigint,        -- the account
    p_after      timestamptz    -- the run is later
) returns timestamptz
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_clock timestamptz := bandit_internal.clock_now();
begin
    return (
        select max(r.run_at)
        from bandit_internal.stg_runs as r
        where r.account_id = p_account_id
          and r.status <> 'failed'
          and r.run_at > p_after
          and r.run_at <= v_clock
    );
end
$function$;

comment on function bandit_internal.run_since(bigint, timestamptz) is
    'Returns the time of the last run of an account after a time; NULL if there is none. Failed runs and runs dated ahead of the clock do not count.';

revoke all on function bandit_internal.run_since(bigint, timestamptz) from public;
