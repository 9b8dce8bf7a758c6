-- tests/sql/ingest/maintain_partitions/retention.sql: only whole months that no account keeps are dropped.
begin;
select plan(11);
\ir ../../fixtures/scraping.psql
lock table bandit.content_metadata in access exclusive mode;   -- tests beside this one wait, in one order

select pg_temp.post('1', '2026-08-01 00:00+00') \gset
create temp view month as select c.relname::text collate "default" as name from pg_inherits as i join pg_class as c on c.oid = i.inhrelid where i.inhparent = 'bandit.metric_snapshots'::regclass and c.relname ~ 'y2026m0';
prepare record(timestamptz) as select r.updated from bandit.record_outcomes('[{"tweet_id": "1", "likes": 1}]', 'bot', $1) as r;
execute record('2026-08-15 12:00+00') \g /dev/null
execute record('2026-09-15 12:00+00') \g /dev/null
select count(*) from bandit.maintain_partitions() \gset
select results_eq('select name from month order by 1', $$values ('metric_snapshots_y2026m08'), ('metric_snapshots_y2026m09')$$, 'two months');

-- The other accounts keep theirs for 400 days.
create function pg_temp.maintain(p_now timestamptz) returns table (partition_name text, action text, readings bigint) language plpgsql as $$
begin
    perform set_config('bandit.fake_now', p_now::text, true);
    return query select p.* from bandit.maintain_partitions() as p;
end
$$;
select bandit.set_setting('snapshot_retention', '90 days') \gset
select is_empty($$select * from pg_temp.maintain('2027-10-05 23:59:59+00') as p where p.action <> 'make'$$, 'who keeps the longest decides');
select bandit.set_setting('snapshot_retention', '500 days') \gset
select is_empty($$select * from pg_temp.maintain('2028-01-13 23:59:59+00') as p where p.action <> 'make'$$, 'a month is kept until its last moment is old for everybody');
select results_eq($$select * from pg_temp.maintain('2028-01-14 00:00+00')$$, $$values ('metric_snapshots_y2026m08', 'drop', null::bigint)$$, 'then it is dropped, whole');
select is_empty($$select * from pg_temp.maintain('2028-01-14 00:00+00')$$, 'once');
select results_eq('select name from month', $$values ('metric_snapshots_y2026m09')$$, 'the next month stays');
select is(count(*), 1::bigint, 'with its readings') from snapshot;
select is(count(*), 1::bigint, 'and the post with its latest state') from bandit.outcomes as o where o.account_id = :account_id;

-- A reading that is too old when it comes.
set local bandit.fake_now = '2028-01-14 00:00+00';
execute record('2026-08-20 12:00+00') \g /dev/null
execute record('2026-09-30 12:00+00') \g /dev/null
select is(count(*), 3::bigint, 'is kept for now') from snapshot;
select results_eq($$select * from pg_temp.maintain('2028-01-14 00:00+00')$$, $$values ('metric_snapshots_default', 'delete', 1::bigint)$$, 'and goes, without a partition of its own');
select is(array_agg(s.bucket_at order by s.bucket_at), array['2026-09-15 12:00+00', '2026-09-30 12:00+00']::timestamptz[], 'alone') from snapshot as s;

select * from finish();
rollback;
