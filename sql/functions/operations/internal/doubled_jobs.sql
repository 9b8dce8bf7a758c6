-- doubled_jobs: jobs of other roles that run our commands a second time.
--
-- pg_cron shows the jobs of all roles to superusers only; other roles find none.

create or replace function bandit_internal.doubled_jobs()
returns table (
    job_name   text,
    owner_name text
)
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_owner    text := (select min(s.owner_name) from bandit_internal.stg_scheduled_jobs as s);
    v_commands text[] := array(select s.command from bandit_internal.stg_jobs as s);
    v_jobs     regclass := bandit_internal.cron_table('job');
begin
    if v_jobs is null then
        return;
    end if;

    return query execute format($query$
        select coalesce(j.jobname::text, 'job ' || j.jobid), j.username::text
        from %s as j
        where j.database = current_database()
          and j.active
          and j.command = any ($2)
          and j.username <> coalesce($1, current_user)
    $query$, v_jobs) using v_owner, v_commands;
end
$function$;

comment on function bandit_internal.doubled_jobs() is
    'Returns the jobs in pg_cron that run commands of job_spec in this database but belong to another role than the recorded owner, as far as the caller sees them.';

revoke all on function bandit_internal.doubled_jobs() from public;
grant execute on function bandit_internal.doubled_jobs() to bandit_operator, bandit_reader;
