-- tests/sql/posts/posts_as_of/by_hand.sql: posts with what was known of them at a time.
begin;
select plan(20);

select bandit.create_account('test', p_now => '2026-11-01') as account_id \gset
set local bandit.account = 'test';
create function pg_temp.post(p_tweet_id text, p_posted_at timestamptz) returns void language sql as $$
    insert into bandit.content_metadata (account_id, generator_name, source, status, created_at, posted_at, tweet_id, topic)
    values (bandit.account_id('test'), 'coach', 'import', 'posted', p_posted_at, p_posted_at, p_tweet_id, 'sleep')
$$;
create function pg_temp.read(p_reading jsonb, p_collected_at timestamptz) returns void language sql as $$
    select from bandit.record_outcomes(jsonb_build_array(p_reading), 'scrape', p_collected_at)
$$;
create function pg_temp.seen(p_tweet_id text, p_now timestamptz) returns text language sql as $$
    select format('%s %s %s %s %s %s', p.likes, p.impressions, p.exposure, p.followers_gained, p.followers_source, extract(day from p.collected_at))
    from bandit_internal.posts_as_of(bandit.account_id('test'), '-infinity', 'infinity', p_now) as p where p.tweet_id = p_tweet_id
$$;

select pg_temp.post('1', '2026-11-02 12:00+00'), pg_temp.post('2', '2026-11-03 12:00+00') \g /dev/null
prepare window_of(timestamptz, timestamptz, timestamptz) as
select string_agg(p.tweet_id, ' ' order by p.tweet_id) from bandit_internal.posts_as_of(:account_id, $1, $2, $3) as p;
select results_eq($$execute window_of('2026-11-02 12:00+00', '2026-11-03 12:00+00', '2026-11-09')$$, $$values ('2')$$, 'posts later than the start of the window and up to its end');
select results_eq($$execute window_of('-infinity', 'infinity', '2026-11-03')$$, $$values ('1')$$, 'and none from after p_now');
select is(pg_temp.seen('1', '2026-11-03'), '     ', 'a post that was not read is a post without metrics');
select is(row(p.generator_name, p.topic, p.created_at, p.posted_at)::text, row('coach', 'sleep', p.posted_at, '2026-11-02 12:00+00'::timestamptz)::text, 'with its decision')
from bandit_internal.posts_as_of(:account_id, '-infinity', '2026-11-03', '2026-11-03') as p;

-- Readings: each metric has the newest value that was known.
select pg_temp.read('{"tweet_id": "1", "likes": 1, "impressions": 100, "followers_gained": 1}', '2026-11-04') \g /dev/null
select pg_temp.read('{"tweet_id": "1", "impressions": 400}', '2026-11-05') \g /dev/null
select pg_temp.read('{"tweet_id": "1", "impressions": 400}', '2026-11-06') \g /dev/null
select is(pg_temp.seen('1', '2026-11-07'), '1 400 100 1 reported 6', 'the latest metrics, last read unchanged; exposure is of the reading with the followers');
select pg_temp.read('{"tweet_id": "1", "likes": 9, "impressions": 900, "followers_gained": 5}', '2026-11-08') \g /dev/null
select is(pg_temp.seen('1', '2026-11-08'), '9 900 900 5 reported 8', 'the latest metrics');
select is(pg_temp.seen('1', '2026-11-07'), '1 400 100 1 reported 6', 'read again since, it has what it had');
select is(pg_temp.seen('1', '2026-11-05 12:00+00'), '1 400 100 1 reported 5', 'and the time of the reading is that of then, where the numbers stayed the same');
select is(pg_temp.seen('1', '2026-11-04'), '1 100 100 1 reported 4', 'at the first reading');
select is(pg_temp.seen('1', '2026-11-03 23:59+00'), '     ', 'and nothing before it');
select pg_temp.read('{"tweet_id": "1", "likes": 10}', '2026-11-08 12:05+00'), pg_temp.read('{"tweet_id": "1", "likes": 11}', '2026-11-09 12:00+00') \g /dev/null
select is(pg_temp.seen('1', '2026-11-08 12:03+00'), '9 900 900 5 reported 8', 'not even a minute before');
select results_eq($$execute window_of('-infinity', 'infinity', '2026-11-05')$$, $$values ('1 2')$$, 'posts read again since and others are together');

-- Attributed followers count from the time they were known.
select pg_temp.read('{"tweet_id": "2", "impressions": 50}', '2026-11-04') \g /dev/null
update bandit.outcomes as o set followers_gained = 0.5, followers_source = 'attributed', followers_known_at = '2026-11-06'
from bandit.content_metadata as c where c.account_id = o.account_id and c.decision_id = o.decision_id and c.tweet_id = '2';
select is(pg_temp.seen('2', '2026-11-06'), ' 50 50 0.5 attributed 4', 'attributed followers');
select is(pg_temp.seen('2', '2026-11-05'), ' 50 50   4', 'are not known before');
select pg_temp.read('{"tweet_id": "2", "impressions": 70}', '2026-11-08') \g /dev/null
select is(pg_temp.seen('2', '2026-11-07'), ' 50 50 0.5 attributed 4', 'and stay known where the post is read again');

-- A final export is known from the time of posting, and a later reading is one more.
select from bandit.import_posts('[{"tweet_id": "3", "posted_at": "2026-11-04", "generator_name": "coach", "impressions": 300, "followers_gained": 2}]', '2026-11-20') \g /dev/null
select is(pg_temp.seen('3', '2026-11-04 01:00+00'), ' 300 300 2 reported 20', 'a final export');
select pg_temp.read('{"tweet_id": "3", "impressions": 310}', '2026-11-21') \g /dev/null
select is(pg_temp.seen('3', '2026-11-20 23:00+00'), ' 300 300 2 reported 20', 'stays known, as it was, until it is read again');
select is(pg_temp.seen('3', '2026-11-21'), ' 310 300 2 reported 21', 'and from then on as it was read, with the exposure of its followers');

-- Without impressions, exposure is the followers at the time of the post, once it has been read.
update bandit.accounts set platform = 'bluesky' where account_id = :account_id;
update bandit.content_metadata set followers_at_post = 2000 where account_id = :account_id;
select is(pg_temp.seen('1', '2026-11-05'), '1 400 2000 1 reported 5', 'another measure');
select is(pg_temp.seen('1', '2026-11-03'), '     ', 'takes a reading too');

select * from finish();
rollback;
