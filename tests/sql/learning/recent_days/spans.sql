-- tests/sql/learning/recent_days/spans.sql: each day lies on one side of every span, and forgets.
begin;
select plan(8);

create function pg_temp.day(p_name text, p_day integer, p_followers double precision, p_exposure double precision) returns bandit_internal.learning_day language sql as $$
    select row(p_name, p_day, 1, p_followers, p_exposure, 0, 0, null, null, null, null, null)::bandit_internal.learning_day
$$;
create temp table sums as
select r.* from bandit_internal.recent_days(array[pg_temp.day('a', 100, 1, 10), pg_temp.day('a', 98, 2, 20), pg_temp.day('a', 97, 4, 40), pg_temp.day('a', 9, 8, 80), pg_temp.day('b', 70, 16, 160)], 100, 1e12) as r;
create function pg_temp.around(p_name text, p_span integer) returns text language sql as $$
    select concat_ws(' ', round(s.followers::numeric, 6), round(s.exposure_1k::numeric, 6), round(s.past_followers::numeric, 6), round(s.past_exposure_1k::numeric, 6))
    from sums as s where s.generator_name = p_name and s.span is not distinct from p_span
$$;

select is(pg_temp.around('a', 2), '3.000000 30.000000 12.000000 120.000000', 'two days ago is within a span of 2');
select is(pg_temp.around('a', 3), '7.000000 70.000000 8.000000 80.000000', 'three days ago within 3');
select is(pg_temp.around('a', 90), '7.000000 70.000000 8.000000 80.000000', 'and 91 days ago before 90');
select is(pg_temp.around('a', null), '15.000000 150.000000 0.000000 0.000000', 'all days are recent where there is no span');
select is(pg_temp.around('b', 27), '0.000000 0.000000 16.000000 160.000000', 'another generator has its own days');
select is(row(count(*), count(distinct s.span), sum(s.width))::text, row(28, 13, 2 * 108::double precision)::text, 'the spans stand for 108 days, each generator''s') from sums as s;
select is(row(r.followers, r.exposure_1k, r.past_followers, r.past_exposure_1k)::text, '(0,0,25,50)', 'a half-life ago counts half')
from bandit_internal.recent_days(array[pg_temp.day('a', 70, 50, 100)], 100, 30) as r where r.span = 2;
select is_empty('select bandit_internal.recent_days(null, 100, 30)', 'no days, no sums');

select * from finish();
rollback;
