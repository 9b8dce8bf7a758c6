-- tests/sql/ingest/merge_readings/batch.sql: several readings of one post become one.
begin;
select plan(6);

create function pg_temp.reading(p_row_index bigint, p_minute integer, p_fields jsonb) returns bandit_internal.metrics_row language sql as $$
    select jsonb_populate_record(null::bandit_internal.metrics_row, jsonb_build_object(
        'row_index', p_row_index, 'decision_id', '00000000-0000-4000-8000-000000000000', 'collected_at', '2025-01-01 00:00+00'::timestamptz + p_minute * interval '1 minute',
        'metrics', p_fields, 'unavailable', p_fields -> 'unavailable'))
$$;
create temp table batch as
select array[
    pg_temp.reading(1, 9, '{"likes": 3, "unavailable": {"views": "late"}}'),
    pg_temp.reading(2, 0, '{"likes": 1, "replies": 1, "unavailable": {"views": "early", "quotes": "private"}}'),
    pg_temp.reading(3, 10, '{"likes": 4, "followers_gained": 1, "followers_source": "attributed"}')] as rows;

select is((m).row_index || ' ' || ((m).metrics).likes || ' ' || ((m).metrics).replies, '1 3 1', 'the newest reading, and what it lacks from the older one')
from batch, bandit_internal.merge_readings(array[rows[2], rows[1]]) as m;
select is((m).unavailable, '{"views": "late", "quotes": "private"}', 'reasons are merged in the same way') from batch, bandit_internal.merge_readings(array[rows[2], rows[1]]) as m;
select results_eq('select g.row_index, (g.metrics).likes, (g.metrics).replies from batch, unnest(bandit_internal.group_readings(rows, ''10 minutes'')) as g order by 1', 'values (1::bigint, 3::bigint, 1::bigint), (3, 4, null)', 'one reading per ten minutes');
select results_eq('select g.row_index, (g.metrics).likes, (g.metrics).replies from batch, unnest(bandit_internal.group_readings(rows, null)) as g', 'values (3::bigint, 4::bigint, 1::bigint)', 'or one per post');
select is(bandit_internal.group_readings('{}', null), null, 'no reading');

-- In one batch or one after the other, the result is the same.
set local bandit.account = 'both';
select bandit.create_account('both') as account_id \gset
select decision_id from bandit.choose_generator() \gset
select status from bandit.mark_posted(:'decision_id', '1', '2024-12-31') \gset
select count(*) from bandit.record_outcomes('[
    {"tweet_id": "1", "followers_gained": 2, "collected_at": "2025-01-01"},
    {"tweet_id": "1", "followers_gained": 9, "followers_source": "attributed", "collected_at": "2025-01-02"}]') \gset
select is(o.followers_gained || ' ' || o.followers_source, '2 reported', 'reported followers take precedence within a batch too') from bandit.outcomes as o where o.account_id = :account_id;

select * from finish();
rollback;
