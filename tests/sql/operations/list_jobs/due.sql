-- tests/sql/operations/list_jobs/due.sql: when each job last ran, and which are due.
begin;
set timezone = 'UTC';
select plan(9);
\ir ../../fixtures/no_cron.psql

create function pg_temp.due(p_now timestamptz) returns text language sql as $$
    select string_agg(replace(j.job_name, 'bandit:', ''), ' ' order by j.job_name) from bandit.list_jobs(p_now) as j where j.is_due
$$;
create function pg_temp.late(p_now timestamptz) returns text language sql as $$
    select string_agg(replace(j.job_name, 'bandit:', ''), ' ' order by j.job_name) from bandit.list_jobs(p_now) as j where j.is_late
$$;

select is(pg_temp.due('2025-03-01 12:00Z'), 'attribute changes health optimize partitions purge tune', 'what never ran is due');
insert into bandit.job_runs (job_name, started_at, finished_at, status) select j.job_name, '2025-03-01 12:01Z', '2025-03-01 12:02Z', 'succeeded' from bandit.job_spec as j;
select is(pg_temp.due('2025-03-01 12:14Z'), null, 'what has run since its time is not');
select is(pg_temp.due('2025-03-01 12:15Z'), 'health', 'until its next time');
select is(pg_temp.due('2025-03-01 18:00Z'), 'attribute health optimize', 'each by its own schedule');
select is(pg_temp.due('2025-03-02 04:00Z'), 'attribute changes health optimize partitions purge tune', 'after a night, all');
select is(pg_temp.late('2025-03-01 12:46Z'), null, 'a scheduler may call once an hour');
select is(pg_temp.late('2025-03-01 13:02Z'), 'attribute health', 'what missed two times and an hour is late');
select is(row(j.due_at, j.next_at, j.last_started, j.last_status, j.last_run_by)::text, row('2025-03-01 12:00Z'::timestamptz, '2025-03-01 18:00Z'::timestamptz, '2025-03-01 12:01Z'::timestamptz, 'succeeded', 'pgbandit jobs run')::text, 'with its times') from bandit.list_jobs('2025-03-01 13:00Z') as j where j.job_name = 'bandit:optimize';

create or replace function bandit_internal.cron_jobs() returns table (job_name text, schedule text, command text, is_active boolean, last_status text, last_message text, last_started timestamptz, last_finished timestamptz) language sql as $$select 'bandit:health', '', '', true, 'succeeded', '', timestamptz '2025-03-01 12:15Z', timestamptz '2025-03-01 12:16Z'$$;
select is(row(j.is_due, j.last_run_by)::text, row(false, 'pg_cron')::text, 'an execution by pg_cron counts') from bandit.list_jobs('2025-03-01 12:20Z') as j where j.job_name = 'bandit:health';

select * from finish();
rollback;
