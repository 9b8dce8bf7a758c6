-- tests/sql/choice/choose_generator/status.sql: active and testing are chosen, disabled and zero weights never.
begin;
select plan(5);

set local bandit.account = 'status';
select bandit.create_account('status') as account_id \gset

-- storyteller disabled, its 0.12 to coach; explorer and thoughtLeader down to nothing, their 0.02 and 0.05 to philosopher, which is testing.
update bandit.generator_weights as g
set status = v.status, weight = v.weight
from (values ('storyteller', 'disabled', 0.12), ('coach', 'active', 0.20), ('explorer', 'active', 0), ('thoughtLeader', 'active', 0), ('philosopher', 'testing', 0.09)) as v (generator_name, status, weight)
where g.account_id = :account_id and g.generator_name = v.generator_name;
delete from bandit.generator_propensities where account_id = :account_id;

create temp table chosen as
select c.generator_name, c.propensity
from generate_series(0, 99) as n
cross join lateral bandit.choose_generator(p_arm => 'control', p_u => n / 100.0) as c;

select is(count(*), 0::bigint, 'disabled is never chosen') from chosen where generator_name = 'storyteller';
select is(count(*), 0::bigint, 'nor is a weight of 0, in the middle or at the end') from chosen where generator_name in ('explorer', 'thoughtLeader');
select is(count(*), 9::bigint, 'testing is chosen at its weight') from chosen where generator_name = 'philosopher';
select is(count(*), 20::bigint, 'the others fill the line') from chosen where generator_name = 'coach';
select is(max(propensity), 0.09, 'a testing choice has its propensity') from chosen where generator_name = 'philosopher';

select * from finish();
rollback;
