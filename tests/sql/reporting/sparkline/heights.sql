-- tests/sql/reporting/sparkline/heights.sql: one character a number, the lowest at the bottom, the highest at the top.
begin;
select plan(9);

select is(bandit.sparkline(array[1, 2, 3, 4, 5, 6, 7, 8]), '▁▂▃▄▅▆▇█', 'eight steps, eight heights');
select is(bandit.sparkline(array[0, 0.5, 1]), '▁▅█', 'the middle is in the middle');
select is(bandit.sparkline(array[3, 1, 2]), '█▁▅', 'in the order given');
select is(bandit.sparkline(array[-2, 2]), '▁█', 'below zero too');
select is(bandit.sparkline(array[0, null, 1]), '▁ █', 'not known is a gap');
select is(bandit.sparkline(array[7, 7, 7]), '▄▄▄', 'no change is a flat line');
select is(bandit.sparkline(array[null, null]::numeric[]), '  ', 'nothing known is blank');
select is(bandit.sparkline('{}'), '', 'no numbers, no line');
select is(bandit.sparkline(null), null, 'null is null');

select * from finish();
rollback;
