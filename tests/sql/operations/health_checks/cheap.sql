-- tests/sql/operations/health_checks/cheap.sql: what is read does not grow with the history.
begin;
select plan(2);
\ir ../../fixtures/health.psql

create function pg_temp.rows_read() returns bigint language sql volatile as $$
    select sum(pg_stat_get_xact_tuples_returned(c.oid) + pg_stat_get_xact_tuples_fetched(c.oid))::bigint
    from pg_class as c
    where c.relnamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace) and c.relkind in ('r', 'i') and c.relname ~ '^(content_metadata|outcomes|optimization_runs|weight_changes|events|rejected_metrics)'
$$;
create function pg_temp.cost() returns bigint language plpgsql as $$
declare
    v_before bigint := pg_temp.rows_read();
begin
    perform from bandit.health_checks();
    return pg_temp.rows_read() - v_before;
end $$;

select pg_temp.generators('{"a": 0.5, "b": 0.5}'), pg_temp.posts('a', 20, 1000, 1), pg_temp.choices('a', 20), pg_temp.run('2026-11-23 06:00+00') \gset
select pg_temp.cost() as cost \gset
select ok(:cost > 100, 'something is read');
select pg_temp.posts('b', 3000, 1000, 1, '2025-01-01 00:00+00'), pg_temp.choices('b', 3000, '2025-01-01 00:00+00') \gset
select pg_temp.run(timestamptz '2025-01-01 00:00+00' + n * interval '1 minute', 'skipped', 'insufficient_data') from generate_series(1, 3000) as n \g /dev/null
select pg_temp.weight_change('a', 0.5, 0.5, timestamptz '2025-01-01 00:00+00' + n * interval '1 minute') from generate_series(1, 3000) as n \g /dev/null
select bandit_internal.log_event(:account_id, '2025-01-01 00:00+00', 'override', 'test', 'test') from generate_series(1, 3000) \g /dev/null
analyze bandit.content_metadata, bandit.outcomes, bandit.optimization_runs, bandit.weight_changes, bandit.events;
select cmp_ok(pg_temp.cost(), '<', (:cost + 100)::bigint, 'with 15,000 old rows it is about the same');

select * from finish();
rollback;
