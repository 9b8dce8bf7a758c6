-- tests/sql/evaluation/starting_weights/none.sql: an account that began without generators has starting weights too.
begin;
select plan(4);
select bandit.create_account('solo', p_generators => '[]') as account_id \gset
select is(bandit_internal.starting_weights(:account_id), null, 'no generator');
select bandit.add_generator('one', p_account_id => :account_id) \gset
select is(bandit_internal.starting_weights(:account_id)::text, '{"one": 1.00000000000000000000}', 'one generator');
select bandit.add_generator('two', p_account_id => :account_id) \gset
select is((select sum(w.value::numeric) from jsonb_each_text(bandit_internal.starting_weights(:account_id)) as w), 1.0, 'equal weights');
select lives_ok($$select * from bandit.success_metrics$$, 'the view of all accounts');
select * from finish();
rollback;
