-- tests/sql/attribution/judge_intervals/history.sql: an interval is compared with those of its history, without a table.
begin;
select plan(4);

-- The base of an interval of 24 hours with a live post, where 2 followers came in the hour before each of these ends, without a post.
create function pg_temp.judged(p_ends timestamptz[], p_history interval) returns text language sql as $$
    select (j.balances[1]).base::text
    from (
        select bandit_internal.judge_intervals(
            array[row('2026-11-22 12:00+00', '2026-11-23 12:00+00', 40, null, 10, false, 0, 0, false, null, null, array[gen_random_uuid()], '{10}', null, null, null)::bandit_internal.interval_balance],
            array(select row(e - interval '1 hour', e, 2, null, null, true, 0, 0, false, null, null, null, null, null, null, null)::bandit_internal.interval_balance from unnest(p_ends) as e),
            p_history
        ) as balances
    ) as j
$$;
select is(pg_temp.judged('{2026-11-13 00:00+00}', '10 days'), '48.000000', 'the start of the history is in it');
select is(pg_temp.judged('{2026-11-12 23:59:59.999999+00}', '10 days'), '0.000000', 'a microsecond earlier is not');
select is(pg_temp.judged('{2026-11-23 23:59+00}', '10 days'), '48.000000', 'an interval that ends later on the same day is');
select is(pg_temp.judged('{2026-11-24 00:00+00}', '10 days'), '0.000000', 'one that ends on the next day is not');

select * from finish();
rollback;
