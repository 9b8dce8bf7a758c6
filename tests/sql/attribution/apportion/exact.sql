-- tests/sql/attribution/apportion/exact.sql: shares are in proportion, and rounding loses nothing.
begin;
select plan(6);

select is(bandit_internal.apportion(10, '{300, 100}'), '{7.5, 2.5}'::numeric[], 'three to one');
select is(bandit_internal.apportion(1, '{1, 1, 1}'), '{0.333333, 0.333334, 0.333333}'::numeric[], 'a third each, to the millionth');
select is(bandit_internal.apportion(-2, '{1, 3}'), '{-0.5, -1.5}'::numeric[], 'a loss is apportioned in the same way');
select is((select sum(s) from unnest(bandit_internal.apportion(0.12345678901234567890123, '{0.1, 7, 1e-9, 3e15}')) as s), 0.12345678901234567890123, 'an amount finer than the steps is kept to the last digit');
select is((select sum(s) from unnest(bandit_internal.apportion(-999999999999.7, '{1e-6, 5, 1e18}')) as s), -999999999999.7, 'so is a huge one');
select is(bandit_internal.apportion(1, null), null, 'null for no exposures');

select * from finish();
rollback;
