-- sees_jobs: does pg_cron show our jobs to the caller?
--
-- pg_cron shows all jobs to a superuser and their own to other roles. A role without USAGE on its schema sees none, and
-- may not even look its tables up.

create or replace function bandit_internal.sees_jobs()
returns boolean
language plpgsql
stable
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_owner    text := (select min(s.owner_name) from bandit_internal.stg_scheduled_jobs as s);
    v_is_owner boolean := coalesce(current_user = v_owner, false);
    v_is_super boolean := (select r.rolsuper from pg_roles as r where r.rolname = current_user);
begin
    return bandit_internal.cron_table('job') is not null and (v_is_owner or v_is_super);
end
$function$;

comment on function bandit_internal.sees_jobs() is
    'Returns whether pg_cron is in this database and shows our jobs to the caller: to their owner and to superusers.';

revoke all on function bandit_internal.sees_jobs() from public;
grant execute on function bandit_internal.sees_jobs() to bandit_operator, bandit_reader;
