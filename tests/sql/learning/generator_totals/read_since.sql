-- tests/sql/learning/generator_totals/read_since.sql: a look back sees posts that were read again since, with the numbers of then.
begin;
select plan(13);

select bandit.import_posts('[{"tweet_id": "1", "posted_at": "2025-01-01T00:00:00Z", "generator_name": "coach"}]', '2025-01-01') \gset
delete from bandit.outcomes;
delete from bandit.metric_snapshots;
prepare record(text, timestamptz) as select from bandit.record_outcomes($1::jsonb, 'scrape', $2);
execute record('[{"tweet_id": "1", "impressions": 100, "likes": 1, "followers_gained": 1}]', '2025-01-01 01:00+00');
execute record('[{"tweet_id": "1", "impressions": 400, "views": 7}]', '2025-01-01 02:00+00');
execute record('[{"tweet_id": "1", "impressions": 1000, "likes": 5, "views": 9, "followers_gained": 8}]', '2025-01-02 00:00+00');
prepare seen(timestamptz) as
select row(p.total_posts, round(p.avg_likes), round(p.avg_views), p.total_impressions, p.total_followers, round(p.f_per_1k, 1))::text
from bandit_internal.generator_totals(bandit_internal.resolve_account(null), null, $1) as p where p.generator_name = 'coach';

select results_eq($$execute seen('2025-01-01 00:59+00')$$, $$values ('(0,,,,,)')$$, 'before the first reading');
select results_eq($$execute seen('2025-01-01 01:00+00')$$, $$values ('(1,1,,100,1,10.0)')$$, 'at the first');
select results_eq($$execute seen('2025-01-01 12:00+00')$$, $$values ('(1,1,7,400,1,10.0)')$$, 'after the second, which lacks likes and followers: F/1K is that of the first');
select results_eq($$execute seen('2025-01-02 00:00+00')$$, $$values ('(1,5,9,1000,8,8.0)')$$, 'now');
select ok(bandit_internal.is_new_generator(1, 'coach', 1, '2025-01-01 00:59+00'), 'before the first reading a generator is new');
select ok(not bandit_internal.is_new_generator(1, 'coach', 1, '2025-01-01 01:00+00'), 'and not after it');

update bandit.outcomes set followers_gained = 3, followers_source = 'attributed', followers_known_at = '2025-01-01 11:00+00';
update bandit.metric_snapshots set followers_gained = null;
select results_eq($$execute seen('2025-01-01 12:00+00')$$, $$values ('(1,1,7,400,3,7.5)')$$, 'attributed followers count from the time they were known');
select results_eq($$execute seen('2025-01-01 10:00+00')$$, $$values ('(1,1,7,400,,)')$$, 'and not before');

update bandit.accounts set platform = 'bluesky';
update bandit.content_metadata set followers_at_post = 300;
select results_eq($$select total_exposure from bandit_internal.generator_totals(bandit_internal.resolve_account(null), null, '2025-01-01 12:00+00') where generator_name = 'coach'$$, 'values (300::numeric)', 'elsewhere exposure is the followers at the time of the post');
select results_eq($$select total_exposure from bandit_internal.generator_totals(bandit_internal.resolve_account(null), null, '2025-01-01 00:59+00') where generator_name = 'coach'$$, 'values (null::numeric)', 'from the first reading on');
select results_eq($$select total_exposure from bandit_internal.generator_totals(bandit_internal.resolve_account(null), null, '2025-01-02 12:00+00') where generator_name = 'coach'$$, 'values (300::numeric)', 'as now');

delete from bandit.outcomes;
select results_eq($$select total_posts from bandit_internal.generator_totals(bandit_internal.resolve_account(null), null, '2025-01-02 12:00+00') where generator_name = 'coach'$$, 'values (0::bigint)', 'a post that was never read is not measured');
select ok(bandit_internal.is_new_generator(1, 'coach', 1, '2025-01-02 12:00+00'), 'and ends no newness');

select * from finish();
rollback;
