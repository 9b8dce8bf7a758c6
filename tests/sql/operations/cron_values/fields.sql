-- tests/sql/operations/cron_values/fields.sql: the values of a field of a cron schedule.
begin;
select plan(8);

select is(bandit_internal.cron_values('*', 0, 5), array[0, 1, 2, 3, 4, 5], 'every value');
select is(bandit_internal.cron_values('*/15', 0, 59), array[0, 15, 30, 45], 'every 15th');
select is(bandit_internal.cron_values('7', 0, 59), array[7], 'one value');
select is(bandit_internal.cron_values('9-12', 0, 23), array[9, 10, 11, 12], 'a range');
select is(bandit_internal.cron_values('8-20/6', 0, 23), array[8, 14, 20], 'a range with a step');
select is(bandit_internal.cron_values('50/5', 0, 59), array[50, 55], 'a start with a step');
select is(bandit_internal.cron_values('30,0,5-6,30', 0, 59), array[0, 5, 6, 30], 'a list, in order and without doubles');
select is(bandit_internal.cron_values('noon', 0, 23), null, 'anything else allows nothing');

select * from finish();
rollback;
