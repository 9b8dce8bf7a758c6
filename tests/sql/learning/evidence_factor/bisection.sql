-- tests/sql/learning/evidence_factor/bisection.sql: just enough data, not more.
begin;
select plan(7);

-- Two generators with the same exposure, so many followers each.
create function pg_temp.two(p_first double precision, p_second double precision) returns bandit_internal.contender[] language sql as $$
    select array_agg(row(g.name, g.followers, 10, 0, 0, n.draws, v.draws)::bandit_internal.contender)
    from (values ('a', p_first, 0), ('b', p_second, 1)) as g (name, followers, number)
    join bandit.standard_normals as n on n.series = g.number
    join bandit.standard_normals as v on v.series = g.number + 128
$$;
-- Normal approximation: (10 - 6) k / sqrt((10 + 6) k) = 1.645.
select is(round(bandit_internal.evidence_factor(pg_temp.two(10, 6), 0.95)::numeric, 0), 3.0, 'as the normal approximation has it: 2.7');
select cmp_ok(bandit_internal.leader_probability(pg_temp.two(10, 6), f * 1.001), '>=', 0.95::double precision, 'enough') from bandit_internal.evidence_factor(pg_temp.two(10, 6), 0.95) as f;
select cmp_ok(bandit_internal.leader_probability(pg_temp.two(10, 6), f / 1.06), '<', 0.95::double precision, 'with less it is not')
from bandit_internal.evidence_factor(pg_temp.two(10, 6), 0.95) as f;
select is(bandit_internal.evidence_factor(pg_temp.two(60, 6), 0.95), 1::double precision, 'known already');
select is(bandit_internal.evidence_factor(pg_temp.two(10, 10), 0.95), null, 'alike');
select is(bandit_internal.evidence_factor('{}', 0.95), null, 'no generator');
select is(bandit_internal.evidence_factor((pg_temp.two(10, 6))[1:1], 0.95), 1::double precision, 'a single one is the best');

select * from finish();
rollback;
