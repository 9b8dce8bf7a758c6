-- tests/sql/attribution/attribute_followers/other_measure.sql: on a platform without impressions, exposure is the number of followers at posting, and measures are never mixed.
begin;
select plan(8);
\ir ../../fixtures/followers.psql
create temp view exposed as select p.* from bandit_internal.posts_as_of(bandit.account_id('test'), '-infinity', bandit.clock(), bandit.clock()) as p;

select pg_temp.post('1', '2026-11-23 01:00+00', '2026-11-23 12:00+00', 400), pg_temp.post('2', '2026-11-23 01:00+00', '2026-11-23 12:00+00', null) \gset
select pg_temp.count(1, 2000), pg_temp.count(2, 2010), pg_temp.count(12, 2010) \gset
select pg_temp.attribute() \gset
select is(pg_temp.gained(), '1=10.000 2=?', 'on X impressions count, and nothing replaces them');
select set_eq('select tweet_id, exposure from exposed', $$values ('1', 400::bigint), ('2', null)$$, 'although the followers are known');
select is(row(total_posts, total_impressions, total_exposure, exposure_measure, f_per_1k)::text, '(1,400,400,impressions,25.000000000000000000000000)', 'F/1K is per 1000 impressions') from bandit.generator_performance();

update bandit.accounts set platform = 'mastodon' where account_id = bandit.account_id('test');
update bandit.attribution_state set due_from_at = '-infinity';
select pg_temp.attribute() \gset
select is(pg_temp.gained(), '1=5.000 2=5.000', 'on Mastodon the followers at posting count: equal for both');
select set_eq('select tweet_id, exposure from exposed', $$values ('1', 2000::bigint), ('2', 2000)$$, 'and impressions do not, even if they are recorded');
select is(row(total_posts, total_exposure, exposure_measure, f_per_1k)::text, '(2,4000,followers_at_post,2.500000000000000000000000)', 'F/1K is per 1000 of them') from bandit.generator_performance();
select is(exposure_measure, 'followers_at_post', 'the report names the measure') from bandit.report();
select is(exposure_measure, 'followers_at_post', 'and so does the view') from bandit.performance where account = 'test';

select * from finish();
rollback;
