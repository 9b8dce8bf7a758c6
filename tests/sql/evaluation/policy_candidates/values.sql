-- tests/sql/evaluation/policy_candidates/values.sql: which candidates an account has, and which is its own.
begin;
select plan(6);
\ir ../../fixtures/policy.psql

create function pg_temp.candidates() returns text language sql as $$
    select string_agg(concat(c.candidate, case when c.is_present then '!' when c.is_set then '*' end), ', ' order by c.policy, c.place) from bandit_internal.policy_candidates(bandit.account_id('test')) as c
$$;
select is(pg_temp.candidates(), 'blueprint 0.1, blueprint 0.2, blueprint 0.3!, blueprint 0.4, blueprint 0.5, thompson 30 days, thompson 90 days*, thompson 120 days', 'of the account as it is');
select bandit.set_setting('aggressiveness', '0.30'), bandit.set_setting('half_life', '2160 hours') \gset
select is(pg_temp.candidates(), 'blueprint 0.1, blueprint 0.2, blueprint 0.3!, blueprint 0.4, blueprint 0.5, thompson 30 days, thompson 90 days*, thompson 120 days', 'however the values are written');
select bandit.set_setting('aggressiveness', '0.25'), bandit.set_setting('half_life', '100 days'), bandit.set_setting('policy', 'thompson') \gset
select is(pg_temp.candidates(), 'blueprint 0.1, blueprint 0.2, blueprint 0.25*, blueprint 0.3, blueprint 0.4, blueprint 0.5, thompson 30 days, thompson 90 days, thompson 100 days!, thompson 120 days', 'the account''s own values are among them');
select is(array_agg(c.place order by c.place), array[1, 2, 3, 4, 5, 6]::bigint[], 'each has its place') from bandit_internal.policy_candidates(bandit.account_id('test')) as c where c.policy = 'blueprint';
select results_eq($$select distinct c.policy, c.setting from bandit_internal.policy_candidates(bandit.account_id('test')) as c order by 1$$, $$values ('blueprint', 'aggressiveness'), ('thompson', 'half_life')$$, 'what they are values of');
select is_empty($$select p.policy from bandit.policies as p where not exists (select from pg_attribute as a where a.attrelid = 'bandit.account_settings'::regclass and a.attname = p.tuned_setting)$$, 'every one is a setting');

select * from finish();
rollback;
