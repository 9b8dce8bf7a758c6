-- tests/sql/evaluation/find_candidate/meant.sql: which candidate the name of a policy means.
begin;
select plan(14);
\ir ../../fixtures/tuning.psql

create function pg_temp.meant(p_policy text, p_to timestamptz default 'infinity') returns text language sql as $$
    select bandit_internal.find_candidate(bandit.account_id('test'), p_policy, p_to)
$$;
create function pg_temp.evaluated(p_policy text) returns text language sql as $$
    select string_agg(distinct concat_ws(' ', e.candidate, e.posts, e.warning), '; ') from bandit.evaluate_policy(p_policy, p_account_id => bandit.account_id('test')) as e
$$;
select is(pg_temp.meant('blueprint'), 'blueprint', 'the account''s own policy');
select is(pg_temp.meant('thompson'), 'thompson 90 days', 'another one, with the value that is set');
select is(pg_temp.meant('Thompson'), 'thompson 90 days', 'in any case');
select is(pg_temp.meant('blueprint 0.40'), 'blueprint 0.4', 'a value is a number');
select is(pg_temp.meant('thompson 720 h'), 'thompson 30 days', 'or a time');
select is(pg_temp.meant(null), null, 'none');
select throws_ok($$select pg_temp.meant('blueprint 0.45')$$, 'WT004', null, 'a value that is not tried');
select throws_ok($$select pg_temp.meant('blueprint 1e9 days; x')$$, 'WT004', null, 'no value');
select throws_ok($$select pg_temp.meant(' ')$$, 'WT004', null, 'an empty name');

-- The account follows the other policy and sets a value that has no shadows yet.
select bandit.set_setting('policy', 'thompson'), bandit.set_setting('aggressiveness', '0.22') \gset
select is(pg_temp.meant('blueprint'), 'blueprint 0.2', 'the nearest value that has shadows');
select is(pg_temp.evaluated('blueprint'), 'blueprint 0.2 120', 'is evaluated, and named');
select is(pg_temp.evaluated('blueprint 0.22'), 'blueprint 0.22 0 no weights of blueprint 0.22 are stored for this period', 'unless the value is given: it says what is missing');
select is(pg_temp.meant('blueprint', '2026-11-19'), 'blueprint 0.22', 'before all shadows: the value that is set');
select pg_temp.shadow('blueprint 0.22', 0.4) \gset
select is(pg_temp.meant('blueprint'), 'blueprint 0.22', 'as soon as it has one');
select * from finish();
rollback;
