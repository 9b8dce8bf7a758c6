-- tests/sql/accounts/rename_account/handles.sql: another handle for an account, with all that belongs to it.
begin;
select plan(16);

select bandit.create_account('before') as account_id \gset
select is(bandit.rename_account('after', p_account_id => :account_id), 'after', 'it returns the new handle');
select is(bandit.account_id('after'), :account_id::bigint, 'which names the account');
select is(bandit.account_id('before'), :account_id::bigint, 'so does the old one');
select is(bandit.account_handle(bandit.account_id('before')), 'after', 'whose account has one handle');
select is(count(*), 12::bigint, 'its generators stay') from bandit.weights as w where w.account = 'after';
select is(e.message, 'account before renamed to after', 'it is logged') from bandit.events as e where e.account_id = :account_id and e.kind = 'account_renamed';
select is(bandit.rename_account('after', p_account_id => :account_id), 'after', 'the same handle changes nothing');
select is(count(*), 1::bigint, 'and logs nothing') from bandit.events as e where e.account_id = :account_id and e.kind = 'account_renamed';
select throws_ok(format('select bandit.rename_account(%L, p_account_id => %s)', 'default', :account_id), 'WT007', 'the account ''default'' exists already', 'a handle is taken once');
select throws_ok(format('select bandit.rename_account(%L, p_account_id => %s)', 'two words', :account_id), 'WT004', '''two words'' is not a handle', 'a handle that is none');
select throws_ok($$select bandit.rename_account('x', p_account_id => -1)$$, 'WT001', null, 'an unknown account');


select bandit.create_account('before') as newer \gset
select is(bandit.account_id('before'), :newer::bigint, 'a new account takes a former handle');
select is(bandit.rename_account('later', p_account_id => :newer), 'later', 'which it gives up again');
select is(bandit.account_id('before'), :newer::bigint, 'then the handle means the account that had it last');
select is(bandit.rename_account('before', p_account_id => :account_id), 'before', 'an account may return to it');
select results_eq($$select bandit.account_id('before'), bandit.account_id('after'), bandit.account_id('later')$$, format('values (%s::bigint, %s::bigint, %s::bigint)', :account_id, :account_id, :newer), 'each handle means one account');

select * from finish();
rollback;
