-- tests/sql/core/resolve_now/members.sql: only members of bandit_owner can pass a time ahead of the clock.
begin;
select plan(10);
grant all on all tables in schema pg_temp to public;
grant all on all sequences in schema pg_temp to public;

select is(bandit_internal.resolve_now(null), bandit.clock(), 'no time is the clock''s');
select is(bandit_internal.resolve_now('2099-01-01 00:00+00'), '2099-01-01 00:00+00', 'a superuser is a member of every role');
select throws_ok($$select bandit_internal.resolve_now('infinity')$$, 'WT004', 'a time must be finite', 'no member can pass infinity');
select throws_ok($$select bandit_internal.resolve_now('10000-01-01')$$, 'WT004', 'a time must lie between the years 2006 and 9999', 'nor a year of five digits');

select bandit.create_account('members') as account_id \gset
set session authorization bandit_bot;
prepare choose(timestamptz) as select count(*) from bandit.choose_generator(p_now => $1, p_account_id => :account_id);
select results_eq('execute choose(now() + interval ''1 hour'')', 'values (1::bigint)', 'the clock of a bot can be wrong by an hour');
select throws_ok('execute choose(now() + interval ''61 minutes'')', 'WT004', 'a time cannot lie more than an hour ahead', 'not by more');
set local bandit.fake_now = '2099-01-01 00:00+00';
select throws_ok('execute choose(''2099-01-01'')', 'WT004', 'a time cannot lie more than an hour ahead', 'whatever it sets as the time');
select results_eq('execute choose(''2020-01-01'')', 'values (1::bigint)', 'the past is open to all');
reset bandit.fake_now;
reset session authorization;
set session authorization bandit_operator;
select throws_ok($$select * from bandit.optimize(p_now => now() + interval '1 year', p_dry_run => true)$$, 'WT004', 'a time cannot lie more than an hour ahead', 'an operator cannot pass one either');
reset session authorization;
create role rehearsing;
grant bandit_operator, bandit_owner to rehearsing;
set session authorization rehearsing;
select is(bandit_internal.resolve_now('2099-01-01 00:00+00'), '2099-01-01 00:00+00', 'unless it is a member of bandit_owner');
reset session authorization;

select * from finish();
rollback;
