-- tests/sql/evaluation/evaluate_policy/objective.sql: values in the objective, by hand.
begin;
select plan(11);
\ir ../../fixtures/objective.psql

create function pg_temp.values_of(p_weights jsonb, p_measure text default null) returns text language sql as $$
    select string_agg(format('%s %s', e.estimator, round(e.value::numeric, 4)), ', ') || ' ' || min(e.measure) from bandit.evaluate_policy(null, p_weights => p_weights, p_measure => p_measure) as e
$$;
select is(pg_temp.values_of('{"a": 1}'), 'ips 2.0000, snips 2.0000, dr 2.0000 followers per post', 'by default followers a post');
select is(pg_temp.values_of('{"b": 1}'), 'ips 1.0000, snips 1.0000, dr 1.0000 followers per post', 'of which b has fewer');
select is(pg_temp.values_of('{"b": 1}', 'bookmarks'), 'ips 15.0000, snips 15.0000, dr 15.0000 bookmarks per post', 'or any other measure');
select is(pg_temp.values_of('{"a": 0.5, "b": 0.5}', 'bookmarks per 1000'), 'ips 16.6667, snips 16.6667, dr 16.6667 bookmarks per 1000 of exposure', '12.5 on 750');
select bandit.set_setting('objective', 'followers + 0.1*bookmarks') \gset
select is(pg_temp.values_of('{"a": 1}'), 'ips 3.0000, snips 3.0000, dr 3.0000 followers + 0.1*bookmarks per post', 'by default the account''s objective');
select is(pg_temp.values_of('{"a": 1}', 'f_per_1k'), 'ips 2.0000, snips 2.0000, dr 2.0000 F/1K', 'F/1K stays F/1K');
select is(count(*), 0::bigint, 'posts without a metric are left out') from bandit.evaluate_policy(null, p_weights => '{"a": 1}', p_measure => 'replies') as e where e.posts > 0;
select throws_ok($$select * from bandit.evaluate_policy(null, p_weights => '{"a": 1}', p_measure => 'bookmarks - likes')$$, 'WT004', '''bookmarks - likes'' is not a measure', 'what is not an objective');

-- The candidates are compared in it. Weights 0.6 and 0.4 instead of 0.5 and 0.5.
select bandit.set_setting('objective', 'bookmarks') \gset
insert into bandit.optimization_runs (account_id, run_at, policy, lookback, status) values (:account_id, '2026-11-20 00:00+00', 'blueprint', '7 days', 'success');
insert into bandit.shadow_weights (account_id, run_at, candidate, weights) values
    (:account_id, '2026-11-20 00:00+00', 'blueprint 0.3', '{"a": 0.5, "b": 0.5}'), (:account_id, '2026-11-20 00:00+00', 'blueprint 0.4', '{"a": 0.6, "b": 0.4}');
select is(round(c.difference::numeric, 6), -0.5, 'a tenth of 5 bookmarks less') from bandit_internal.compare_candidates(:account_id, '30 days', bandit.clock()) as c where c.candidate = 'blueprint 0.4';
select bandit.set_setting('objective', 'followers_per_post') \gset
select is(round(c.difference::numeric, 6), 0.1, 'a tenth of a follower more') from bandit_internal.compare_candidates(:account_id, '30 days', bandit.clock()) as c where c.candidate = 'blueprint 0.4';
select is(round(g.f_per_1k::numeric, 4), 2.0, 'the gain over the starting weights stays in F/1K') from bandit_internal.gain_over_start(:account_id, '30 days', bandit.clock()) as g;

select * from finish();
rollback;
