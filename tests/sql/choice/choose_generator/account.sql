-- tests/sql/choice/choose_generator/account.sql: whose generators a call means.
begin;
select plan(8);

select bandit.create_account('first') as first, bandit.create_account('second') as second \gset
create temp view last_account as
select a.handle
from bandit.content_metadata as m
join bandit.accounts as a on a.account_id = m.account_id;

select throws_ok('select * from bandit.choose_generator(p_u => 0)', 'WT020', 'the call names no account', 'none named: none is chosen for');

set local bandit.account = 'first';
select count(*) from bandit.choose_generator(p_u => 0) \gset
select is(handle, 'first', 'the setting bandit.account names it by handle') from last_account where handle in ('default', 'first', 'second');
select count(*) from bandit.choose_generator(p_account_id => :second, p_u => 0) \gset
select is(string_agg(handle, ', ' order by handle), 'first, second', 'the argument wins over the setting') from last_account where handle in ('default', 'first', 'second');

set local bandit.account = '';
select throws_ok('select bandit_internal.resolve_account(null)', 'WT020', null, 'an empty setting names none');
set local bandit.account = 'nobody';
select throws_ok('select * from bandit.choose_generator()', 'WT001', 'there is no account ''nobody''', 'an unknown handle is an error');
select lives_ok(format('select * from bandit.choose_generator(p_account_id => %s)', :first), 'and no matter where the account is given');
set local bandit.account = 'FIRST';
select throws_ok('select * from bandit.choose_generator()', 'WT001', 'there is no account ''FIRST''', 'handles are exact');
select throws_ok('select * from bandit.choose_generator(p_account_id => -1)', 'WT001', 'there is no account with account_id -1', 'an unknown account_id');

select * from finish();
rollback;
