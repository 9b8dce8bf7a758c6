-- tests/sql/reporting/posterior_tier/tiers.sql: under thompson, the tier in a report is that of the posterior.
begin;
select plan(5);
\ir ../../fixtures/policy.psql
select pg_temp.generators('{"a": 0.3, "b": 0.3, "c": 0.2, "d": 0.2}') \gset

-- a was good and fails since; b is good; c is viral.
select pg_temp.posts('a', 10, 1000, 5, '2026-10-20 12:00+00'), pg_temp.posts('a', 60, 1000, 0, at), pg_temp.posts('b', 60, 1000, 3, at), pg_temp.posts('c', 60, 1000, 15, at)
from (values (timestamptz '2026-11-20 12:00+00')) as t (at) \gset
prepare tiers as select r.generator_name, r.tier from bandit.report() as r order by 1;
select results_eq('execute tiers', $$values ('a', 'failing'), ('b', 'good'), ('c', 'viral'), ('d', 'unmeasured')$$, 'blueprint: of the F/1K in the lookback');
update bandit.account_settings set policy = 'thompson' where account_id = :account_id;
select results_eq('execute tiers', $$values ('a', 'failing'), ('b', 'good'), ('c', 'viral'), ('d', 'unmeasured')$$, 'thompson: of the posterior, here the same');

-- One lucky post in the lookback does not make a generator strong.
update bandit.content_metadata set posted_at = '2026-11-01 12:00+00' where account_id = :account_id and generator_name = 'a' and posted_at > '2026-11-01';
select pg_temp.posts('a', 1, 1000, 5, '2026-11-22 12:00+00') \gset
select is(r.f_per_1k, 5.0, 'an F/1K of 5') from bandit.report() as r where r.generator_name = 'a';
select isnt(r.tier, 'strong', 'is not called strong') from bandit.report() as r where r.generator_name = 'a';
update bandit.account_settings set policy = 'blueprint' where account_id = :account_id;
select is(r.tier, 'strong', 'but under the blueprint, which goes by it') from bandit.report() as r where r.generator_name = 'a';

select * from finish();
rollback;
