-- tests/sql/posts/posts_as_of/objective.sql: the value of a post as it was known at a time.
begin;
select plan(26);

select bandit.create_account('test', p_now => '2026-11-01') as account_id \gset
set local bandit.account = 'test';
insert into bandit.content_metadata (account_id, generator_name, source, status, created_at, posted_at, tweet_id)
values (:account_id, 'coach', 'import', 'posted', '2026-11-02 12:00+00', '2026-11-02 12:00+00', '1');
create function pg_temp.read(p_reading jsonb, p_collected_at timestamptz) returns void language sql as $$
    select from bandit.record_outcomes(jsonb_build_array('{"tweet_id": "1"}' || p_reading), 'scrape', p_collected_at)
$$;
create function pg_temp.value_at(p_objective text, p_now timestamptz) returns numeric language sql as $$
    select p.value from bandit_internal.posts_as_of(bandit.account_id('test'), '-infinity', 'infinity', p_now, bandit_internal.parse_objective(p_objective)) as p
$$;
select pg_temp.read('{"bookmarks": 1, "impressions": 100, "followers_gained": 1, "extra": {"signups": 1, "sales": 7}}', '2026-11-04') \g /dev/null
select pg_temp.read('{"impressions": 400, "replies": 2}', '2026-11-05') \g /dev/null
select pg_temp.read('{"bookmarks": 9, "impressions": 900, "followers_gained": 5, "extra": {"signups": 3}}', '2026-11-08') \g /dev/null

select is(pg_temp.value_at('bookmarks', '2026-11-03'), null, 'nothing was known yet');
select is(pg_temp.value_at('bookmarks', '2026-11-04'), 1.0, 'the first reading');
select is(pg_temp.value_at('bookmarks', '2026-11-06'), 1.0, 'a reading without bookmarks leaves them');
select is(pg_temp.value_at('bookmarks + replies', '2026-11-04'), null, 'replies were not known by then');
select is(pg_temp.value_at('bookmarks + replies', '2026-11-06'), 3.0, 'of two readings');
select is(pg_temp.value_at('bookmarks + replies', '2026-11-09'), 11.0, 'and of the latest');
select is(pg_temp.value_at('followers + 0.1*bookmarks', '2026-11-06'), 1.1, 'followers as of then');
select is(pg_temp.value_at('followers + 0.1*bookmarks', '2026-11-09'), 5.9, 'and of now');
select is(pg_temp.value_at('extra.signups + extra.sales', '2026-11-06'), 8.0, 'extra values as of then');
select is(pg_temp.value_at('extra.signups + extra.sales', '2026-11-09'), 10.0, 'each with its newest value');
select is(pg_temp.value_at('impressions', '2026-11-06'), 400.0, 'the reach');
select is(pg_temp.value_at('followers_per_post', '2026-11-06'), 1.0, 'by default the value is the followers');
select is(pg_temp.value_at('f_per_1k', '2026-11-09'), 5.0, 'in both of the two words');
select is((select p.value from bandit_internal.posts_as_of(:account_id, '-infinity', 'infinity', '2026-11-09') as p), 5.0, 'or none');

-- A value and its exposure are of one reading.
create function pg_temp.exposure_at(p_objective text, p_now timestamptz) returns bigint language sql as $$
    select p.value_exposure from bandit_internal.posts_as_of(bandit.account_id('test'), '-infinity', 'infinity', p_now, bandit_internal.parse_objective(p_objective)) as p
$$;
select is(pg_temp.exposure_at('bookmarks', '2026-11-04'), 100::bigint, 'bookmarks of 100 impressions');
select is(pg_temp.exposure_at('bookmarks', '2026-11-06'), 100::bigint, 'keep these, after a reading of 400 without bookmarks');
select is(pg_temp.exposure_at('replies', '2026-11-06'), 400::bigint, 'replies have the 400');
select is(pg_temp.exposure_at('bookmarks + replies', '2026-11-06'), 100::bigint, 'of two the fewest');
select is(pg_temp.exposure_at('followers + replies', '2026-11-06'), 100::bigint, 'followers likewise');
select is(pg_temp.exposure_at('impressions', '2026-11-06'), 400::bigint, 'the reach is the latest');
select is(pg_temp.exposure_at('extra.signups', '2026-11-06'), 400::bigint, 'extra values too');
select is(pg_temp.exposure_at('bookmarks', '2026-11-09'), 900::bigint, 'new bookmarks come with their impressions');
select is(pg_temp.exposure_at('replies', '2026-11-09'), 400::bigint, 'old replies keep theirs at the present as well');
select is(pg_temp.exposure_at('followers_per_post', '2026-11-06'), 100::bigint, 'by default it is the exposure');
update bandit.accounts set platform = 'mastodon' where account_id = :account_id;
update bandit.content_metadata set followers_at_post = 77 where account_id = :account_id;
select is(pg_temp.exposure_at('replies', '2026-11-06'), 77::bigint, 'without impressions it is the followers at the time of the post');
select is(pg_temp.exposure_at('replies', '2026-11-09'), 77::bigint, 'also at the present');

select * from finish();
rollback;
