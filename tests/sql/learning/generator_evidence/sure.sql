-- tests/sql/learning/generator_evidence/sure.sql: how sure one can be, whichever policy the account follows.
begin;
select plan(6);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"a": 0.4, "b": 0.3, "c": 0.3, "off": 0.2}'), pg_temp.posts('a', 1, 1000, 4), pg_temp.posts('b', 1, 1000, 1) \gset
update bandit.generator_weights set status = 'disabled' where account_id = :account_id and generator_name = 'off';
-- Gamma(3.523573, 1.243138) and its quantiles.
select is(row(round(e.posterior_mean::numeric, 6), round(e.credible_low::numeric, 6), round(e.credible_high::numeric, 6))::text, '(2.834418,0.688654,6.469663)', 'posterior mean and 95 % interval') from bandit.generator_evidence() as e where e.generator_name = 'a';
select is(row(round(e.posterior_mean::numeric, 6), round(e.credible_low::numeric, 6), round(e.credible_high::numeric, 6))::text, '(1.311916,0.111504,3.954249)', 'of b') from bandit.generator_evidence() as e where e.generator_name = 'b';
select is(array_agg(e.generator_name), array['off'], 'a disabled generator is not compared') from bandit.generator_evidence() as e where e.best_probability is null;
select is(sum(e.best_probability), 1::double precision, 'one of those in play is the best') from bandit.generator_evidence() as e;
select ok(bool_and(e.expected_loss >= 0), 'to choose another costs something') from bandit.generator_evidence() as e;
select throws_ok($$select bandit.generator_evidence(p_account_id => -1)$$, 'WT001', null, 'an unknown account is an error');

select * from finish();
rollback;
