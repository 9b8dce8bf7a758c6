-- tests/sql/choice/mark_posted/early_metrics.sql: metrics that arrive before their post are not lost.
begin;
select plan(13);

select bandit.create_account('early') as account_id, '7f8e4b0e-9a57-4a5e-8f43-0c6f4f8f3a11' as kept \gset
set local bandit.account = 'early';
set local bandit.fake_now = '2026-11-23 12:00+00';
create function pg_temp.record(p_rows jsonb, p_at timestamptz) returns text language sql as $$
    select format('%s read, %s inserted, %s updated, %s rejected', o.read, o.inserted, o.updated, o.rejected) from bandit.record_outcomes(p_rows, p_collected_at => p_at) as o
$$;
create function pg_temp.known(p_decision_id uuid) returns text language sql as $$
    select format('%s at %s', o.impressions, to_char(o.collected_at at time zone 'UTC', 'HH24:MI')) from bandit.outcomes as o where o.decision_id = p_decision_id
$$;
create temp view waiting as select r.reason from bandit.rejected_metrics as r where r.account_id = bandit.account_id('early') and r.released_at is null;

-- The post is kept until its decision arrives.
select status from bandit.keep_post(:'kept', '101', '2026-11-23 08:00+00') \gset
select is(pg_temp.record('[{"tweet_id": "101", "impressions": 10}]', '2026-11-23 09:00+00'), '1 read, 0 inserted, 0 updated, 1 rejected', 'metrics of a kept post wait');
select is(pg_temp.record(format('[{"decision_id": "%s", "impressions": 30}]', upper(:'kept'))::jsonb, '2026-11-23 11:00+00'), '1 read, 0 inserted, 0 updated, 1 rejected', 'by the decision too');
select is(pg_temp.record('[{"tweet_id": "101", "impressions": 20}]', '2026-11-23 10:00+00'), '1 read, 0 inserted, 0 updated, 1 rejected', 'each reading');
select is(pg_temp.record('[{"tweet_id": "999", "impressions": 20}]', '2026-11-23 10:00+00'), '1 read, 0 inserted, 0 updated, 1 rejected', 'so does an unknown post');
select generator_name from bandit.record_decision(:'kept', 'coach', 'control', 0.05, 0.08, 'cache', '2026-11-23 07:00+00') \gset
select is(pg_temp.known(:'kept'), '30 at 11:00', 'the decision arrives, and has the last of them');
select is(count(*), 3::bigint, 'each reading is a snapshot') from bandit.metric_snapshots as s where s.account_id = :account_id and s.decision_id = :'kept';
select results_eq('select reason from waiting', $$values ('there is no post 999')$$, 'the others wait');

-- The same without keep_post: the confirmation is late.
select decision_id as late from bandit.choose_generator(p_now => '2026-11-23 09:00+00') \gset
select is(pg_temp.record('[{"tweet_id": "102", "impressions": 7}, {"tweet_id": "102", "impressions": -1}]', '2026-11-23 11:30+00'), '2 read, 0 inserted, 0 updated, 2 rejected', 'metrics before the confirmation');
select status from bandit.mark_posted(:'late', '102', '2026-11-23 10:00+00') \gset
select is(pg_temp.known(:'late'), '7 at 11:30', 'are recorded with it');
select set_eq('select reason from waiting', $$values ('there is no post 999'), ('-1 is negative')$$, 'a bad number is none of them');
select is(count(*), 0::bigint, 'none is refused for the post') from waiting as w where w.reason ~ '102';

-- What is older than the post is about another one.
select decision_id as next from bandit.choose_generator() \gset
select is(pg_temp.record('[{"tweet_id": "103", "impressions": 7}]', '2026-11-23 11:30+00'), '1 read, 0 inserted, 0 updated, 1 rejected', 'a reading');
set local bandit.fake_now = '2026-11-23 13:00+00';
select status from bandit.mark_posted(:'next', '103') \gset
select is(pg_temp.known(:'next'), null, 'before the post was published');
select * from finish();
rollback;
