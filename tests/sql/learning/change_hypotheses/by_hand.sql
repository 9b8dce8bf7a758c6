-- tests/sql/learning/change_hypotheses/by_hand.sql: what speaks for a change, worked out with scipy's gammaln.
begin;
select plan(8);

create function pg_temp.day(p_name text, p_day integer, p_followers double precision, p_exposure double precision) returns bandit_internal.learning_day language sql as $$
    select row(p_name, p_day, 1, p_followers, p_exposure, 0, 0, null, null, null, null, null)::bandit_internal.learning_day
$$;
create function pg_temp.probabilities(variadic p_days bandit_internal.learning_day[]) returns text language sql as $$
    select string_agg(format('%s: %s', coalesce(h.span::text, 'never'), round(h.probability::numeric, 6)), ', ' order by h.span nulls first)
    from bandit_internal.change_hypotheses(p_days, 2, 100, 1e12) as h where h.generator_name = 'a'
$$;

-- 2 followers per unit of exposure, then 5, with ten days between: the odds of a span are its width times 1/200 times
-- b 100! / (b + 50)^101 x b 50! / (b + 10)^51 / (b 150! / (b + 60)^151), b = 1/1.4.
select is(pg_temp.probabilities(pg_temp.day('a', 90, 100, 50), pg_temp.day('a', 100, 50, 10)),
    'never: 0.001745, 2: 0.262699, 3: 0.105079, 4: 0.157619, 6: 0.210159, 8: 0.262699', 'more than twice the rate is a change');
select is(pg_temp.probabilities(pg_temp.day('a', 90, 100, 50), pg_temp.day('a', 100, 2, 0.05)),
    'never: 0.959693, 2: 0.010607, 3: 0.004243, 4: 0.006364, 6: 0.008486, 8: 0.010607', 'two followers where a tenth of one was due are luck');
select is(pg_temp.probabilities(pg_temp.day('a', 90, 100, 50), pg_temp.day('a', 100, 10, 10)),
    'never: 0.846959, 2: 0.040274, 3: 0.016110, 4: 0.024164, 6: 0.032219, 8: 0.040274', 'half the rate may be a change');
select is(pg_temp.probabilities(pg_temp.day('a', 90, 100, 50), pg_temp.day('a', 100, 10, 10), pg_temp.day('b', 90, 100, 50), pg_temp.day('b', 100, 10, 10)),
    'never: 0.846959, 2: 0.040274, 3: 0.016110, 4: 0.024164, 6: 0.032219, 8: 0.040274', 'one other does not speak for the platform');
select is(pg_temp.probabilities(pg_temp.day('a', 90, 100, 50), pg_temp.day('a', 100, 10, 10), pg_temp.day('b', 90, 100, 50), pg_temp.day('b', 100, 10, 10),
                                pg_temp.day('c', 90, 100, 50), pg_temp.day('c', 100, 10, 10)),
    'never: 0.978533, 2: 0.005649, 3: 0.002260, 4: 0.003390, 6: 0.004519, 8: 0.005649', 'half the rate for all is the platform''s doing');
select is(array_agg(row(h.followers, h.exposure_1k, round(h.rate_before::numeric, 6))::text), array['(50,10,2.000000)'], 'what is known since, and the rate before')
from bandit_internal.change_hypotheses(array[pg_temp.day('a', 90, 100, 50), pg_temp.day('a', 100, 50, 10)], 2, 100, 1e12) as h where h.span = 4;
select is(pg_temp.probabilities(pg_temp.day('a', 100, 100, 50)), 'never: 1.000000', 'nothing before, no change');
select is(pg_temp.probabilities(pg_temp.day('a', 90, -50, 50), pg_temp.day('a', 100, -50, 10)), pg_temp.probabilities(pg_temp.day('a', 90, 0, 50), pg_temp.day('a', 100, 0, 10)), 'losses are no followers');

select * from finish();
rollback;
