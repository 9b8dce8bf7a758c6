-- list_jobs: when each job last ran, and which are due.
--
-- An execution by pg_cron counts like one by pgbandit jobs run, so the two can stand side by side. pg_cron shows its jobs to
-- their owner and to superusers only, so the function runs with the rights of the caller.

create or replace function bandit.list_jobs(
    p_now timestamptz default null   -- null: clock()
)
returns table (
    job_name      text,
    schedule      text,
    command       text,
    last_started  timestamptz,
    last_finished timestamptz,
    last_status   text,
    last_message  text,
    last_run_by   text,
    due_at        timestamptz,
    is_due        boolean,
    is_late       boolean,
    next_at       timestamptz
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
#variable_conflict use_column
declare
    c_grace constant interval := interval '1 hour';   -- a scheduler may call once an hour
    v_now   timestamptz := bandit_internal.resolve_now(p_now);
    v_cron  bandit_internal.job_execution[] := array(
        select row(c.job_name, c.last_started, c.last_finished, c.last_status, c.last_message, 'pg_cron')::bandit_internal.job_execution
        from bandit_internal.cron_jobs() as c
        where c.last_started is not null
    );
begin
    return query
    with executions as (
        select c.job_name, c.started_at, c.finished_at, c.status, c.message, c.run_by
        from unnest(v_cron) as c
        union all
        select r.job_name, r.started_at, r.finished_at, r.status, r.message, 'pgbandit jobs run'
        from bandit_internal.stg_job_runs as r
    ),

    latest as (
        select distinct on (e.job_name) e.*
        from executions as e
        order by e.job_name, e.started_at desc, e.run_by
    ),

    times as (
        select
            j.job_name,
            bandit_internal.job_times(j.schedule, v_now - interval '2 days', v_now) as past,
            bandit_internal.job_times(j.schedule, v_now, v_now + interval '1 day') as future
        from bandit_internal.stg_jobs as j
    )

    select
        j.job_name,
        j.schedule,
        j.command,
        l.started_at,
        l.finished_at,
        l.status,
        l.message,
        l.run_by,
        t.past[cardinality(t.past)],
        coalesce(l.started_at < t.past[cardinality(t.past)], true),
        coalesce(l.started_at < least(t.past[cardinality(t.past) - 1], v_now - c_grace), true),
        t.future[1]
    from bandit_internal.stg_jobs as j
    join times as t using (job_name)
    left join latest as l using (job_name)
    order by j.job_name;
end
$function$;

comment on function bandit.list_jobs(timestamptz) is
    'Returns every job of job_spec: its last execution, by pg_cron or by pgbandit jobs run, the last time at which it was to run (due_at), whether it has not run since (is_due), whether it missed the time before too (is_late), and the next time. Times are UTC. Executions by pg_cron count as far as the caller sees them.';

revoke all on function bandit.list_jobs(timestamptz) from public;
grant execute on function bandit.list_jobs(timestamptz) to bandit_operator, bandit_reader;
