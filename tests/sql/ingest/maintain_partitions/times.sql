-- tests/sql/ingest/maintain_partitions/times.sql: nothing after clock() decides what is deleted.
begin;
select plan(12);
\ir ../../fixtures/scraping.psql
lock table bandit.content_metadata in access exclusive mode;   -- tests beside this one wait, in one order

select pg_temp.post('1', '2026-07-01 00:00+00') \gset
prepare record(timestamptz) as select r.updated from bandit.record_outcomes('[{"tweet_id": "1", "likes": 1}]', 'bot', $1) as r;
execute record('2026-08-15 12:00+00') \g /dev/null
select count(*) from bandit.maintain_partitions() \gset
execute record('2026-07-15 12:00+00') \g /dev/null
select is(count(*), 2::bigint, 'a reading in its month, and one in the default partition') from snapshot;

select is_empty(format($$select p.action from bandit.maintain_partitions(%L) as p where p.action <> 'make'$$, ahead), 'a time ahead deletes nothing: ' || ahead)
from unnest(array['2028-01-14', '2100-01-01', '9999-12-31']) as ahead;
set local role bandit_operator;
select is_empty($$select p.action from bandit.maintain_partitions('2100-01-01') as p where p.action <> 'make'$$, 'nor for an operator');
reset role;
select is(count(*), 2::bigint, 'both readings are there') from snapshot;

select throws_ok(format('select * from bandit.maintain_partitions(%L)', never), 'WT004', null, 'refused: ' || never)
from unnest(array['infinity', '-infinity', '1999-12-31', '0001-01-01 BC', '10000-01-01', '294276-12-31 23:59:59+00']) as never;

select * from finish();
rollback;
