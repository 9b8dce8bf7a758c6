-- tests/sql/runs/override_generator/infeasible.sql: what leaves no room is refused with the largest weight that would fit.
begin;
select plan(16);
\ir ../../fixtures/overrides.psql

create temp table before as select * from weight;
select is(pg_temp.refusal(format('select bandit.override_generator(''a'', %L, 0.95, ''x'')', action)),
    'WT012 / the fixed weights leave no valid share for the others / a at 0.9500; the other fixed weights sum to 0; 3 free ones at a floor of 0.0200 need 0.0600 / use at most 0.9400', action || ' at 0.95')
from unnest('{set,pin,test}'::text[]) as action;
select is(pg_temp.refusal(format('select bandit.override_preview(''a'', %L, 0.95)', action)),
    'WT012 / the fixed weights leave no valid share for the others / a at 0.9500; the other fixed weights sum to 0; 3 free ones at a floor of 0.0200 need 0.0600 / use at most 0.9400', 'its preview: ' || action)
from unnest('{set,pin,test}'::text[]) as action;
select set_eq('table weight', 'table before', 'nothing changes');
select is_empty(format('select 1 from bandit.events where account_id = %s', :account_id), 'nothing is logged');
select is(r.new_weight, 0.9400, '0.94 fits') from bandit.override_generator('a', 'set', 0.94, 'x') as r where r.generator_name = 'a';
select results_eq('execute weights', $$values ('a', 0.94), ('b', 0.02), ('c', 0.02), ('d', 0.02)$$, 'with the others on the floor');

-- Beside a pin of 0.3 and a trial at 0.1: 0.6 less the floor of one.
select count(*) from bandit.override_generator('a', 'set', 0.4, 'x') \gset
select count(*) from bandit.override_generator('b', 'pin', 0.3, 'x') \gset
select count(*) from bandit.override_generator('c', 'test', 0.1, 'x') \gset
select is(pg_temp.refusal($$select bandit.override_generator('a', 'set', 0.6, 'x')$$),
    'WT012 / the fixed weights leave no valid share for the others / a at 0.6000; the other fixed weights sum to 0.4000; 1 free ones at a floor of 0.0200 need 0.0200 / use at most 0.5800', 'pins and testing weights count');
select is(r.new_weight, 0.5800, '0.58 fits') from bandit.override_generator('a', 'set', 0.58, 'x') as r where r.generator_name = 'a';

-- A last weight that no longer fits.
select count(*) from bandit.override_generator('a', 'disable', null, 'x') \gset
select count(*) from bandit.override_generator('b', 'pin', 0.8, 'x') \gset
select is(pg_temp.refusal($$select bandit.override_generator('a', 'enable', null, 'x')$$),
    'WT012 / the fixed weights leave no valid share for the others / a at 0.5800; the other fixed weights sum to 0.9000; 1 free ones at a floor of 0.0200 need 0.0200 / use at most 0.0800', 'neither does a last weight that no longer fits');
select is(r.new_weight, 0.0800, '0.08 fits') from bandit.override_generator('a', 'enable', 0.08, 'x') as r where r.generator_name = 'a';

-- Where not even the floor fits, the pin is what is wrong.
select count(*) from bandit.override_generator('a', 'disable', null, 'x') \gset
select count(*) from bandit.override_generator('b', 'pin', 0.88, 'x') \gset
select is(pg_temp.refusal($$select bandit.override_generator('a', 'enable', 0.02, 'x')$$),
    'WT012 / the fixed weights leave no valid share for the others / fixed weights sum to 1.0000; 1 others at a floor of 0.0200 need between 0.0200 and 1 / lower or release a pin', 'not even the floor fits');
select is(pg_temp.refusal('select 1'), 'none', 'all that could be committed');

select * from finish();
rollback;
