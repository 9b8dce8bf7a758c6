-- tests/sql/core/age_bucket/edges.sql: buckets of 6 hours; the last holds all older ages.
begin;
select plan(1);

select results_eq(
    $$select bandit_internal.age_bucket(a.age) from unnest(array['-1 hour', '0', '1 second', '6 hours', '6 hours 1 second', '7 days', '30 days']::interval[]) as a (age)$$,
    'values (1), (1), (1), (1), (2), (28), (28)', 'an age that ends a bucket belongs to it'
);

select * from finish();
rollback;
