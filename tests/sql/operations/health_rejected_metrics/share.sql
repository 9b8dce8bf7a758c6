-- tests/sql/operations/health_rejected_metrics/share.sql: few readings are refused.
begin;
select plan(5);
\ir ../../fixtures/health.psql

select pg_temp.generators('{"a": 1}') \gset
create function pg_temp.refuse(p_tweet_id text, p_row integer, p_file text default null, p_at timestamptz default bandit.clock()) returns void language sql as $$
    insert into bandit.rejected_metrics (account_id, source, file, reason, raw, fingerprint, rejected_at)
    select bandit.account_id('test'), 'test', p_file, 'test', jsonb_build_object('tweet_id', p_tweet_id), p_row, p_at
$$;
select is(pg_temp.says('rejected_metrics'), 'info: no data yet', 'nothing was read');
select pg_temp.posts('a', 19, 1000, 1) \gset
select is(pg_temp.says('rejected_metrics'), 'ok: 0.0 %', 'nothing was refused');
select pg_temp.refuse('x', 1), pg_temp.refuse('x', 2), pg_temp.refuse('y', 3, 'a.csv'), pg_temp.refuse('z', 4, null, '2026-11-16 12:00+00') \gset
select is(pg_temp.says('rejected_metrics'), 'ok: 5.0 %', 'one post of 20, read twice; files and the week before aside');
select pg_temp.refuse('y', 5) \gset
select is(pg_temp.says('rejected_metrics'), 'warning: 9.5 %', 'two of 21');
update bandit.rejected_metrics set released_at = rejected_at where account_id = :account_id and fingerprint = '5';
select is(pg_temp.says('rejected_metrics'), 'ok: 5.0 %', 'what was released is forgiven');

select * from finish();
rollback;
