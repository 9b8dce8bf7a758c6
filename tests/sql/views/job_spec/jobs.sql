-- tests/sql/views/job_spec/jobs.sql: the jobs are well formed, and what they call exists.
begin;
select plan(11);

select is(row(j.schedule, j.command)::text, row('0 */6 * * *', 'call bandit.optimize_all()')::text, 'the optimisation runs every six hours') from bandit.job_spec as j where j.job_name = 'bandit:optimize';
select is(row(j.schedule, j.command)::text, row('*/15 * * * *', 'call bandit.check_health_all()')::text, 'health is looked at every quarter of an hour') from bandit.job_spec as j where j.job_name = 'bandit:health';
select is(row(j.schedule, j.command)::text, row('23 1 * * *', 'select bandit.maintain_partitions()')::text, 'partitions are looked after daily') from bandit.job_spec as j where j.job_name = 'bandit:partitions';
select is(row(j.schedule, j.command)::text, row('*/30 * * * *', 'call bandit.attribute_all()')::text, 'followers are attributed every half hour') from bandit.job_spec as j where j.job_name = 'bandit:attribute';
select is(row(j.schedule, j.command)::text, row('41 2 * * *', 'call bandit.detect_changes_all()')::text, 'changes are looked for daily') from bandit.job_spec as j where j.job_name = 'bandit:changes';
select is(row(j.schedule, j.command)::text, row('11 3 * * *', 'call bandit.tune_all()')::text, 'tuning is daily') from bandit.job_spec as j where j.job_name = 'bandit:tune';
select is(row(j.schedule, j.command)::text, row('37 3 * * *', 'select bandit.purge_job_runs()')::text, 'the log is purged daily') from bandit.job_spec as j where j.job_name = 'bandit:purge';
select is_empty($$select job_name from bandit.job_spec where job_name !~ '^bandit:[a-z_]+$'$$, 'every job is bandit:<verb>');
select is(count(*), count(distinct j.job_name), 'no name stands twice') from bandit.job_spec as j;
select is_empty($$select job_name from bandit.job_spec where schedule !~ '^(\S+ ){4}\S+$'$$, 'every schedule has five fields');
select is_empty($$
    select j.job_name
    from bandit.job_spec as j
    where not exists (
        select
        from pg_proc as p
        where p.pronamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace)
          and j.command = format('%s bandit.%s()', case p.prokind when 'p' then 'call' else 'select' end, p.proname)
          and p.pronargs = p.pronargdefaults
    )$$, 'every command calls a routine of ours that needs no argument');

select * from finish();
rollback;
