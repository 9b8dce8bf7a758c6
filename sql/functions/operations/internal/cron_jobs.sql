-- cron_jobs: our jobs as pg_cron has them, if pg_cron is in this database.
--
-- The query is dynamic, because the schema cron exists only with the extension. pg_cron shows all jobs to a superuser and
-- their own to other roles; a role without USAGE on its schema sees none. A job of another role than the recorded owner
-- is not ours, whatever its name.
--
-- Executions have no index but that of their number, so only the last hundred thousand of all jobs are searched.

create or replace function bandit_internal.cron_jobs()
returns table (
    job_name      text,
    schedule      text,
    command       text,
    is_active     boolean,
    last_status   text,
    last_message  text,
    last_started  timestamptz,
    last_finished timestamptz
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_owner      text := (select min(s.owner_name) from bandit_internal.stg_scheduled_jobs as s);
    v_jobs       regclass := bandit_internal.cron_table('job');
    v_executions regclass := bandit_internal.cron_table('job_run_details');
begin
    if v_jobs is null then
        return;
    end if;

    return query execute format($query$
        select
            j.jobname::text, j.schedule, j.command, j.active, d.status, d.return_message, d.start_time, d.end_time
        from %1$s as j
        left join lateral (
            select r.status, r.return_message, r.start_time, r.end_time
            from %2$s as r
            where r.jobid = j.jobid
              and r.runid > (select max(l.runid) from %2$s as l) - 100000
            order by r.runid desc
            limit 1
        ) as d on true
        where starts_with(j.jobname, 'bandit:')
          and j.database = current_database()
          and j.username = coalesce($1, current_user)
    $query$, v_jobs, v_executions) using v_owner;
end
$function$;

comment on function bandit_internal.cron_jobs() is
    'Returns our jobs in pg_cron with their last execution; last_message is its error or result. Only the last 100,000 executions of all jobs are searched. No rows if pg_cron is not in this database or the caller may not use its schema.';

revoke all on function bandit_internal.cron_jobs() from public;
grant execute on function bandit_internal.cron_jobs() to bandit_operator, bandit_reader;
