-- tests/sql/runs/optimize/insufficient_data.sql: under twenty measured posts in the lookback a run is skipped, and says so.
begin;
select plan(11);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"a": 0.6, "b": 0.4}') \gset
select
    pg_temp.posts('a', 10, 1000, 9), pg_temp.posts('b', 9, 1000, 0), pg_temp.posts('b', 9, 0, 0), pg_temp.posts('b', 9, null, 0),
    pg_temp.posts('b', 9, 1000, 0, '2026-11-16 12:00+00'), pg_temp.posts('b', 1, 1000, 0, '2026-11-22 12:00+00', '2026-11-23 13:00+00') \gset
select results_eq('select status, reason, posts_analyzed, generators_updated, top_performer, bottom_performer, changes from bandit.optimize()',
    $$values ('skipped', 'insufficient_data', 19::bigint, 0, 'a', 'b', '[]'::jsonb)$$, 'nineteen are not enough');
select results_eq('select weights from bandit.optimize()', $$values ('[{"weight": 0.6, "generator_name": "a"}, {"weight": 0.4, "generator_name": "b"}]'::jsonb)$$, 'the weights it leaves');
select is(count(*), 1::bigint, 'it is one row') from bandit.optimization_runs as r where r.account_id = :account_id;
select is_empty(format('select 1 from bandit.events where account_id = %s', :account_id), 'and no event');
select is_empty(format('select 1 from bandit.weight_changes where account_id = %s', :account_id), 'no weight changes');
select is(row(g.weight, g.total_posts, g.avg_f_per_1k, g.run_id)::text, row(0.6000, null, null, null)::text, 'nor anything else') from bandit.generator_weights as g where g.account_id = :account_id and g.generator_name = 'a';

set local bandit.fake_now = '2026-11-23 13:00+00';
select results_eq('select status, reason, posts_analyzed from bandit.optimize()', $$values ('success', null, 20::bigint)$$, 'twenty are');
select is(count(*), 2::bigint, 'each run is a row') from bandit.optimization_runs as r where r.account_id = :account_id;

select results_eq($$select status, posts_analyzed from bandit.optimize(p_now => '2026-11-23 14:00+00', p_lookback => '1 hour')$$, $$values ('skipped', 0::bigint)$$, 'the lookback of a run may be another');
update bandit.account_settings set min_posts = 21 where account_id = :account_id;
select results_eq($$select status, posts_analyzed from bandit.optimize(p_now => '2026-11-23 15:00+00')$$, $$values ('skipped', 20::bigint)$$, 'how many are enough is a setting');
-- What a disabled generator posted is analysed like the rest.
update bandit.generator_weights set status = case when generator_name = 'b' then 'disabled' else status end, weight = case when generator_name = 'b' then weight else 1 end where account_id = :account_id;
update bandit.account_settings set min_posts = 20 where account_id = :account_id;
select results_eq($$select status, posts_analyzed, bottom_performer from bandit.optimize(p_now => '2026-11-23 16:00+00')$$, $$values ('success', 20::bigint, 'b')$$, 'posts of a disabled generator count');

select * from finish();
rollback;
