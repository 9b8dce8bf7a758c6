-- tests/sql/core/exposure_progress/decay.sql: one decay serves attribution and the default delays.
begin;
select plan(4);

select is(bandit_internal.exposure_progress(0), 0::double precision, '0 at posting');
select is(round(bandit_internal.exposure_progress(12 * 3600)::numeric, 6), 0.632121, '1 - 1/e after 12 hours');
select is(bandit_internal.exposure_progress(null), null, 'null for null');
select is_empty(
    'select age_bucket from bandit.default_delays where abs(share_of_impressions - bandit_internal.exposure_progress(6 * 3600 * (age_bucket - 0.5)::double precision)) > 5.1e-7',
    'default_delays holds the decay at the middle of each bucket of 6 hours, to 6 digits'
);

select * from finish();
rollback;
