-- tests/sql/evaluation/policy_course/courses.sql: which weights a policy had, and from when.
begin;
select plan(10);
\ir ../../fixtures/policy.psql

create function pg_temp.course(p_policy text, p_from timestamptz default '2026-11-20 03:00+00', p_to timestamptz default '2026-11-20 13:00+00', p_weights jsonb default null) returns text language sql as $$
    select string_agg(format('%s %s', to_char(c.since_at, 'DD HH24'), c.weights ->> 'a'), ', ' order by c.since_at)
    from bandit_internal.policy_course(bandit.account_id('test'), p_policy, p_weights, p_from, p_to) as c
$$;
create function pg_temp.run(p_hour integer, p_weight numeric, p_policy text default 'blueprint', p_status text default 'success') returns void language sql as $$
    insert into bandit.optimization_runs (account_id, run_at, policy, lookback, status, weights)
    values (bandit.account_id('test'), '2026-11-20'::timestamptz + p_hour * interval '1 hour', p_policy, '7 days', p_status, format('[{"generator_name": "a", "weight": %s}]', p_weight)::jsonb)
$$;
set local timezone = 'UTC';
select pg_temp.generators('{"a": 1}'), pg_temp.run(0, 0.1), pg_temp.run(2, 0.2), pg_temp.run(4, 0.3, p_status => 'suggested'), pg_temp.run(6, 0.4), pg_temp.run(8, 0.5, 'thompson'), pg_temp.run(14, 0.6) \gset
insert into bandit.shadow_weights (account_id, run_at, candidate, weights)
select :account_id, r.run_at, c.candidate, jsonb_build_object('a', c.weight)
from bandit.optimization_runs as r cross join (values ('blueprint 0.3', 0.03), ('blueprint 0.4', 0.04), ('thompson 90 days', 0.05)) as c (candidate, weight) where r.account_id = :account_id;

select is(pg_temp.course('blueprint'), '20 02 0.2, 20 06 0.4', 'the account''s own policy: its runs that were applied, from the last before the first decision on');
select is(pg_temp.course('blueprint', p_from => '2026-11-19'), '20 00 0.1, 20 02 0.2, 20 06 0.4', 'decisions before the first run had no weights of it');
select is(pg_temp.course('blueprint 0.4'), '20 02 0.04, 20 04 0.04, 20 06 0.04, 20 08 0.04', 'a candidate: its shadow');
select is(pg_temp.course('blueprint 0.3'), '20 02 0.03, 20 04 0.03, 20 06 0.03, 20 08 0.03', 'also the present one, by that name');
select is(pg_temp.course('thompson', p_from => '2026-11-20 12:00+00'), '20 08 0.05', 'another policy: its shadow with the account''s setting');
select is(pg_temp.course(null, p_weights => '{"A": 1}'), ' 1', 'fixed weights, ever the same');
select throws_ok($$select pg_temp.course('blueprint 0.45')$$, 'WT004', 'there is no policy ''blueprint 0.45''', 'no such candidate');
select throws_ok($$select pg_temp.course('greedy')$$, 'WT004', 'there is no policy ''greedy''', 'no such policy');
select throws_ok($$select pg_temp.course(null)$$, 'WT004', 'either a policy or weights are required', 'neither');
select throws_ok($$select pg_temp.course('blueprint', p_weights => '{"a": 1}')$$, 'WT004', 'either a policy or weights are required', 'both');

select * from finish();
rollback;
