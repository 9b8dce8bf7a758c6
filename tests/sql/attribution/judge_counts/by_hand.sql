-- tests/sql/attribution/judge_counts/by_hand.sql: which counts are believed, by the counts before and after them, without a table.
begin;
select plan(24);

-- The counts that are believed, six hours apart.
create function pg_temp.believed(p_counts bigint[], p_apart interval default '6 hours') returns text language sql as $$
    select coalesce(string_agg(c.followers::text, ' ' order by c.number) filter (where c.is_believed), '')
    from unnest(
        p_counts,
        bandit_internal.judge_counts(array(select '2026-03-01 00:00+00'::timestamptz + n * p_apart from generate_series(1, cardinality(p_counts)) as n), p_counts)
    ) with ordinality as c (followers, is_believed, number)
$$;

select is(pg_temp.believed('{}'), '', 'no count');
select is(pg_temp.believed('{1206}'), '1206', 'a single count');
select is(pg_temp.believed('{1204, 1206, 1209, 1190}'), '1204 1206 1209 1190', 'counts that change slowly');
select is(pg_temp.believed('{1204, 1206, 0, 1209}'), '1204 1206 1209', 'a count of 0 between others');
select is(pg_temp.believed('{1204, 1206, 0, 1, 1209}'), '1204 1206 1209', 'two that agree, before the counts return');
select is(pg_temp.believed('{1204, 1206, 0, 0, 0, 0, 1, 1209, 1211}'), '1204 1206 1209 1211', 'any number within a week');
select is(pg_temp.believed('{1204, 1206, 12060, 1209}'), '1204 1206 1209', 'a jump like a fall');
select is(pg_temp.believed('{1204, 1206, 500, 1209}'), '1204 1206 1209', 'a fall by over half, if the counts return');
select is(pg_temp.believed('{1204, 1206, 700, 1209}'), '1204 1206 700 1209', 'a smaller one is believed');
select is(pg_temp.believed('{1204, 1206, 0}'), '1204 1206', 'the last count is not believed if it is out of all proportion');
select is(pg_temp.believed('{1204, 1206, 100, 101}'), '1204 1206 100 101', 'until a second confirms it');
select is(pg_temp.believed('{100, 104, 5000, 5010, 5011}'), '100 104 5000 5010 5011', 'a jump too');
select is(pg_temp.believed('{1204, 1206, 100, 2, 3}'), '1204 1206 100 2 3', 'a further fall confirms a fall');
select is(pg_temp.believed('{1204, 1206, 0, 30000}'), '1204 1206', 'a jump does not confirm a fall');
select is(pg_temp.believed('{1204, 1206, 0, 30000, 1207}'), '1204 1206 1207', 'neither is believed later');
select is(pg_temp.believed('{1204, 1206, 500}'), '1204 1206 500', 'over half is not out of all proportion');
select is(pg_temp.believed('{1206, 0, 1209, 0, 2, 1211, 0, 1212}'), '1206 1209 1211 1212', 'again and again');
select is(pg_temp.believed('{0, 1206, 1209}'), '1206 1209', 'a first count that the next two contradict');
select is(pg_temp.believed('{0, 1206, 1209, 0, 1210}'), '1206 1209 1210', 'does not come back');
select is(pg_temp.believed('{30, 0, 31}'), '30 31', 'a small account');
select is(pg_temp.believed('{3, 0, 9, 4}'), '3 0 9 4', 'counts below 10 are not judged');
select is(pg_temp.believed('{4, 9, 20, 50, 120, 300}'), '4 9 20 50 120 300', 'fast growth is believed');
select is(pg_temp.believed('{1206, 400, 401, 1209}', '4 days'), '1206 400 401 1209', 'after more than a week nothing is taken back');
select is(pg_temp.believed('{1206, 0, 1209}', '30 days'), '1206 1209', 'but a single count never stands against those before and after it');

select * from finish();
rollback;
