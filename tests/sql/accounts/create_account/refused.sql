-- tests/sql/accounts/create_account/refused.sql: handles and platforms that are none.
begin;
select plan(17);

select throws_ok(format('select bandit.create_account(%L)', handle), 'WT004', format('%s is not a handle', coalesce(quote_literal(handle), 'null')), to_json(handle)::text)
from unnest(array[null, '', ' ', 'two words', 'semi;colon', E'line\n', E'\nline', 'ümlaut', repeat('a', 101)]) as handle;
select lives_ok(format('select bandit.create_account(%L)', handle), handle) from unnest(array['A_b.c@d-9', repeat('b', 100)]) as handle;
select throws_ok(format('select bandit.create_account(%L, %L)', 'valid', platform), 'WT004', format('%s is not a platform', coalesce(quote_literal(platform), 'null')), coalesce(platform, 'null'))
from unnest(array[null, '', 'X', 'myspace']) as platform;
select throws_ok($$select bandit.create_account('default')$$, 'WT007', 'the account ''default'' exists already', 'a handle is taken once');
select is(count(*), 0::bigint, 'nothing is left behind') from bandit.accounts where handle = 'valid';

select * from finish();
rollback;
