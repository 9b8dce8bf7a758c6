-- tests/sql/ingest/has_fallen/boundaries.sql: over half of at least ten.
begin;
select plan(7);

select ok(bandit_internal.has_fallen(10, 4), 'four left of ten');
select ok(not bandit_internal.has_fallen(10, 5), 'half left is not fallen by over half');
select ok(not bandit_internal.has_fallen(11, 6), 'nor is six of eleven');
select ok(bandit_internal.has_fallen(11, 5), 'five of eleven is');
select ok(not bandit_internal.has_fallen(9, 0), 'nine may all be taken back');
select is(bandit_internal.has_fallen(null, 0), null, 'not measured before');
select is(bandit_internal.has_fallen(10, null), null, 'not measured after: not zero');

select * from finish();
rollback;
