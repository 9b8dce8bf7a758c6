-- tests/sql/reporting/text_bar/lengths.sql: as many blocks as the value's part of the largest, always one width.
begin;
select plan(9);

select is(bandit.text_bar(0, 1, 4), '    ', 'nothing is empty');
select is(bandit.text_bar(1, 1, 4), '████', 'all is full');
select is(bandit.text_bar(0.5, 1, 4), '██  ', 'half is half');
select is(bandit.text_bar(0.374, 1, 4), '█   ', 'under one and a half is one');
select is(bandit.text_bar(0.375, 1, 4), '██  ', 'one and a half is two');
select is(bandit.text_bar(2, 1, 4), '████', 'more than all is full');
select is(bandit.text_bar(-1, 1, 4), '    ', 'less than nothing is empty');
select is(bandit.text_bar(null, 1, 4), '    ', 'not measured is empty');
select is(bandit.text_bar(1, 0, 4), null, 'there is no part of nothing');

select * from finish();
rollback;
