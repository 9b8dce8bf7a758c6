-- tests/sql/learning/days_until/closed_form.sql: the closed form agrees with posts that arrive one by one and are forgotten.
begin;
select plan(6);

-- Ten thousand small steps instead of the formula: 2 posts a day, half-life 10 days, from 5 posts.
create function pg_temp.weighted(p_days double precision) returns double precision language plpgsql as $$
declare
    v_weighted double precision := 5;
begin
    for i in 1 .. 10000 loop
        v_weighted := v_weighted * power(0.5::double precision, p_days / 10000 / 10) + 2 * p_days / 10000;
    end loop;
    return v_weighted;
end
$$;

select cmp_ok(abs(pg_temp.weighted(bandit_internal.days_until(wanted, 5, 2, 10)) - wanted), '<', 0.01::double precision, format('%s posts', wanted))
from unnest(array[6, 15, 28]) as wanted;
select is(bandit_internal.days_until(29, 5, 2, 10), null, 'more than 28.9 posts are never remembered');
select is(bandit_internal.days_until(5, 5, 0, 10), 0::double precision, 'enough already');
select is(bandit_internal.days_until(6, 5, 0, 10), null, 'never, without posts');

select * from finish();
rollback;
