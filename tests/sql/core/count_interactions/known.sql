-- tests/sql/core/count_interactions/known.sql: measured counts are added; none measured is null.
begin;
select plan(4);

select is(bandit_internal.count_interactions(1, 20, 300, 4000, 50000), 54321::bigint, 'all five');
select is(bandit_internal.count_interactions(null, 20, null, null, 0), 20::bigint, 'what a platform lacks is left out');
select is(bandit_internal.count_interactions(0, null, null, null, null), 0::bigint, 'a measured zero is zero');
select is(bandit_internal.count_interactions(null, null, null, null, null), null, 'null if none is measured');

select * from finish();
rollback;
