-- tests/sql/runs/optimize/objective.sql: the weights move to the generator that wins in the objective.
begin;
select plan(8);
\ir ../../fixtures/objective.psql

-- Ten days of posts: a gains 3 followers and 4 bookmarks per 1000, b 1 and 12.
update bandit.account_settings set policy = 'thompson', by_context = false where account_id = :account_id;
delete from bandit.content_metadata where account_id = :account_id;
select count(*)
from generate_series(1, 10) as day
cross join lateral pg_temp.measured('a', 4, 1000, 3, 4, bandit.clock() - day * interval '1 day') as a
cross join lateral pg_temp.measured('b', 4, 1000, 1, 12, bandit.clock() - day * interval '1 day') as b \gset
create function pg_temp.weight_after(p_objective text, p_policy text, p_now timestamptz) returns numeric language plpgsql as $$
begin
    perform bandit.set_setting('objective', p_objective);
    perform bandit.set_setting('policy', p_policy);
    perform from bandit.optimize(p_now => p_now);
    return (select g.weight from bandit.generator_weights as g where g.account_id = bandit.account_id('test') and g.generator_name = 'b');
end
$$;
select cmp_ok(pg_temp.weight_after('followers_per_post', 'thompson', '2026-11-23 12:00+00'), '<', 0.1, 'b loses in followers');
select cmp_ok(pg_temp.weight_after('bookmarks', 'thompson', '2026-11-23 12:01+00'), '>', 0.9, 'it wins in bookmarks');
select cmp_ok(pg_temp.weight_after('followers per 1000', 'thompson', '2026-11-23 12:02+00'), '<', 0.1, 'not in F/1K');
select cmp_ok(pg_temp.weight_after('followers + 0.5*bookmarks per 1000', 'thompson', '2026-11-23 12:03+00'), '>', 0.9, 'in a sum where bookmarks weigh enough: 7 against 5');
select cmp_ok(pg_temp.weight_after('followers + 0.05*bookmarks per 1000', 'thompson', '2026-11-23 12:04+00'), '<', 0.1, 'not where they weigh less: 1.6 against 3.2');
select is(pg_temp.weight_after('bookmarks', 'blueprint', '2026-11-23 12:05+00') > bandit_internal.blend_weight(0.02, 0, 0.3), true, 'the heuristic moves towards it as well');
select is(r.top_performer, 'b', 'and names it the best') from bandit_internal.stg_runs as r where r.account_id = :account_id order by r.run_at desc limit 1;
select is(pg_temp.weight_after('replies', 'thompson', '2026-11-23 12:06+00'), (select g.weight from bandit.generator_weights as g where g.account_id = :account_id and g.generator_name = 'b'), 'an objective that nobody measures moves nothing');

select * from finish();
rollback;
