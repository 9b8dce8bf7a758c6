-- tests/sql/ingest/record_outcomes/not_rows.sql: a batch that is no array of objects is the caller's mistake, whole.
begin;
select plan(14);

select throws_ok(format('select * from bandit.record_outcomes(%L)', rows), 'WT014', 'rows must be a JSON array of objects', coalesce(rows, 'NULL'))
from unnest(array[null, 'null', '{}', '{"tweet_id": "1"}', '"rows"', '1', '[1]', '[null]', '[[]]', '[{}, "x"]']) as rows;
select throws_ok(format('select * from bandit.record_outcomes(%L, p_collected_at => %L)', '[]', t), 'WT004', 'a time must be finite', 'read at ' || t) from unnest(array['infinity', '-infinity']) as t;
select is(r::text, '(1,0,0,0,1,{})', 'a null source is no mistake') from bandit.record_outcomes('[{"tweet_id": "no such post"}]', null) as r;
select is(r.source, 'bot', 'it is the bot') from bandit.rejected_rows as r where r.raw = '{"tweet_id": "no such post"}';

select * from finish();
rollback;
