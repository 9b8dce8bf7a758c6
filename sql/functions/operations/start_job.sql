-- start_job: starts a job that is due, for schedulers other than pg_cron.
--
-- The caller then runs the command, which may commit and so cannot run within a function, and calls finish_job.

create or replace function bandit.start_job(
    p_job_name text,                      -- name of the job in job_spec
    p_now      timestamptz default null   -- null: clock()
) returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_now timestamptz := bandit_internal.resolve_now(p_now);
    v_job record;
begin
    perform bandit_internal.check_job(p_job_name);
    select j.command, j.due_at, j.is_due
    into v_job
    from bandit.list_jobs(v_now) as j
    where j.job_name = p_job_name;

    if v_job.is_due and bandit_internal.claim_job(p_job_name, v_job.due_at, v_now) then
        return v_job.command;
    end if;
    return null;
end
$function$;

comment on function bandit.start_job(text, timestamptz) is
    'Records that a job that is due starts, and returns its SQL command for the caller to run; NULL if the job is not due, or another session has started it. Unknown job: WT004.';

revoke all on function bandit.start_job(text, timestamptz) from public;
grant execute on function bandit.start_job(text, timestamptz) to bandit_operator;
