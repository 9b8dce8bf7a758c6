-- tests/sql/ingest/maintain_partitions/months.sql: every month has its partition, made ahead; nothing read is lost on the way.
begin;
select plan(19);
\ir ../../fixtures/scraping.psql
lock table bandit.content_metadata in access exclusive mode;   -- tests beside this one wait, in one order

select pg_temp.post('1', '2026-08-30 12:00+00') \gset
prepare record(timestamptz) as select r.inserted + r.updated + r.unchanged from bandit.record_outcomes('[{"tweet_id": "1", "likes": 1}]', 'bot', $1) as r;
create temp view place as select m.tableoid::regclass::text as partition, m.bucket_at from bandit.metric_snapshots as m where m.account_id = bandit.account_id('scraped');
create temp view part as select c.relname::text as name, pg_get_expr(c.relpartbound, c.oid) as bounds, c.oid from pg_inherits as i join pg_class as c on c.oid = i.inhrelid where i.inhparent = 'bandit.metric_snapshots'::regclass;

select results_eq($$execute record('2026-08-31 23:59:59+00')$$, 'values (1::bigint)', 'a reading of a month without a partition');
execute record('2026-09-01 00:00+00') \g /dev/null
set local bandit.fake_now = '2999-01-01 00:00+00';   -- a clock that is wrong
execute record('2027-02-01 00:00+00') \g /dev/null
execute record('2999-01-01 00:00+00') \g /dev/null
set local bandit.fake_now = '2026-11-23 12:00+00';
select results_eq('select distinct partition from place', $$values ('bandit.metric_snapshots_default')$$, 'is kept in the default partition');
create temp table kept as select m.* from bandit.metric_snapshots as m where m.account_id = :account_id;

set local timezone = 'Asia/Tokyo';
select results_eq('select * from bandit.maintain_partitions()', $$values ('metric_snapshots_y2026m08', 'make', 1::bigint), ('metric_snapshots_y2026m09', 'make', 1), ('metric_snapshots_y2026m11', 'make', 0), ('metric_snapshots_y2026m12', 'make', 0), ('metric_snapshots_y2027m01', 'make', 0)$$, 'partitions are made two months ahead, and of what waited');
select is_empty('select * from bandit.maintain_partitions()', 'again, nothing is to be done');
reset timezone;
select results_eq('select * from place order by 2', $$values ('bandit.metric_snapshots_y2026m08', '2026-08-31 23:50+00'::timestamptz), ('bandit.metric_snapshots_y2026m09', '2026-09-01 00:00+00'), ('bandit.metric_snapshots_default', '2027-02-01 00:00+00'), ('bandit.metric_snapshots_default', '2999-01-01 00:00+00')$$,
    'each reading is in its month, UTC; what is further ahead waits');
select set_eq(format('select m.* from bandit.metric_snapshots as m where m.account_id = %s', :account_id), 'table kept', 'and none has changed');
select is(p.bounds, $$FOR VALUES FROM ('2026-11-01 00:00:00+00') TO ('2026-12-01 00:00:00+00')$$, 'a month is a month') from part as p where p.name = 'metric_snapshots_y2026m11';

execute record('2026-11-23 12:00+00') \g /dev/null
select is(count(*), 1::bigint, 'a new reading goes to its month at once') from place where partition = 'bandit.metric_snapshots_y2026m11';
execute record('2026-11-23 12:01+00') \g /dev/null
select is(count(*), 1::bigint, 'once in its ten minutes') from place where partition = 'bandit.metric_snapshots_y2026m11';

-- A month later.
select results_eq($$select * from bandit.maintain_partitions('2026-12-01 00:00+00')$$, $$values ('metric_snapshots_y2027m02', 'make', 1::bigint)$$, 'the next month is made, with what waited for it');
select results_eq($$select * from bandit.maintain_partitions('2026-11-30 23:59+00')$$, $$select null::text, null::text, null::bigint where false$$, 'going back changes nothing');

-- A partition is like its parent.
select is_empty($$select p.name from part as p join pg_class as c on c.oid = p.oid where c.relowner <> to_regrole('bandit_owner') or c.relacl is not null or obj_description(p.oid, 'pg_class') is null$$, 'partitions belong to the owner, are open to nobody, and say what they are');
select is_empty($$select p.name, i.indisprimary from part as p left join pg_index as i on i.indrelid = p.oid where i.indisprimary is not true$$, 'they have the key');
select is((select array_agg(distinct f.n) from (select count(k.oid) as n from part as p left join pg_constraint as k on k.conrelid = p.oid and k.contype = 'f' group by p.oid) as f), '{1}', 'and lead to the posts');
select is((select array_agg(distinct f.n) from (select count(k.oid) as n from part as p left join pg_constraint as k on k.conrelid = p.oid and k.contype = 'c' group by p.oid) as f),
    (select array[count(*)] from pg_constraint as k where k.conrelid = 'bandit.metric_snapshots'::regclass and k.contype = 'c'), 'with the checks of the parent');
select throws_ok(format('insert into bandit.metric_snapshots_y2026m11 (account_id, decision_id, bucket_at, collected_at, source) values (%s, gen_random_uuid(), %L, %L, %L)', :account_id, '2026-11-02', '2026-11-02', 'x'), '23503', null, 'a reading needs its post');

-- No superuser is needed, and an operator may do it.
set local role bandit_owner;
select results_eq($$select * from bandit.maintain_partitions('2027-01-01')$$, $$values ('metric_snapshots_y2027m03', 'make', 0::bigint)$$, 'the owner makes partitions');
set local role bandit_operator;
select results_eq($$select * from bandit.maintain_partitions('2027-02-01')$$, $$values ('metric_snapshots_y2027m04', 'make', 0::bigint)$$, 'so does whoever runs the jobs');
set local role bandit_bot;
select throws_ok('select * from bandit.maintain_partitions()', '42501', null, 'the bot does not');
reset role;

select * from finish();
rollback;
