-- tests/sql/evaluation/evaluate_policy/figures.sql: the three estimates on four posts, worked out by hand.
begin;
select plan(9);
\ir ../../fixtures/logged.psql

select pg_temp.generators('{"a": 0.5, "b": 0.25, "c": 0.25}') \gset
select pg_temp.chosen('a', 0.5, 1000, 2), pg_temp.chosen('a', 0.5, 2000, 0), pg_temp.chosen('b', 0.25, 1000, 4), pg_temp.chosen('b', 0.25, 2000, 2) \gset
-- Weights 0.75 and 0.25: importance 1.5, 1.5, 1, 1; the generators' means are 1 and 3 followers, 1.5 thousand impressions each.
select results_eq($$select * from pg_temp.estimates(null, '{"a": 0.75, "b": 0.25}')$$,
    $$values ('ips 2.250000 0.853913 3.846154'), ('snips 1.800000 0.808620 3.846154'), ('dr 1.500000 0.735980 3.846154')$$, 'followers a post');
select results_eq($$select * from pg_temp.estimates(null, '{"a": 0.75, "b": 0.25}', 'f_per_1k')$$,
    $$values ('ips 1.200000 0.728672 3.846154'), ('snips 1.200000 0.728672 3.846154'), ('dr 1.000000 0.735980 3.846154')$$, 'followers per 1000 impressions, a ratio of two estimates');
select results_eq($$select * from pg_temp.estimates(null, '{"A": 0.5, "b": 0.25, "a": 0.25}')$$, $$select * from pg_temp.estimates(null, '{"a": 0.75, "b": 0.25}')$$, 'names in any spelling, added up');
select is(round(e.low::numeric, 6) || ' to ' || round(e.high::numeric, 6), '0.057506 to 2.942494', 'the interval is of 95 %: 1.5 and 1.959964 times the error to either side')
from bandit.evaluate_policy(null, p_weights => '{"a": 0.75, "b": 0.25}') as e where e.estimator = 'dr';

-- What cannot be used changes nothing.
select pg_temp.posts('a', 3, 1000, 9), pg_temp.chosen('a', 0.5, 0, 9), pg_temp.chosen('a', 0.5, 1000, null), pg_temp.chosen('a', 0.5, 1000, 9, '2026-11-01'), pg_temp.chosen('a', 0.5, 1000, 9, '2026-11-24') \gset
select results_eq($$select * from pg_temp.estimates(null, '{"a": 0.75, "b": 0.25}', p_from => '2026-11-02')$$,
    $$values ('ips 2.250000 0.853913 3.846154'), ('snips 1.800000 0.808620 3.846154'), ('dr 1.500000 0.735980 3.846154')$$, 'imports, what is not measured, older posts and those of tomorrow are left out');

-- c was never chosen: its weight counts in dr alone, at the mean of all posts, 2.
select results_eq($$select * from pg_temp.estimates(null, '{"c": 1}', p_from => '2026-11-02')$$, $$values ('ips 0.000000 0.000000 '), ('snips   '), ('dr 2.000000 0.000000 ')$$, 'weights that nobody was chosen by');
select is(e.warning, 'no post is by a generator with a weight; no posts by: c', 'and the warning') from bandit.evaluate_policy(null, '2026-11-02', p_weights => '{"c": 1}') as e where e.estimator = 'dr';
select results_eq($$select e.posts, e.value from bandit.evaluate_policy(null, '2026-11-22 13:00+00', p_weights => '{"a": 1}') as e$$, $$values (0::bigint, null::double precision), (0, null), (0, null)$$, 'no posts, no value');
select throws_ok($$select * from bandit.evaluate_policy(null, p_weights => '{"a": 1}', p_measure => 'joy')$$, 'WT004', '''joy'' is not a measure', 'another measure');

select * from finish();
rollback;
