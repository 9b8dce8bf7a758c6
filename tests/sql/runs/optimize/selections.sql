-- tests/sql/runs/optimize/selections.sql: every choice up to the run's time is counted, exactly once, by skipped runs too.
begin;
select plan(6);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"a": 0.5, "b": 0.5}'), pg_temp.posts('a', 3, 1000, 1) \gset
prepare selections as select g.generator_name, g.times_selected, g.last_used from bandit.generator_weights as g where g.account_id = bandit.account_id('test') order by 1;
select count(c.decision_id) from generate_series(1, 3) as n cross join lateral bandit.choose_generator(p_u => 0, p_now => timestamptz '2026-11-23 08:00+00' + n * interval '1 hour') as c \gset
select c.decision_id from bandit.choose_generator(p_u => 0.5, p_now => '2026-11-23 12:00+00') as c \gset
select count(d.*) from bandit.discard_decision(:'decision_id', 'too dull') as d \gset
select c.decision_id from bandit.choose_generator(p_u => 0.5, p_now => '2026-11-23 12:00:00.000001+00') as c \gset

select results_eq('execute selections', $$values ('a', 0::bigint, null::timestamptz), ('b', 0, null)$$, 'a choice itself counts nothing');
select r.status from bandit.optimize() as r \gset
select results_eq('execute selections', $$values ('a', 3::bigint, timestamptz '2026-11-23 11:00+00'), ('b', 1, '2026-11-23 12:00+00')$$, 'the run counts those up to its time, discarded ones too, imports not');
select r.status from bandit.optimize() as r \gset
select results_eq('execute selections', $$values ('a', 3::bigint, timestamptz '2026-11-23 11:00+00'), ('b', 1, '2026-11-23 12:00+00')$$, 'the same run again counts none');
select r.status from bandit.optimize(p_now => '2026-11-23 18:00+00') as r \gset
select results_eq('execute selections', $$values ('a', 3::bigint, timestamptz '2026-11-23 11:00+00'), ('b', 2, '2026-11-23 12:00:00.000001+00')$$, 'the next run counts the rest');
select c.decision_id from bandit.choose_generator(p_u => 0.5, p_now => '2026-11-23 07:00+00') as c \gset
select r.status from bandit.optimize(p_now => '2026-11-24 00:00+00') as r \gset
select results_eq('execute selections', $$values ('a', 3::bigint, timestamptz '2026-11-23 11:00+00'), ('b', 3, '2026-11-23 12:00:00.000001+00')$$, 'one that came in late too; last_used does not go back');
select is(count(*), 6::bigint, 'six choices, six counted') from bandit.content_metadata as c where c.account_id = :account_id and c.selection_counted;

select * from finish();
rollback;
