-- tests/sql/operations/health_f_per_1k/boundary.sql: a drop is significant beyond two standard errors, not at two and not at one.
begin;
select plan(4);
\ir ../../fixtures/health.psql

-- Two weeks of 20 posts with 1000 impressions each. The standard error of the difference is sqrt(a + b) / 20 for a and b followers.
create function pg_temp.weeks(p_before integer, p_after integer) returns void language sql as $$
    delete from bandit.content_metadata where account_id = bandit.account_id('test');
    select pg_temp.posts('a', 19, 1000, 0, '2026-11-16 12:00+00'), pg_temp.posts('a', 1, 1000, p_before, '2026-11-16 12:00+00'),
        pg_temp.posts('a', 19, 1000, 0, '2026-11-23 12:00+00'), pg_temp.posts('a', 1, 1000, p_after, '2026-11-23 12:00+00')
$$;
select pg_temp.generators('{"a": 1}') \gset

select pg_temp.weeks(60, 44) \gset
select is(pg_temp.says('f_per_1k'), 'ok: 2.20 after 3.00', '60 and 44 followers: 1.6 standard errors');
select matches(pg_temp.sentence('f_per_1k'), ', within chance$', 'which is within chance');
select pg_temp.weeks(12, 4) \gset
select is(pg_temp.says('f_per_1k'), 'ok: 0.20 after 0.60', '12 and 4: exactly 2');
select pg_temp.weeks(13, 4) \gset
select is(pg_temp.says('f_per_1k'), 'warning: 0.20 after 0.65', '13 and 4: 2.2');

select * from finish();
rollback;
