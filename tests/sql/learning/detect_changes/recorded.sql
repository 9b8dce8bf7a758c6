-- tests/sql/learning/detect_changes/recorded.sql: a change is on record once, with its size and its evidence.
begin;
select plan(13);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"a": 0.4, "b": 0.3, "c": 0.3}') \gset
create function pg_temp.daily(p_first integer, p_last integer, p_a numeric, p_b numeric, p_c numeric) returns void language sql as $$
    select pg_temp.posts('a', 3, 1000, p_a, bandit.clock() - d * interval '1 day'), pg_temp.posts('b', 3, 1000, p_b, bandit.clock() - d * interval '1 day'), pg_temp.posts('c', 3, 1000, p_c, bandit.clock() - d * interval '1 day') from generate_series(p_first, p_last) as d
$$;
select is(count(*), 0::bigint, 'an account without posts has not changed') from bandit.detect_changes();
select pg_temp.daily(6, 50, 3, 2, 2) \gset
select is(count(*), 0::bigint, 'nothing has changed') from bandit.detect_changes(p_now => bandit.clock() - interval '5 days');
select pg_temp.daily(0, 5, 0, 2, 2) \gset
select is(array_agg(row(c.level, c.generator_name, c.measure, c.changed_at, round(c.level_before::numeric, 1), c.level_after, c.size)::text), array['(generator,a,f_per_1k,"2026-11-18 00:00:00+00",3.0,0,0)'], 'a gains no more, since it does not') from bandit.detect_changes() as c;
select is(row(e.event_at, e.generator_name, e.actor, e.detail - 'before' - 'z' - 'found_at')::text, '("2026-11-18 00:00:00+00",a,changes,"{""size"": 0, ""after"": 0, ""level"": ""generator"", ""measure"": ""f_per_1k""}")', 'there is one event')
from bandit.events as e where e.account_id = :account_id and e.kind = 'change_point';
select cmp_ok((e.detail ->> 'z')::numeric, '<', -3.6, 'with its evidence') from bandit.events as e where e.account_id = :account_id and e.kind = 'change_point';
select is((e.detail ->> 'found_at')::timestamptz, bandit.clock(), 'and the time it was found') from bandit.events as e where e.account_id = :account_id and e.kind = 'change_point';
select matches(e.message, '^a went from 3.0\d to 0.00 followers per 1000 of exposure, a factor of 0.00 relative to the other generators$', 'in words') from bandit.events as e where e.account_id = :account_id and e.kind = 'change_point';
select is(count(*), 0::bigint, 'it is not found again') from bandit.detect_changes();
select is(count(*), 0::bigint, 'nor a day later') from bandit.detect_changes(p_now => bandit.clock() + interval '1 day');
select is(count(*), 0::bigint, 'nor as of a day earlier') from bandit.detect_changes(p_now => bandit.clock() - interval '1 day');

-- For the two weeks after those, two fifths of it for all.
select set_config('bandit.fake_now', '2026-12-08 12:00+00', true) \gset
select pg_temp.daily(0, 14, 1.2, 0.8, 0.8) \gset
select pg_temp.posts('a', 30, 1000, 3, '2026-11-20 12:00+00'), pg_temp.posts('a', 30, 1000, 3, '2026-11-21 12:00+00') \gset
select is(array_agg(c.measure order by c.measure) filter (where c.level = 'account'), array['f_per_1k'], 'the platform gives less') from bandit.detect_changes() as c;
select is(count(*), 0::bigint, 'which is not found again either') from bandit.detect_changes() as c;
select is(count(*), 0::bigint, 'another account has none of this') from bandit.detect_changes(p_account_id => bandit.create_account('other')) as c;

select * from finish();
rollback;
