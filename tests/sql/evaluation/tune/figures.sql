-- tests/sql/evaluation/tune/figures.sql: candidates are compared post by post, worked out by hand.
begin;
select plan(9);
\ir ../../fixtures/tuning.psql

create temp table compared as select * from bandit_internal.compare_candidates(:account_id, '30 days', bandit.clock());
-- Means 2 and 1. Weights 0.6 and 0.4 gain 1.6, 0.1 above 0.5 and 0.5. Post by post that is 0.1 and, for those of a, 0.2 times
-- 1 or -1 more: a deviation of 0.142014, over the root of 120 0.012964, times 2.575829 0.033393.
select is(array[round(c.value::numeric, 6), round(c.difference::numeric, 6), round(c.low::numeric, 6), round(c.high::numeric, 6)], array[1.6, 0.1, 0.066607, 0.133393]::numeric[], 'the next candidate') from compared as c where c.candidate = 'blueprint 0.4';
-- Importance 1.2 and 0.8: 120 squared over 60 (1.44 + 0.64).
select is(row(c.posts, round(c.effective_sample_size::numeric, 3), c.warning)::text, '(120,115.385,)', 'what its posts are worth') from compared as c where c.candidate = 'blueprint 0.4';
select is(row(c.posts, c.value, c.difference, c.low, c.high, c.is_present)::text, '(120,1.5,0,0,0,t)', 'the present one differs from itself by nothing') from compared as c where c.candidate = 'blueprint 0.3';
select is(round(c.difference::numeric, 6), -0.1, 'less of the better one') from compared as c where c.candidate = 'blueprint 0.2';
select is(row(c.posts, c.value, c.warning)::text, row(0, null::float8, 'no measured post has a propensity for this period')::text, 'a candidate without a shadow') from compared as c where c.candidate = 'blueprint 0.1';
select is(array_agg(c.candidate order by c.candidate), '{blueprint 0.2,blueprint 0.4,thompson 90 days}', 'one step away are the neighbours, and the other policy as it is set') from compared as c where c.is_next;
select bandit.set_setting('objective', 'f_per_1k') \gset
select is(round(c.difference::numeric, 6), 0.1, 'by the other objective, at 1000 impressions a post') from bandit_internal.compare_candidates(:account_id, '30 days', bandit.clock()) as c where c.candidate = 'blueprint 0.4';
select is(count(*), 0::bigint, 'older posts are left out') from bandit_internal.compare_candidates(:account_id, '30 days', '2026-12-22 12:00+00') as c where c.posts > 0;

-- A decision of the very moment of a run: its weights may know what came of it.
insert into bandit.optimization_runs (account_id, run_at, policy, lookback, status) values (:account_id, '2026-11-22 11:00+00', 'blueprint', '7 days', 'success');
insert into bandit.shadow_weights (account_id, run_at, candidate, weights) values (:account_id, '2026-11-22 11:00+00', 'blueprint 0.4', '{"a": 1, "b": 0}');
select is(round(c.value::numeric, 6), 1.6, 'it was made under the weights before') from bandit_internal.compare_candidates(:account_id, '30 days', bandit.clock()) as c where c.candidate = 'blueprint 0.4';

select * from finish();
rollback;
