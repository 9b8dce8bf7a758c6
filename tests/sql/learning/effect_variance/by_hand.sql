-- tests/sql/learning/effect_variance/by_hand.sql: the evidence for effects of some size, against contrasts of normal residuals.
begin;
select plan(8);

-- scipy: the density of K'y, the columns of K orthonormal and summing to 0, under a covariance of K' diag(1/E + variance) K.
select is(round(bandit_internal.effect_variance(array['a', 'a', 'b', 'b'], array[80, 20, 20, 80], array[50, 50, 50, 50])::numeric, 9), 0.343113632, 'opposite effects');
select is(round(bandit_internal.effect_variance(array['a', 'a', 'a', 'b', 'b'], array[12, 3, 7, 30, 41], array[8, 6, 9, 35.5, 33])::numeric, 9), 0.128945141, 'slight ones');
select is(bandit_internal.effect_variance(array['a', 'a', 'b', 'b'], array[50, 50, 50, 50], array[50, 50, 50, 50]), null, 'none: with 0.82 nothing is more than four times as probable');
select is(round(bandit_internal.effect_variance(array['a', 'a', 'b', 'b'], array[10, 10, 10, 10], array[10, 10, 10, 10])::numeric, 9), 0.097368421, 'too few followers to say so: 0.66');
select is(round(bandit_internal.effect_variance(array['b', 'a', 'b', 'a'], array[20, 20, 80, 80], array[50, 50, 50, 50])::numeric, 9), 0.343113632, 'in any order');
select is(bandit_internal.effect_variance(array['a', 'a', 'b', 'b', 'a'], array[50, 50, 50, 50, 9], array[50, 50, 50, 50, 0]), null, 'a cell that expects nothing says nothing');
select is(bandit_internal.effect_variance(null, null, null), null, 'no cells, no variance');
select is(round(bandit_internal.effect_variance(array['a', 'a'], array[1e12, 0], array[5e11, 5e11])::numeric, 2), 0.40, 'overwhelming evidence does not underflow');

select * from finish();
rollback;
