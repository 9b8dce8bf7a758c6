-- tests/sql/learning/account_changes/platform.sql: what changes for all generators is the account's, what changes for one is not.
begin;
select plan(7);

-- Generators a to d, 20 posts each of `exposure` a day, with that rate.
create function pg_temp.days(p_first integer, p_last integer, p_rates jsonb, p_log_reach double precision default 0) returns bandit_internal.learning_day[] language sql as $$
    select array_agg(row(r.key, d, 20, r.value::double precision * 10, 10, 20 * p_log_reach, 20 * (p_log_reach ^ 2 + 1), null, null, null, null, null)::bandit_internal.learning_day)
    from generate_series(p_first, p_last) as d
    cross join jsonb_each_text(p_rates) as r
$$;
create function pg_temp.found(p_days bandit_internal.learning_day[], p_rate_since integer default null, p_reach_since integer default null) returns text language sql as $$
    select string_agg(format('%s %s: %s to %s, times %s', c.measure, c.changed_on, round(c.level_before::numeric, 1), round(c.level_after::numeric, 1), round(c.size::numeric, 1)), '; ' order by c.measure)
    from bandit_internal.account_changes(p_days, 100, p_rate_since, p_reach_since) as c
$$;
select pg_temp.days(30, 85, '{"a": 4, "b": 2, "c": 2, "d": 2}') as before \gset
select is(pg_temp.found(:'before'::bandit_internal.learning_day[] || pg_temp.days(86, 99, '{"a": 4, "b": 2, "c": 2, "d": 2}')), null, 'nothing has changed');
select is(pg_temp.found(:'before'::bandit_internal.learning_day[] || pg_temp.days(86, 99, '{"a": 2, "b": 1, "c": 1, "d": 1}')), 'f_per_1k 86: 2.5 to 1.3, times 0.5', 'half of it for all, from the day on which it was so');
select is(pg_temp.found(:'before'::bandit_internal.learning_day[] || pg_temp.days(86, 99, '{"a": 4, "b": 2, "c": 2, "d": 2}', 0.7)), 'exposure_per_post 86: 1000.0 to 2013.8, times 2.0', 'twice as many see what is posted');
select is(pg_temp.found(:'before'::bandit_internal.learning_day[] || pg_temp.days(86, 99, '{"a": 1, "b": 2, "c": 2, "d": 2}')), null, 'that the best is no longer the best is not the platform''s doing');
select is(pg_temp.found(:'before'::bandit_internal.learning_day[] || pg_temp.days(86, 99, '{"a": 4}')), null, 'nor is it to choose the best alone');
select is(pg_temp.found(:'before'::bandit_internal.learning_day[] || pg_temp.days(86, 99, '{"a": 2, "b": 1, "c": 1, "d": 1}', 0.7), 86, null), 'exposure_per_post 86: 1000.0 to 2013.8, times 2.0', 'a change on record is where one begins to look');
select is(pg_temp.found(null), null, 'no posts, no changes');

select * from finish();
rollback;
