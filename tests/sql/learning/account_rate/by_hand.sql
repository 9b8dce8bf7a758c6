-- tests/sql/learning/account_rate/by_hand.sql: the account's rate, forgetting, with a prior of 2 in 1.
begin;
select plan(4);

create function pg_temp.day(p_day integer, p_followers double precision, p_exposure double precision) returns bandit_internal.learning_day language sql as $$
    select row('a', p_day, 1, p_followers, p_exposure, 0, 0, array[p_followers], array[p_exposure], null, null, null)::bandit_internal.learning_day
$$;

select is(bandit_internal.account_rate(null, 100, 30), 2::double precision, 'nothing is known: the prior');
select is(bandit_internal.account_rate(array[pg_temp.day(100, 10, 5)], 100, 30), 2::double precision, '(10 + 2) / (5 + 1)');
select is(bandit_internal.account_rate(array[pg_temp.day(100, 10, 5), pg_temp.day(70, 20, 8)], 100, 30), 2.2::double precision, 'a half-life ago counts half: (10 + 10 + 2) / (5 + 4 + 1)');
select is(bandit_internal.account_rate(array[pg_temp.day(100, -50, 9)], 100, 30), 0.2::double precision, 'a loss is no gain, and no rate is below 0');

select * from finish();
rollback;
