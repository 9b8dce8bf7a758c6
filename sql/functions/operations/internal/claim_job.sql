-- claim_job: records that a job starts, for one of several sessions.

create or replace function bandit_internal.claim_job(
    p_job_name text,           -- the job
    p_due_at   timestamptz,    -- the time at which it was to run
    p_now      timestamptz     -- time of the start
) returns boolean
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
begin
    perform bandit_internal.check_job(p_job_name);
    insert into bandit.job_runs as r (job_name, started_at, status)
    values (p_job_name, p_now, 'running')
    on conflict (job_name) do update
    set started_at = excluded.started_at,
        finished_at = null,
        status = excluded.status,
        message = null
    where r.started_at < p_due_at;
    return found;
end
$function$;

comment on function bandit_internal.claim_job(text, timestamptz, timestamptz) is
    'Records that a job starts; returns false if it has started since p_due_at. Unknown job: WT004. Runs as definer for start_job.';

revoke all on function bandit_internal.claim_job(text, timestamptz, timestamptz) from public;
grant execute on function bandit_internal.claim_job(text, timestamptz, timestamptz) to bandit_operator;
