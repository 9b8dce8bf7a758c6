-- tests/sql/accounts/add_generator/refused.sql: names, weights and statuses that are none.
begin;
select plan(34);

set local bandit.account = 'refused';
select bandit.create_account('refused') as account_id \gset
prepare add(text, numeric, text) as select bandit.add_generator($1, $2, $3);

select throws_ok(format('execute add(%L, 0.1, %L)', name, 'active'), 'WT004', format('%s is not a generator''s name', coalesce(quote_literal(name), 'null')), to_json(name)::text)
from unnest(array[null, '', ' ', ' meme', 'meme ', '...', E'meme\n', E'me\tme', 'me/me', 'me,me', 'meme!', E'meme\u00A0lord', E'meme\u202Elord', '😀', 'me–me', repeat('a', 64)]) as name;
select lives_ok(format('execute add(%L, 0.03, %L)', name, 'active'), name) from unnest(array['m', repeat('m', 63), 'meme2']) as name;
select throws_ok(format('execute add(%L, 0.1, %L)', name, 'active'), 'WT007', 'there is a generator dataNerd already', name || ' is dataNerd') from unnest(array['dataNerd', 'datanerd', 'dATANERD']) as name;
update bandit.generator_weights set status = 'disabled' where account_id = :account_id and generator_name = 'explorer';
select throws_ok('execute add(''explorer'', 0.1, ''active'')', 'WT007', 'there is a generator explorer already', 'a disabled one is there too');
select throws_ok(format('execute add(%L, %s, %L)', 'meme', weight, 'active'), 'WT004', null, format('a weight of %s', weight)) from unnest(array['0', '-0.1', '0.0199', '0.01994', '1.0001', '''NaN''', '''Infinity''']) as weight;
select throws_ok(format('execute add(%L, 0.1, %L)', 'meme', status), 'WT004', null, coalesce(status, 'null') || ' is no status to start with') from unnest(array[null, 'disabled', 'Active']) as status;
select is(count(*), 15::bigint, 'nothing is left behind') from bandit.generator_weights where account_id = :account_id;

select * from finish();
rollback;
