-- tests/sql/core/clock/fake_now.sql: only members of bandit_owner can set the time.
begin;
select plan(10);
grant all on all tables in schema pg_temp to public;
grant all on all sequences in schema pg_temp to public;

select bandit.create_account('clock') as account_id \gset
create role rehearsing_operator;
grant bandit_operator, bandit_owner to rehearsing_operator;

select is(bandit.clock(), now(), 'the clock is the transaction''s time');
set local bandit.fake_now = '';
select is(bandit.clock(), now(), 'an empty setting is none');
set local bandit.fake_now = '2025-01-01 00:00+00';
select is(bandit.clock(), '2025-01-01 00:00+00', 'a superuser is a member of every role');

set session authorization bandit_bot;
select is(bandit.clock(), now(), 'the bot has the real time');
select decision_id from bandit.choose_generator(p_account_id => :account_id) \gset
set local bandit.fake_now = 'nonsense';
select is(bandit.clock(), now(), 'whatever the setting is');
set local bandit.fake_now = '2025-01-01 00:00+00';
reset session authorization;
select is(m.created_at, now(), 'in functions that run as bandit_owner too') from bandit.content_metadata as m where m.account_id = :account_id and m.decision_id = :'decision_id';

set session authorization bandit_operator;
select is(bandit.clock(), now(), 'an operator has the real time');
reset session authorization;
set session authorization rehearsing_operator;
select is(bandit.clock(), '2025-01-01 00:00+00', 'unless it is a member of bandit_owner');
select bandit.create_account('rehearsed') \gset
select is(a.created_at, '2025-01-01 00:00+00', 'also in the functions that it calls') from bandit_internal.stg_accounts as a where a.handle = 'rehearsed';
set local bandit.fake_now = 'nonsense';
select throws_ok('select bandit.clock()', '22007', null, 'an invalid time is an error');
reset session authorization;

select * from finish();
rollback;
