-- tests/sql/weights/list_propensities/order.sql: what a bot keeps decides as the database does.
begin;
select plan(5);

set local bandit.account = 'kept';
select bandit.create_account('kept') as account_id \gset
\ir ../../fixtures/arms.psql
create temp table row_kept as select row_number() over () as place, l.* from bandit.list_propensities() as l;

select is(count(*), 36::bigint, 'three arms of twelve generators') from row_kept;
select ok(bool_and(s.is_next), 'in the order of the draw') from (select r.choice_edge > lag(r.choice_edge, 1, 0::double precision) over (order by r.place) as is_next from row_kept as r) as s;
select is(max(r.choice_edge), 1::double precision, 'up to 1') from row_kept as r;
select ok(bool_and(c.generator_name = k.generator_name and c.experiment_arm = k.experiment_arm and c.propensity = k.propensity and c.weight = k.weight), 'the first row above the draw is the choice')
from generate_series(0, 499) as n
cross join lateral bandit.choose_generator(p_u => n / 500.0) as c
cross join lateral (select r.* from row_kept as r where n / 500.0::double precision < r.choice_edge order by r.place limit 1) as k;
select ok(bool_and(c.generator_name = k.generator_name and c.propensity = k.propensity), 'and within an arm')
from generate_series(0, 199) as n
cross join lateral bandit.choose_generator(p_arm => 'variant_b', p_u => n / 200.0) as c
cross join lateral (select r.* from row_kept as r where r.experiment_arm = 'variant_b' and n / 200.0::double precision < r.upper_edge order by r.place limit 1) as k;

select * from finish();
rollback;
