-- tests/sql/reporting/interval_strip/positions.sql: ends and estimate stand where they are on the scale.
begin;
select plan(11);

select is(bandit.interval_strip(0, 5, 10, 0, 10, 11), '├────●────┤', 'an interval over the whole scale');
select is(bandit.interval_strip(2, 3, 6, 0, 10, 11), '  ├●──┤    ', 'the estimate need not be in the middle');
select is(bandit.interval_strip(-5, 3, 6, 0, 10, 11), '───●──┤    ', 'an end below the scale is open');
select is(bandit.interval_strip(2, 3, 60, 0, 10, 11), '  ├●───────', 'so is one above');
select is(bandit.interval_strip(-5, 30, 60, 0, 10, 11), '───────────', 'an estimate outside is not drawn');
select is(bandit.interval_strip(20, 30, 60, 0, 10, 11), '           ', 'nor an interval beyond');
select is(bandit.interval_strip(3, 3, 3, 0, 10, 11), '   ●       ', 'the estimate hides ends that are as near');
select is(bandit.interval_strip(null, 3, null, 0, 10, 11), '   ●       ', 'without an interval there is the estimate');
select is(bandit.interval_strip(2, null, 4, 0, 10, 11), '  ├─┤      ', 'without an estimate the interval');
select is(bandit.interval_strip(2, 3, 4, 5, 5, 4), '    ', 'a scale of no length is blank');
select is(bandit.interval_strip(2, 3, 4, 0, 10, 0), '', 'no room, no strip');

select * from finish();
rollback;
