-- tests/sql/learning/weighted_days/by_hand.sql: posts by their credence, in sums for each day.
begin;
select plan(2);

select array[
    row('a', 98, 2, 12, 6, 1, 2, '{2, 10}', '{1, 5}', null, null, null)::bandit_internal.learning_day,
    row('a', 99, 1, 3, 2, 0.5, 1, '{3}', '{2}', null, null, null)::bandit_internal.learning_day
] as days \gset
-- m = (2^(-2/30) 12 + 2^(-1/30) 3 + 2) / (2^(-2/30) 6 + 2^(-1/30) 2 + 1) of account_rate; 1/k of account_dispersion.
select bandit_internal.account_rate(:'days'::bandit_internal.learning_day[], 100, 30) as m \gset
select bandit_internal.account_dispersion(:'days'::bandit_internal.learning_day[], :m, 100, 30) as k \gset
select results_eq(
    format('select d.generator_name, d.day, d.posts, round(d.followers::numeric, 9), round(d.exposure_1k::numeric, 9), d.log_reach, d.post_followers from unnest(bandit_internal.weighted_days(%L, %s, %s)) as d', :'days', :m, :k),
    format('values (%L, 98, 2, round((2 / (1 + 1 * %2$s) + 10 / (1 + 5 * %2$s))::numeric, 9), round((1 / (1 + 1 * %2$s) + 5 / (1 + 5 * %2$s))::numeric, 9), 1::double precision, null::double precision[]), (%1$L, 99, 1, round((3 / (1 + 2 * %2$s))::numeric, 9), round((2 / (1 + 2 * %2$s))::numeric, 9), 0.5, null)', 'a', (:m * :k)::double precision),
    'q = 1 / (1 + e m / k)');
select is(bandit_internal.weighted_days(null, 1, 1), null, 'no posts, no days');

select * from finish();
rollback;
