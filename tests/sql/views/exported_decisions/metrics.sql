-- tests/sql/views/exported_decisions/metrics.sql: every decision, with what was measured of its post.
begin;
select plan(5);
\ir ../../fixtures/health.psql

select pg_temp.generators('{"alpha": 0.5, "beta": 0.5}') \gset
select pg_temp.posts('alpha', 1, 2000, 3, '2026-11-20 10:00+00'), pg_temp.posts('beta', 1, null, null, '2026-11-21 10:00+00'), pg_temp.choices('beta', 1, '2026-11-22 10:00+00') \gset

select is(count(*), 3::bigint, 'one row a decision, with or without a post') from bandit.exported_decisions as e where e.account = 'test';
select is(row(e.impressions, e.followers_gained, e.f_per_1k, e.followers_source, e.status)::text, row(2000, 3.0000, 1.5000, 'reported', 'posted')::text, 'measured') from bandit.exported_decisions as e where e.account = 'test' and e.generator_name = 'alpha';
select is(row(e.impressions, e.followers_gained, e.f_per_1k, e.likes)::text, row(null, null, null, 3)::text, 'not measured is NULL') from bandit.exported_decisions as e where e.account = 'test' and e.tweet_id is not null and e.generator_name = 'beta';
select is(row(e.status, e.propensity, e.tweet_id, e.collected_at)::text, row('planned', 0.5, null, null)::text, 'a decision without a post') from bandit.exported_decisions as e where e.account = 'test' and e.status = 'planned';
select is_empty($$select 1 from information_schema.columns where table_schema = 'bandit' and table_name like 'exported_%' and column_name = 'content'$$, 'no export has the texts of posts');

select * from finish();
rollback;
