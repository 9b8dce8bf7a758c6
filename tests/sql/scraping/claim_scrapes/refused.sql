-- tests/sql/scraping/claim_scrapes/refused.sql: who claims and finishes has a name, and asks for something.
begin;
select plan(10);
\ir ../../fixtures/scraping.psql

select throws_ok(format('select * from bandit.claim_scrapes(p_worker => %L)', worker), 'WT004', 'the name of the worker is empty or too long', coalesce(quote_literal(worker), 'null')) from unnest(array[null, '', ' ', repeat('x', 201)]) as worker;
select throws_ok(format('select * from bandit.claim_scrapes(p_worker => %L, p_limit => %s)', 'w', n), 'WT004', null, n || ' posts') from unnest(array['0', '-1', 'null']) as n;
select throws_ok($$select * from bandit.finish_scrape(' ', '[]')$$, 'WT004', 'the name of the worker is empty or too long', 'a scrape ends with the name of its worker');
select throws_ok($$select * from bandit.finish_scrape('w', '{"tweet_id": "1"}')$$, 'WT014', null, 'no array');
select throws_ok($$select * from bandit.finish_scrape('w', '[]', p_account_id => -1)$$, 'WT001', null, 'no account');

select * from finish();
rollback;
