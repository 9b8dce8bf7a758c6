-- finish_job: records how a job ended that start_job started.

create or replace function bandit.finish_job(
    p_job_name text,                       -- name of the job in job_spec
    p_error    text        default null,   -- the error; null: it succeeded
    p_now      timestamptz default null    -- null: clock()
) returns text
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_now    timestamptz := bandit_internal.resolve_now(p_now);
    v_status text := case when p_error is null then 'succeeded' else 'failed' end;
begin
    perform bandit_internal.check_job(p_job_name);
    update bandit.job_runs as r
    set finished_at = greatest(v_now, r.started_at),
        status = v_status,
        message = left(p_error, 1000)
    where r.job_name = p_job_name
      and r.status = 'running';
    if not found then
        raise exception 'the job % is not running', p_job_name
            using errcode = 'WT004',
                  detail  = 'only a job that start_job has started can end',
                  hint    = 'run the jobs that are due with pgbandit jobs run';
    end if;
    return v_status;
end
$function$;

comment on function bandit.finish_job(text, text, timestamptz) is
    'Records how a job ended that start_job started, and returns its status, succeeded or failed. Unknown job, or one that is not running: WT004.';

revoke all on function bandit.finish_job(text, text, timestamptz) from public;
grant execute on function bandit.finish_job(text, text, timestamptz) to bandit_operator;
