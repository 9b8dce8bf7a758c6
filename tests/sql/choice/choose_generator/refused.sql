-- tests/sql/choice/choose_generator/refused.sql: calls that decide nothing, and leave nothing behind.
begin;
select plan(12);

set local bandit.account = 'refused';
select bandit.create_account('refused') as account_id \gset

select throws_ok(format('select * from bandit.choose_generator(p_u => %L)', u), 'WT004', 'a draw must lie in [0,1)', format('u = %s', u))
from unnest(array['1', '-1e-300', '1.0000000000000002', 'NaN', 'Infinity', '-Infinity']) as u;
select throws_ok($$select * from bandit.choose_generator(p_arm => 'variant_z')$$, 'WT011', 'there is no experiment arm ''variant_z''', 'an unknown arm');
select throws_ok(format('select * from bandit.choose_generator(p_context => %L)', context), 'WT004', 'a context must be a JSON object', format('the context %s', context))
from unnest(array['[1]', '"thread"', 'null']) as context;

update bandit.generator_weights set status = 'disabled' where account_id = :account_id;
delete from bandit.generator_propensities where account_id = :account_id;
select throws_ok('select * from bandit.choose_generator(p_u => 0)', 'WT101', 'the account has no active generator', 'all disabled is an error, not a NULL');
select is(count(*), 0::bigint, 'no decision was written') from bandit.content_metadata where account_id = :account_id;

select * from finish();
rollback;
