-- tests/sql/posts/objective_value/by_hand.sql: the value of a post in an objective.
begin;
select plan(14);

create function pg_temp.value(p_objective text, p_followers numeric, variadic p_readings jsonb[]) returns numeric language sql as $$
    select bandit_internal.objective_value(bandit_internal.parse_objective(p_objective), p_followers, p_readings)
$$;
select is(pg_temp.value('followers + 0.05*bookmarks', 2, '{"bookmarks": 10}'), 2.5, '2 + 0.05 x 10');
select is(pg_temp.value('followers + 0.05*bookmarks', -1, '{"bookmarks": 10}'), -0.5, 'followers may be lost');
select is(pg_temp.value('followers + 0.05*bookmarks', 2, '{"likes": 10}'), null, 'bookmarks were not measured: unknown, not 0');
select is(pg_temp.value('followers + 0.05*bookmarks', null, '{"bookmarks": 10}'), null, 'nor is it known without followers');
select is(pg_temp.value('bookmarks per 1000', null, '{"bookmarks": 0}'), 0.0, '0 is a measurement');
select is(pg_temp.value('bookmarks', null, '{"bookmarks": 3, "likes": 1}', '{"likes": 2}'), 3.0, 'each metric has its newest reading');
select is(pg_temp.value('bookmarks + likes', null, '{"bookmarks": 3, "likes": 1}', '{"likes": 2}'), 5.0, 'also if they are of different readings');
select is(pg_temp.value('extra.signups', null, '{"extra.signups": 4}'), 4.0, 'a number of one''s own');
select is(pg_temp.value('extra.signups', null, '{"extra.signups": "4.5"}'), 4.5, 'as text, as files have it');
select is(array_agg(pg_temp.value('extra.signups', null, jsonb_build_object('extra.signups', v))), array_fill(null::numeric, array[8]), 'anything else is unknown')
from unnest(array['-1', '"many"', 'true', '[1]', '{"a": 1}', '""', '1e300', '"NaN"']::jsonb[]) as v;
select is(bandit_internal.objective_value(bandit_internal.parse_objective('likes'), null, null), null, 'without a reading it is unknown');

select is(bandit_internal.measured_metrics(1, null, 0, 2, null, null, 5, null, null, null, '{"signups": 3, "likes": 9}'),
    '{"likes": 1, "quotes": 2, "replies": 0, "impressions": 5, "extra.likes": 9, "extra.signups": 3}'::jsonb, 'the metrics of a reading by name');
select is(bandit_internal.measured_metrics(null, null, null, null, null, null, null, null, null, null, '{}'), '{}', 'or none');
select is(bandit_internal.measured_metrics(null, null, null, null, null, null, null, null, null, null, null), '{}', 'nor extra values');

select * from finish();
rollback;
