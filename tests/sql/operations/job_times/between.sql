-- tests/sql/operations/job_times/between.sql: the times of a job between two times, in UTC.
begin;
set timezone = 'Asia/Kolkata';
select plan(5);

select is(bandit_internal.job_times('0 */6 * * *', '2025-03-01 00:00Z', '2025-03-02 00:00Z'), array['2025-03-01 06:00Z', '2025-03-01 12:00Z', '2025-03-01 18:00Z', '2025-03-02 00:00Z']::timestamptz[], 'the first time is left out, the last is not');
select is(bandit_internal.job_times('*/15 * * * *', '2025-03-01 23:50Z', '2025-03-02 00:20Z'), array['2025-03-02 00:00Z', '2025-03-02 00:15Z']::timestamptz[], 'over midnight');
select is(bandit_internal.job_times('23 1 * * *', '2025-03-01 01:23Z', '2025-03-03 01:22Z'), array['2025-03-02 01:23Z']::timestamptz[], 'daily');
select is(bandit_internal.job_times('23 1 * * *', '2025-03-01 01:23Z', '2025-03-01 02:00Z'), null, 'none');
select is_empty($$
    select j.job_name
    from bandit.job_spec as j
    where j.schedule !~ '^\S+ \S+ \* \* \*$'
       or bandit_internal.job_times(j.schedule, '2025-03-01', '2025-03-02') is null$$, 'every job of job_spec runs each day');

select * from finish();
rollback;
