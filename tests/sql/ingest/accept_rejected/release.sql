-- tests/sql/ingest/accept_rejected/release.sql: an operator vouches for a refused row, once.
begin;
select plan(22);

set local bandit.account = 'release';
select bandit.create_account('release') as account_id, bandit.create_account('elsewhere') as elsewhere \gset
select i.inserted from bandit.import_posts((select jsonb_agg(jsonb_build_object('tweet_id', n::text, 'posted_at', '2025-01-01', 'generator_name', 'coach', 'impressions', 30)) from generate_series(1, 9) as n), '2025-01-02') as i \gset
select r.rejected from bandit.record_outcomes('[
    {"tweet_id": "1", "impressions": 5000000, "collected_at": "2025-01-03"},
    {"tweet_id": "2", "impressions": 10, "likes": 11},
    {"tweet_id": "3", "impressions": 3},
    {"tweet_id": "4", "impressions": "x"},
    {"tweet_id": "404", "impressions": 30}]', 'scrape', '2025-01-04') as r \gset
select r.rejected from bandit.import_posts('[{"tweet_id": "5", "posted_at": "2025-01-01", "generator_name": "coach", "impressions": 6000000}, {"tweet_id": "6", "posted_at": "2025-01-01", "generator_name": "nobody"}]', '2025-01-05') as r \gset
create temp view refused as select raw ->> 'tweet_id' as tweet_id, rejected_id from bandit.rejected_metrics where account_id = bandit.account_id('release');
create temp view stored as
select m.tweet_id, o.impressions, o.likes, o.source, o.collected_at, o.known_at
from bandit.outcomes as o
join bandit.content_metadata as m using (account_id, decision_id)
where o.account_id = bandit.account_id('release');
prepare accept(text) as select bandit.accept_rejected((select rejected_id from refused where tweet_id = $1), p_now => '2025-02-01');

select is(count(*), 7::bigint, 'seven rows are held') from bandit.rejected_rows where account = 'release';
select results_eq($$execute accept('1')$$, $$values ('updated')$$, 'an implausible number is released');
select is((impressions, source, collected_at, known_at)::text, (5000000, 'scrape', '2025-01-03'::timestamptz, '2025-01-03'::timestamptz)::text, 'and stored as it was read') from stored where tweet_id = '1';
select results_eq($$execute accept('2')$$, $$values ('updated')$$, 'so is a part above its whole');
select is((likes, impressions, collected_at)::text, (11, 10, '2025-01-04'::timestamptz)::text, 'and stored as it was read') from stored where tweet_id = '2';
select results_eq($$execute accept('3')$$, $$values ('updated')$$, 'so is a fall');
select is(impressions, 3::bigint, 'and stored as it was read') from stored where tweet_id = '3';
select results_eq($$execute accept('5')$$, $$values ('updated')$$, 'so is a row of an import');
select is((impressions, source, known_at)::text, (6000000, 'import', '2025-01-01'::timestamptz)::text, 'known from the time of posting') from stored where tweet_id = '5';
select throws_ok($$execute accept('4')$$, 'WT013', 'the row cannot be stored', 'a malformed row cannot be released');
select throws_ok($$execute accept('404')$$, 'WT013', 'the row cannot be stored', 'nor can one of an unknown post');
select results_eq($$execute accept('6')$$, $$values ('unchanged')$$, 'a row refused for its generator has no metrics to store') ;

select throws_ok($$execute accept('1')$$, 'WT013', null, 'a row is released once');
select throws_ok($$execute accept('nothing')$$, 'WT013', null, 'no row');
select throws_ok(format('select bandit.accept_rejected(%s, p_account_id => %s)', rejected_id, :elsewhere), 'WT013', format('there is no rejected row %s to accept', rejected_id), 'another account''s row') from refused where tweet_id = '4';
select results_eq($$select raw ->> 'tweet_id' from bandit.rejected_rows where account = 'release' order by rejected_id$$, $$values ('4'), ('404')$$, 'the rest is still held');
select is(array[e.event_at::text, e.actor, e.message], array['2025-02-01'::timestamptz::text, session_user, format('row %s accepted, rejected before: 5000000 is implausible: above both 1000000 and 10000 times the account''s median', r.rejected_id)], 'who released what is logged')
from bandit.recent_events as e
join refused as r on r.rejected_id = (e.detail ->> 'rejected_id')::bigint
where e.account = 'release' and e.kind = 'rejected_released' and r.tweet_id = '1';
select is(count(*), 5::bigint, 'for each') from bandit.recent_events where account = 'release' and kind = 'rejected_released';

select is(r::text, '(1,0,1,0,0,{})', 'a post that somebody vouched for may grow on') from bandit.record_outcomes('[{"tweet_id": "1", "impressions": 5100000}]', 'scrape', '2025-02-02') as r;
select is(r::text, '(1,0,0,1,0,{})', 'the released row, delivered again, changes nothing') from bandit.record_outcomes('[{"tweet_id": "1", "impressions": 5000000, "collected_at": "2025-01-03"}]', 'scrape', '2025-02-02') as r;
select is(r::text, '(1,0,0,0,1,{})', 'another post must be vouched for too') from bandit.record_outcomes('[{"tweet_id": "7", "impressions": 5000000}]', 'scrape', '2025-02-02') as r;
select results_eq($$execute accept('7')$$, $$values ('updated')$$, 'and can be');

select * from finish();
rollback;
