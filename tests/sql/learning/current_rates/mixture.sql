-- tests/sql/learning/current_rates/mixture.sql: one gamma distribution for what may have changed, worked out with scipy's gammaln.
begin;
select plan(7);

create function pg_temp.day(p_name text, p_day integer, p_followers double precision, p_exposure double precision) returns bandit_internal.learning_day language sql as $$
    select row(p_name, p_day, 1, p_followers, p_exposure, 0, 0, null, null, null, null, null)::bandit_internal.learning_day
$$;
create function pg_temp.rate(variadic p_days bandit_internal.learning_day[]) returns text language sql as $$
    select concat_ws(' ', round(r.shape::numeric, 4), round(r.exposure_1k::numeric, 4), r.changed_on, round(r.rate_before::numeric, 4), round(r.rate_after::numeric, 4))
    from bandit_internal.current_rates(array['a', 'b'], p_days, 2, 100, 1e12) as r where r.generator_name = 'a'
$$;

select is(pg_temp.rate(pg_temp.day('b', 90, 100, 50)), '1.0000 0.7143', 'no posts: one follower at 0.7 of the account''s rate');
select is(pg_temp.rate(pg_temp.day('a', 100, 100, 50)), '101.0000 50.7143', 'no past: its own posts beside that');
select is(pg_temp.rate(pg_temp.day('a', 90, 100, 50), pg_temp.day('a', 100, 50, 10)), '49.9816 10.5091 98 2.0000 5.0000', 'a change that is as good as certain, with its day');
select is(pg_temp.rate(pg_temp.day('a', 90, 100, 50), pg_temp.day('a', 99, 0, 20)), '1.0000 20.7143 98 2.0000 0.0000', 'none since: not more certain than the prior');
select is(row(r.changed_on, r.rate_before, r.rate_after)::text, '(,,)', 'what may be luck is no change')
from bandit_internal.current_rates(array['a'], array[pg_temp.day('a', 90, 100, 50), pg_temp.day('a', 100, 10, 10)], 2, 100, 1e12) as r;
select cmp_ok(r.shape, '<', 50::double precision, 'but makes the rate less certain')
from bandit_internal.current_rates(array['a'], array[pg_temp.day('a', 90, 100, 50), pg_temp.day('a', 100, 10, 10)], 2, 100, 1e12) as r;
-- 10^12 followers long ago, hardly any since: neither certainty nor a division by nothing.
select is(row(r.shape >= 1, r.exposure_1k > 0)::text, '(t,t)', 'extremes stay numbers')
from bandit_internal.current_rates(array['a'], array[pg_temp.day('a', 90, 1e12, 1), pg_temp.day('a', 100, 0, 1e9)], 2, 100, 1e12) as r;

select * from finish();
rollback;
