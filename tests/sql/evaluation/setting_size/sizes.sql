-- tests/sql/evaluation/setting_size/sizes.sql: values of settings as numbers.
begin;
select plan(3);

select is(bandit_internal.setting_size('0.30'), 0.3, 'a number is itself');
select is(bandit_internal.setting_size('1 day 02:00:00'), 93600::numeric, 'an interval its seconds');
select is(bandit_internal.setting_size('1 day'), bandit_internal.setting_size('24:00:00'), 'however it is written');

select * from finish();
rollback;
