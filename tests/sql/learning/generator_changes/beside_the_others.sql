-- tests/sql/learning/generator_changes/beside_the_others.sql: a generator has changed where the others have not.
begin;
select plan(12);

-- 27 days of 8 followers in 4000 impressions for each of four generators, then 3 of what is given: days 70 to 99.
create function pg_temp.days(p_followers double precision[], p_generators integer default 4) returns bandit_internal.learning_day[] language sql as $$
    select array_agg(row(g.name, d, 1, case when d < 97 then 8 else g.followers end, 4, 0, 0, null, null, null, null, null)::bandit_internal.learning_day)
    from unnest(array['a', 'b', 'c', 'd'], p_followers) with ordinality as g (name, followers, place)
    cross join generate_series(70, 99) as d
    where g.place <= p_generators
$$;
create function pg_temp.found(p_days bandit_internal.learning_day[], p_names text[] default null, p_since integer[] default null) returns text language sql as $$
    select string_agg(format('%s %s: %s to %s, times %s, z %s', c.generator_name, c.changed_on, round(c.rate_before::numeric, 2), round(c.rate_after::numeric, 2), round(c.size::numeric, 2), round(c.z::numeric, 3)), '; ')
    from bandit_internal.generator_changes(p_days, 100, p_names, p_since) as c
$$;
select is(pg_temp.found(pg_temp.days('{8, 8, 8, 8}')), null, 'nothing has changed');
select is(pg_temp.found(pg_temp.days('{0, 8, 8, 8}')), 'a 97: 2.00 to 0.00, times 0.00, z -7.378', 'one no longer gains any, from the first day on which it did not');
select is(pg_temp.found(pg_temp.days('{20, 8, 8, 8}')), 'a 97: 2.00 to 5.00, times 2.50, z 4.833', 'one gains more than twice as many');
select is(pg_temp.found(pg_temp.days('{5, 8, 8, 8}')), null, 'three less than eight is chance: z = -1.7');
select is(pg_temp.found(pg_temp.days('{4, 4, 4, 4}')), null, 'half for all is the platform''s doing');
select is(pg_temp.found(pg_temp.days('{2, 4, 4, 4}')), null, 'half of that for one is z = -2.5');
select is(pg_temp.found(pg_temp.days('{0, 8}', 2)), null, 'of two nobody can say which has changed');
select is(pg_temp.found(pg_temp.days('{0, 8, 8}', 3)) ~ '^a 97: [^;]*$', true, 'of three one can');
select is(pg_temp.found(pg_temp.days('{0, 8, 8, 8}'), '{a, b}', '{97, 97}'), null, 'what is on record is not found again');
select is(pg_temp.found(pg_temp.days('{0, 8, 8, 8}'), '{a}', '{93}'), null, 'nor is anything within a week of it');
select is(pg_temp.found(pg_temp.days('{0, 8, 8, 8}'), '{a}', '{89}') ~ '^a 97: ', true, 'later it is');
select is(pg_temp.found(pg_temp.days('{8, 8, 8, 8}') || row('a', 100, 1, 500, 4, 0, 0, null, null, null, null, null)::bandit_internal.learning_day || row('a', 40, 1, 5000, 4, 0, 0, null, null, null, null, null)::bandit_internal.learning_day), null, 'neither today nor what is older than 8 weeks is used');

select * from finish();
rollback;
