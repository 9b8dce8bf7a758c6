-- tests/sql/choice/choose_generator/arms.sql: one draw decides arm and generator.
begin;
select plan(15);

set local bandit.account = 'arms';
select bandit.create_account('arms') as account_id \gset
\ir ../../fixtures/arms.psql

create function pg_temp.drawn(p_u double precision, p_arm text default null) returns text language sql as $$
    select format('%s %s %s %s', c.experiment_arm, c.generator_name, c.weight, c.propensity) from bandit.choose_generator(p_u => p_u, p_arm => p_arm) as c
$$;

-- control has [0, 0.6), variant_a [0.6, 0.85), variant_b [0.85, 1). coach is first in each: 0.08, 0.0810 and 0.0756 of it.
select is(pg_temp.drawn(0), 'control coach 0.0800 0.0800', 'the first draw');
select is(pg_temp.drawn(0.04799999), 'control coach 0.0800 0.0800', 'coach ends at 0.6 x 0.08 = 0.048');
select is(pg_temp.drawn(0.048), 'control contrarian 0.0400 0.0400', 'where contrarian begins');
select is(pg_temp.drawn(0.5999999), 'control thoughtLeader 0.0500 0.0500', 'the last of control');
select is(pg_temp.drawn(0.6), 'variant_a coach 0.0800 0.0810', 'the first of variant_a: 0.7 x 0.08 + 0.3 / 12');
select is(pg_temp.drawn(0.62024999), 'variant_a coach 0.0800 0.0810', '0.6 + 0.25 x 0.081 = 0.62025');
select is(pg_temp.drawn(0.62025), 'variant_a contrarian 0.0400 0.0530', 'where contrarian begins');
select is(pg_temp.drawn(0.85), 'variant_b coach 0.0800 0.0756', 'the first of variant_b: 0.9 x 0.08 / 0.952');
select is(pg_temp.drawn(0.9999999999999999), 'variant_b thoughtLeader 0.0500 0.0683', 'the last of all: 1.3 x 0.05 / 0.952');

select is(pg_temp.drawn(0.0809999, 'variant_a'), 'variant_a coach 0.0800 0.0810', 'a given arm: the draw only decides the generator');
select is(pg_temp.drawn(0.081, 'variant_a'), 'variant_a contrarian 0.0400 0.0530', 'by the edges of the arm');

delete from bandit.content_metadata where account_id = :account_id;
select count(pg_temp.drawn((n + 0.5) / 1000)) from generate_series(0, 999) as n \gset
select results_eq(
    $$select c.experiment_arm, count(*) from bandit.content_metadata as c where c.account_id = bandit.account_id('arms') group by 1 order by 1$$,
    $$values ('control', 600::bigint), ('variant_a', 250), ('variant_b', 150)$$, 'an even grid of draws gives every arm its share'
);
select is(
    (select max(abs(1000 * g.expected - g.chosen))::numeric < 2
     from (
         select p.generator_name, sum(p.propensity * e.share) as expected,
                (select count(*) from bandit.content_metadata as c where c.account_id = :account_id and c.generator_name = p.generator_name) as chosen
         from bandit.generator_propensities as p
         join bandit.experiment_arms as e using (account_id, arm)
         where p.account_id = :account_id
         group by p.generator_name
     ) as g),
    true, 'and every generator its propensities'
);
select ok(bool_and(again.generator_name = c.generator_name and again.experiment_arm = c.experiment_arm and again.propensity = c.propensity), 'each draw decides again as it decided')
from bandit.content_metadata as c
cross join lateral bandit.choose_generator(p_u => c.u) as again
where c.account_id = :account_id;

select count(*) from bandit.end_arm('variant_b', 'enough'), bandit.choose_generator(p_u => 0.99) \gset
select is((select count(*) from bandit.content_metadata as c where c.account_id = :account_id and c.experiment_arm = 'variant_b' and c.propensity = 0.0756), 2 * 11::bigint, 'a decision keeps its arm and propensity when the arm ends');

select * from finish();
rollback;
