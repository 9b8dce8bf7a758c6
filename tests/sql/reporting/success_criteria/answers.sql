-- tests/sql/reporting/success_criteria/answers.sql: the six criteria are answered yes, no or not yet.
begin;
select plan(6);
\ir ../../fixtures/health.psql

create function pg_temp.answers() returns text language sql as $$
    select string_agg(concat_ws(' ', m.answer, m.value), ', ' order by m.place) from bandit.success_metrics as m where m.account = 'test'
$$;
select pg_temp.generators('{"a": 0.6, "b": 0.4}'), bandit.set_setting('static_runs', '2') \gset
select is(pg_temp.answers(), 'not yet, not yet, not yet, not yet, not yet, not yet 0, not yet', 'without data');
select pg_temp.run('2026-11-23 00:00+00') as run_id \gset
select pg_temp.weight_change('a', 0.5, 0.6, '2026-11-23 00:00+00', :run_id), pg_temp.weight_change('b', 0.5, 0.4, '2026-11-23 00:00+00', :run_id) \gset
select pg_temp.posts('a', 10, 1000, 3, '2026-11-22 00:00+00'), pg_temp.posts('b', 10, 1000, 1, '2026-11-22 00:00+00'), pg_temp.posts('a', 5, 1000, 1, '2026-11-15 00:00+00') \gset
-- Last week 40 followers on 20,000 impressions, the week before 5 on 5,000.
select is(pg_temp.answers(), 'yes 2, yes 0.1000, yes -0.1000, yes 1.00, yes 35, yes 0, not yet', 'all is well');
select pg_temp.posts('a', 20, 5000, 3, '2026-11-15 00:00+00') \gset
-- The week before is 65 on 105,000 now: F/1K 0.62, so 1.38 better; but 25 followers more.
select is(pg_temp.answers(), 'yes 2, yes 0.1000, yes -0.1000, yes 1.38, no -25, yes 0, not yet', 'fewer followers from fewer impressions');
update bandit.outcomes set followers_gained = 4 where account_id = :account_id and followers_gained = 1 and impressions = 1000 and collected_at = '2026-11-22 00:00+00';
-- b has the higher F/1K: 4 against 3. In the last week 70 on 20,000: 3.5.
select is(pg_temp.answers(), 'yes 2, no -0.1000, no 0.1000, yes 2.88, yes 5, yes 0, not yet', 'weights that went the wrong way');
select bandit.set_setting('mode', 'observe'), pg_temp.run('2026-11-23 06:00+00'), pg_temp.run('2026-11-23 07:00+00') \gset
select matches(pg_temp.answers(), '^no 0, .*, no 0, not yet$', 'weights at rest, and hands that hold them');
select bandit.set_setting('mode', 'autopilot') \gset
insert into bandit.events (account_id, event_at, kind, actor, message) values (:account_id, '2026-11-23 11:00+00', 'override', 'test', 'pinned');
select matches(pg_temp.answers(), 'no 1, not yet$', 'an override is an intervention');

select * from finish();
rollback;
