-- tests/sql/runs/propose_run/memory.sql: a run counts the posts that its policy learns from.
begin;
select plan(8);
\ir ../../fixtures/policy.psql
select pg_temp.generators('{"a": 0.4, "b": 0.3, "c": 0.3}') \gset
create function pg_temp.proposed() returns text language sql as $$
    select concat_ws(' ', r.status, r.reason, r.posts_analyzed) from bandit.optimize(p_dry_run => true) as r
$$;

-- Two posts a day for 10 days: 14 of them in the lookback of 7 days.
select pg_temp.posts((array['a', 'b', 'c'])[1 + n % 3], 1, 1000, n % 3, timestamptz '2026-11-23 11:00+00' - n * interval '12 hours') from generate_series(0, 18) as n \g /dev/null
select is(pg_temp.proposed(), 'skipped insufficient_data 14', 'blueprint: those of the lookback');
update bandit.account_settings set policy = 'thompson' where account_id = :account_id;
select is(pg_temp.proposed(), 'skipped insufficient_data 19', 'thompson: those of its memory');
select pg_temp.posts('a', 1, 1000, 1, '2026-11-10 12:00+00') \gset
select is(pg_temp.proposed(), 'success 20', 'which are enough');
update bandit.account_settings set policy = 'blueprint' where account_id = :account_id;
select is(pg_temp.proposed(), 'skipped insufficient_data 14', 'not for the blueprint');

update bandit.account_settings set policy = 'thompson', half_life = '1 day' where account_id = :account_id;
select is(pg_temp.proposed(), 'skipped insufficient_data 6', 'what is forgotten does not count');
update bandit.account_settings set half_life = '30 days' where account_id = :account_id;
select pg_temp.posts('b', 50, 1000, null, '2026-11-22 12:00+00') \gset
select is(pg_temp.proposed(), 'success 20', 'nor do posts whose followers are not known');
update bandit.outcomes set followers_gained = null, followers_source = null where account_id = :account_id;
select is(pg_temp.proposed(), 'skipped insufficient_data 0', 'with nothing to learn from, weights stay');
select is(bandit_internal.posts_in_memory(bandit_internal.days_in_memory(:account_id, '2026-11-15')), 0::bigint, 'as of a time');

select * from finish();
rollback;
