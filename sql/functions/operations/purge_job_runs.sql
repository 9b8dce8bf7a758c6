-- purge_job_runs: deletes old executions of our jobs from pg_cron's log.
--
-- pg_cron keeps each execution for ever. A row belongs to us if the owner of our jobs ran one of our commands in this
-- database; others are left alone. Executions that never ended have no time: they go with those that were started before.

create or replace function bandit.purge_job_runs(
    p_now timestamptz default null   -- null: clock(), which also replaces a time ahead of it
) returns bigint
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_now        timestamptz := least(bandit_internal.resolve_now(p_now), bandit.clock());
    v_until      timestamptz := v_now - (select max(s.job_run_retention) from bandit_internal.stg_settings as s);
    v_owner      text := (select min(s.owner_name) from bandit_internal.stg_scheduled_jobs as s);
    v_commands   text[] := array(select s.command from bandit_internal.stg_jobs as s);
    v_executions regclass := bandit_internal.cron_table('job_run_details');
    v_purged     bigint := 0;
begin
    if v_executions is not null and has_table_privilege(v_executions, 'delete') then
        execute format($query$
            delete from %1$s as r
            where r.database = current_database()
              and r.username = coalesce($1, current_user)
              and r.command = any ($2)
              and (coalesce(r.end_time, r.start_time) < $3) is not false
              and r.runid <= (select max(l.runid) from %1$s as l where coalesce(l.end_time, l.start_time) < $3)
        $query$, v_executions)
        using v_owner, v_commands, v_until;
        get diagnostics v_purged = row_count;
    end if;
    return v_purged;
end
$function$;

comment on function bandit.purge_job_runs(timestamptz) is
    'Deletes the executions of our jobs from cron.job_run_details that are older than the longest job_run_retention; returns their number. 0 if pg_cron is not in this database or the caller may not delete them. Scheduled daily.';

revoke all on function bandit.purge_job_runs(timestamptz) from public;
grant execute on function bandit.purge_job_runs(timestamptz) to bandit_operator;
