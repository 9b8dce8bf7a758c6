-- tests/sql/ingest/explain_implausible/rules.sql: each rule, without a table.
begin;
select plan(11);

create function pg_temp.verdict(p_new jsonb, p_old jsonb default null, p_hours integer default 1, p_largest numeric default 1000000) returns text language sql as $$
    select array_to_string(bandit_internal.explain_implausible(jsonb_populate_record(null::bandit_internal.metrics_row, jsonb_build_object(
        'collected_at', '2025-01-01 12:00+00'::timestamptz + p_hours * interval '1 hour',
        'metrics', p_new,
        'stored', case when p_old is not null then jsonb_build_object('metrics', p_old, 'collected_at', '2025-01-01 12:00+00') end)), p_largest), ': ')
$$;

select is(pg_temp.verdict('{"likes": 4}', '{"likes": 10}'), 'likes: 4 fell by over half from 10: a broken reading', 'a count that fell by over half');
select is(pg_temp.verdict('{"likes": 4}', '{"likes": 10}', 0), null, 'a correction of the same time may fall');
select is(pg_temp.verdict('{"likes": 4}', '{"likes": 10}', -1), null, 'a late reading has not fallen');
select is(pg_temp.verdict('{"impressions": 30, "likes": 31}'), 'impressions: 30 seen, but 31 reacted: a part above its whole', 'a part above its whole');
select is(pg_temp.verdict('{"likes": 31}', '{"views": 30}'), 'views: 30 seen, but 31 reacted: a part above its whole', 'the whole may be stored');
select is(pg_temp.verdict('{"impressions": 30, "followers_gained": 31, "followers_source": "reported"}'), 'impressions: 30 seen, but 31 reacted: a part above its whole', 'reported followers are a part');
select is(pg_temp.verdict('{"impressions": 30, "followers_gained": 31, "followers_source": "attributed"}'), null, 'attributed ones are not');
select is(pg_temp.verdict('{"likes": 32}', '{"impressions": 30, "likes": 31}'), null, 'an operator has accepted the stored part');
select is(pg_temp.verdict('{"views": 1000001, "impressions": 5}'), 'views: 1000001 is implausible: above both 1000000 and 10000 times the account''s median', 'too many views');
select is(pg_temp.verdict('{"impressions": 1000002}', '{"impressions": 1000001}'), null, 'an operator has accepted the stored impressions');
select is(pg_temp.verdict('{"likes": 5}'), null, 'a reading without a whole cannot be judged');

select * from finish();
rollback;
