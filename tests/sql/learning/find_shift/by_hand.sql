-- tests/sql/learning/find_shift/by_hand.sql: a week differs from those before by more than weeks do.
begin;
select plan(7);

create function pg_temp.found(p_levels double precision[], p_variance double precision default 0, p_weeks integer[] default null) returns text language sql as $$
    select row(s.weeks, round(s.shift::numeric, 4), round(s.z::numeric, 4))::text
    from bandit_internal.find_shift(
        coalesce(p_weeks, array(select generate_series(0, cardinality(p_levels) - 1))), p_levels, array_fill(p_variance, array[cardinality(p_levels)])
    ) as s
$$;
-- s2 = 12 x 0.0144 / (12 + 3 - 1) = 0.012343: 0.5 / sqrt(0.012343 (1 + 1/3)) = 3.8976.
select is(pg_temp.found('{0.5, 0, 0, 0}'), '(1,0.5000,3.8976)', 'the last week is half as much again');
select is(pg_temp.found('{-0.4, 0, 0, 0}'), null, '3.1 standard errors are not enough');
-- s2 = (12 x 0.0244) / 14: z = 2.9943.
select is(pg_temp.found('{0.5, 0, 0, 0}', 0.01), null, 'nor is a jump of what is hardly known');
select is(pg_temp.found('{0.5, 0, 0}'), null, 'two weeks before it are too few');
-- s2 = 12 x 0.0144 / 15, two weeks after and four before: 0.5 / sqrt(0.01152 x 0.75).
select is(pg_temp.found('{-0.5, -0.5, 0, 0, 0, 0}'), '(2,-0.5000,-5.3791)', 'since when, is where the evidence is greatest');
-- s2 = (0.1728 + 4 x 0.09) / 15 = 0.03552: z = 0.5 / sqrt(0.03552 x 1.25) = 2.373.
select is(pg_temp.found('{0.5, 0.3, -0.3, 0.3, -0.3}'), null, 'weeks that differ anyway ask for more');
select is(pg_temp.found('{0.5, 0, 0, 0}', 0, '{1, 2, 3, 4}'), '(2,0.5000,3.8976)', 'a week without posts is left out');

select * from finish();
rollback;
