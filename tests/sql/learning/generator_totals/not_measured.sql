-- tests/sql/learning/generator_totals/not_measured.sql: what was not measured is left out, and is never zero.
begin;
select plan(13);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"half": 0.3, "zero": 0.2, "blind": 0.2, "unseen": 0.2, "idle": 0.1}') \gset
select
    pg_temp.posts('half', 1, 1000, 3), pg_temp.posts('half', 1, 5000, null), pg_temp.posts('half', 1, null, 7), pg_temp.posts('half', 1, 0, 7),
    pg_temp.posts('zero', 2, 1000, 0), pg_temp.posts('blind', 2, 1000, null), pg_temp.posts('unseen', 2, null, 5), pg_temp.posts('unseen', 1, 0, 5) \gset
insert into bandit.content_metadata (account_id, generator_name, source, status, posted_at, tweet_id) values (:account_id, 'half', 'import', 'posted', bandit.clock(), 'without metrics');
create temp view one as select p.* from bandit_internal.generator_totals(bandit_internal.resolve_account(null), null, bandit.clock()) as p;

select is(o.posted, 5::bigint, 'all five are posts') from one as o where o.generator_name = 'half';
select is(o.total_posts, 2::bigint, 'two have impressions') from one as o where o.generator_name = 'half';
select is(o.total_impressions, 6000::numeric, 'whose impressions count') from one as o where o.generator_name = 'half';
select is(o.total_followers, 3::numeric, 'one has followers too') from one as o where o.generator_name = 'half';
select is(o.avg_followers, 3::numeric, 'three a post, where they were counted') from one as o where o.generator_name = 'half';
select is(o.f_per_1k, 3::numeric, '3 by 1000 impressions: the other 5000 say nothing about followers') from one as o where o.generator_name = 'half';
select is(o.f_per_1k, 0::numeric, 'no follower, counted, is 0') from one as o where o.generator_name = 'zero';
select is(o.tier, 'poor', 'and poor') from one as o where o.generator_name = 'zero';
select is(o.f_per_1k, null, 'followers not counted are no 0') from one as o where o.generator_name = 'blind';
select is(o.total_posts, 2::bigint, 'though the posts are measured') from one as o where o.generator_name = 'blind';
select is(row(o.posted, o.total_posts, o.f_per_1k, o.tier)::text, row(3, 0, null, 'unmeasured')::text, 'no impressions: nothing is measured') from one as o where o.generator_name = 'unseen';
select is(row(o.posted, o.total_posts, o.avg_likes, o.avg_views, o.avg_followers, o.total_impressions, o.total_followers, o.f_per_1k, o.tier)::text, row(0, 0, null, null, null, null, null, null, 'unmeasured')::text, 'no post: counts are 0, measurements NULL') from one as o where o.generator_name = 'idle';
select results_eq('select generator_name from one', $$values ('half'), ('zero'), ('blind'), ('idle'), ('unseen')$$, 'best first, unmeasured last');

select * from finish();
rollback;
