-- tests/sql/views/evidence/shown.sql: what people read of the evidence.
begin;
select plan(2);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"a": 0.4, "b": 0.6}'), pg_temp.posts('a', 1, 1000, 4), pg_temp.posts('b', 1, 1000, 1) \gset
-- As in generator_evidence/sure.sql; both posts have the same reach: exp(1 / 2 x within), within = (0 + 1) / (2 x (1 - 1) + 1) = 1.
select results_eq($$select generator_name, posterior_mean, credible_low, credible_high, reach, changed_at from bandit.evidence where account = 'test'$$, $$values ('a', 2.83, 0.69, 6.47, 1649::numeric, null::timestamptz), ('b', 1.31, 0.11, 3.95, 1649, null)$$, 'rounded, best first');
select is(sum(e.best_probability), 1.0, 'one is the best') from bandit.evidence as e where e.account = 'test';

select * from finish();
rollback;
