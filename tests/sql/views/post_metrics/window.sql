-- tests/sql/views/post_metrics/window.sql: a week of one account is read without the years before it.
begin;
select plan(3);
\ir ../../fixtures/scraping.psql
lock table bandit.content_metadata in access exclusive mode;   -- tests beside this one wait, in one order

create function pg_temp.rows_read() returns bigint language sql volatile as $$
    select sum(pg_stat_get_xact_tuples_returned(c.oid) + pg_stat_get_xact_tuples_fetched(c.oid))::bigint
    from pg_class as c
    where c.relnamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace) and c.relkind in ('r', 'i') and c.relname ~ '^(content_metadata|outcomes|metric_snapshots|follower_snapshots)'
$$;
create function pg_temp.cost() returns bigint language plpgsql as $$
declare
    v_before bigint := pg_temp.rows_read();
begin
    perform m.* from bandit.post_metrics as m where m.account_id = bandit.account_id('scraped') and m.posted_at > '2026-11-16 12:00+00' and m.posted_at <= '2026-11-23 12:00+00';
    return pg_temp.rows_read() - v_before;
end $$;
create function pg_temp.history(p_posts integer, p_until timestamptz) returns void language sql as $$
    with posts as (
        insert into bandit.content_metadata (account_id, generator_name, source, status, posted_at, tweet_id, content)
        select bandit.account_id('scraped'), 'coach', 'import', 'posted', p_until - n * interval '1 hour', gen_random_uuid(), 'text' from generate_series(1, p_posts) as n
        returning account_id, decision_id, posted_at
    ),
    outcomes as (
        insert into bandit.outcomes (account_id, decision_id, likes, source, collected_at, known_at) select p.account_id, p.decision_id, 1, 'test', p.posted_at, p.posted_at from posts as p
    ),
    counts as (
        insert into bandit.follower_snapshots (account_id, snapshot_at, followers, source) select p.account_id, p.posted_at, 1, 'test' from posts as p
    )
    insert into bandit.metric_snapshots (account_id, decision_id, bucket_at, collected_at, likes, source)
    select p.account_id, p.decision_id, p.posted_at + n * interval '1 hour', p.posted_at + n * interval '1 hour', n, 'test' from posts as p cross join generate_series(1, 5) as n
$$;

select count(*) from bandit.maintain_partitions('2026-09-23 12:00+00') as p\gset
select count(*) from bandit.maintain_partitions() \gset
select pg_temp.history(50, '2026-11-23 12:00+00'), pg_temp.cost() as cost \gset
select ok(:cost > 400, 'something is read');
select pg_temp.history(2000, '2026-10-01 12:00+00') \gset
analyze bandit.content_metadata, bandit.outcomes, bandit.metric_snapshots, bandit.follower_snapshots;
select cmp_ok(pg_temp.cost(), '<', (:cost + 200)::bigint, 'with 10,000 old readings it is about the same');
delete from bandit.metric_snapshots where account_id = :account_id and likes > 0;
select ok(pg_temp.cost() < :cost, 'and it is the readings that are read');

select * from finish();
rollback;
