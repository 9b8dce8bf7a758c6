-- tests/sql/statistics/median_of_others/left_out.sql: the largest number is left out.
begin;
select plan(6);

select is(bandit_internal.median_of_others('{1,2,4,100}'), 2::double precision, 'of 1, 2 and 4');
select is(bandit_internal.median_of_others('{1,2,4,6,100}'), 3::double precision, 'of 1, 2, 4 and 6: between the middle two');
select is(bandit_internal.median_of_others('{1,100}'), 1::double precision, 'of one other');
select is(bandit_internal.median_of_others('{100}'), null, 'there is no other');
select is(bandit_internal.median_of_others('{}'), null, 'there is none');
select is(bandit_internal.median_of_others(null), null, 'null for null');

select * from finish();
rollback;
