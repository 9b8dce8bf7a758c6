-- tests/sql/core/resolve_account/meant.sql: a call that names no account means the only one, and is refused if there are several.
begin;
select plan(16);

create function pg_temp.error_of(p_sql text) returns text language plpgsql as $$
declare v_detail text; v_hint text;
begin
    execute p_sql;
    return 'no error';
exception when sqlstate 'WT020' then
    get stacked diagnostics v_detail = pg_exception_detail, v_hint = pg_exception_hint;
    return concat_ws('; ', sqlerrm, v_detail, v_hint);
end $$;
select bandit.account_id('default') as unused \gset
delete from bandit.accounts where handle <> 'default';

select is(bandit.account_handle(), 'default', 'the only account is meant');

select bandit.create_account('mybot') as mybot \gset
select is(bandit.account_handle(), 'mybot', 'an account default that nobody has used is not meant beside one other');
select is(bandit.account_handle(:unused), 'default', 'unless it is named');
select is(bandit_internal.resolve_account(:mybot), :mybot::bigint, 'a named account is meant');

savepoint unused;
select decision_id from bandit.choose_generator(p_account_id => :unused) \gset
select throws_ok('select bandit.account_handle()', 'WT020', 'the call names no account', 'a decision uses it');
rollback to unused;
select count(*) as counted from bandit.record_followers(100, p_account_id => :unused) \gset
select throws_ok('select bandit.account_handle()', 'WT020', null, 'so does a follower count');
rollback to unused;
select bandit.add_generator('mine', p_account_id => :unused) \gset
select throws_ok('select bandit.account_handle()', 'WT020', null, 'and a changed weight');
rollback to unused;
select throws_ok($$select * from bandit.choose_generator(p_account_id => 0)$$, 'WT001', null, 'an unknown account_id');

select bandit.create_account('other') as other \gset
select is(pg_temp.error_of('select * from bandit.choose_generator()'),
          $$the call names no account; known accounts: default, mybot, other; name one: p_account_id => bandit.account_id('mybot')$$, 'the error says which there are and what to write');
select throws_ok('select * from bandit.report()', 'WT020', null, 'it is refused everywhere');
set local bandit.account = 'other';
select is(bandit.account_handle(), 'other', 'a setting of the session names one');
select is(bandit.account_handle(:mybot), 'mybot', 'an argument comes first');
set local bandit.account = '';
select throws_ok('select bandit.account_handle()', 'WT020', null, 'an empty setting names none');

delete from bandit.accounts where account_id in (:unused, :other);
select is(bandit.account_handle(), 'mybot', 'the only account need not be called default');
delete from bandit.accounts;
select throws_ok('select bandit.account_handle()', 'WT020', 'the call names no account', 'there is none');
select is(pg_temp.error_of('select bandit.account_handle()'), 'the call names no account; known accounts: none; create one with pgbandit account create, or with the function create_account', 'and the error says so');

select * from finish();
rollback;
