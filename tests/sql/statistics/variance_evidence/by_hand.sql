-- tests/sql/statistics/variance_evidence/by_hand.sql: the probability of each variance, against densities of normal contrasts.
begin;
select plan(5);

create function pg_temp.evidence(p_groups text[], p_estimates double precision[], p_precisions double precision[]) returns numeric[] language sql as $$
    select array_agg(round(e.probability::numeric, 6) order by e.variance)
    from bandit_internal.variance_evidence(p_groups, p_estimates, p_precisions, array[0.1, 0.4], 0.5) as e
$$;
-- Two estimates differ by N(0, 2 (1 + variance)): densities at 1 of variances 2, 2.2 and 2.8, with priors 0.5, 0.25 and 0.25.
select is(pg_temp.evidence('{a,a}', '{0,1}', '{1,1}'), (
    select array_agg(round((d.prior * d.density / d.total)::numeric, 6) order by d.v)
    from (
        select v, prior, exp(-1 / (2 * v)) / sqrt(v) as density, sum(prior * exp(-1 / (2 * v)) / sqrt(v)) over () as total
        from (values (2::double precision, 0.5::double precision), (2.2, 0.25), (2.8, 0.25)) as p (v, prior)
    ) as d
), 'the density of the difference');
select is(pg_temp.evidence('{a,a,b,b}', '{0,1,50,51}', '{1,1,1,1}'), pg_temp.evidence('{b,a,b,a}', '{1,7,0,8}', '{1,1,1,1}'), 'only differences within a group count');
select is(pg_temp.evidence('{a,b}', '{0,9}', '{1,1}'), '{0.500000,0.250000,0.250000}', 'a single estimate in each group: the prior');
select is(pg_temp.evidence('{a,a}', '{0,1000}', '{1,1}'), '{0.000000,0.000000,1.000000}', 'overwhelming evidence does not underflow');
select is(pg_temp.evidence(null, null, null), null, 'no estimates, no row');

select * from finish();
rollback;
