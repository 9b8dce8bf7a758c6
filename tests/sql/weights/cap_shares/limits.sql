-- tests/sql/weights/cap_shares/limits.sql: no limited share is above the cap, the others keep their proportions.
begin;
select plan(10);

-- Scores as shares of their sum.
create function pg_temp.shares(p_scores double precision[], p_is_capped boolean[], p_cap double precision) returns numeric[] language sql as $$
    select array_agg(round((s.score / t.total)::numeric, 4) order by s.place)
    from unnest(bandit_internal.cap_shares(p_scores, p_is_capped, p_cap)) with ordinality as s (score, place)
    cross join (select sum(u.score) as total from unnest(bandit_internal.cap_shares(p_scores, p_is_capped, p_cap)) as u (score)) as t
$$;
select is(pg_temp.shares('{6,3,1}', '{t,f,f}', 0.5), '{0.5000,0.3750,0.1250}', 'one above the cap');
select is(pg_temp.shares('{4,3,3}', '{t,f,f}', 0.5), '{0.4000,0.3000,0.3000}', 'one below it');
select is(pg_temp.shares('{6,3,1}', '{f,f,f}', 0.5), '{0.6000,0.3000,0.1000}', 'none is limited');
select is(pg_temp.shares('{6,3,1}', '{t,t,t}', 0.5), '{0.6000,0.3000,0.1000}', 'all are: nothing is known of any');
select is(pg_temp.shares('{10,2.4,4,4}', '{t,t,f,f}', 0.25), '{0.2500,0.1731,0.2885,0.2885}', 'the second stays below it');
select is(pg_temp.shares('{10,4,4,4}', '{t,t,f,f}', 0.25), '{0.2500,0.2500,0.2500,0.2500}', 'one lifted to the cap by another');
select is(bandit_internal.cap_shares('{}', '{}', 1), '{}', 'no generator is free');
select is(pg_temp.shares('{5,0}', '{t,f}', 0.5), '{0.5000,0.5000}', 'where the other has no score, both are equal');
select is(pg_temp.shares('{5,0,0,0}', '{t,f,f,f}', 0.5), '{0.5000,0.1667,0.1667,0.1667}', 'the others without a score share the rest');
select is(pg_temp.shares('{32,16,8,4,2,1,0,0,0,0,0,0}', '{t,t,t,t,t,t,f,f,f,f,f,f}', 2.0::double precision / 12), array_fill(0.1667, array[6]) || array_fill(0.0000, array[6]), 'the limited ones take all at the cap, whatever the rounding of it');

select * from finish();
rollback;
