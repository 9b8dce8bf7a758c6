-- check_job: refuses a name that no job has.

create or replace function bandit_internal.check_job(
    p_job_name text   -- name of the job
) returns void
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
begin
    if not exists (select 1 from bandit_internal.stg_jobs as j where j.job_name = p_job_name) then
        raise exception 'there is no job %', coalesce(quote_literal(left(p_job_name, 100)), 'NULL')
            using errcode = 'WT004',
                  detail  = format('jobs: %s', (select string_agg(j.job_name, ', ' order by j.job_name) from bandit_internal.stg_jobs as j)),
                  hint    = 'list the jobs with pgbandit jobs list';
    end if;
end
$function$;

comment on function bandit_internal.check_job(text) is
    'Raises WT004 if job_spec has no job of this name.';

revoke all on function bandit_internal.check_job(text) from public;
grant execute on function bandit_internal.check_job(text) to bandit_operator;
