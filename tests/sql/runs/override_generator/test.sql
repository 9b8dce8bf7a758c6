-- tests/sql/runs/override_generator/test.sql: tested at a weight that is held, chosen, measured, and no trap.
begin;
select plan(12);
\ir ../../fixtures/overrides.psql

-- a, c and d share 0.9 by 0.4, 0.2 and 0.1: 0.51428.., 0.25714.., 0.12857..
select results_eq($$select generator_name, new_status, new_weight, pinned_weight from bandit.override_generator('b', 'test', 0.1, 'new prompt')$$,
    $$values ('a', 'active', 0.5143::numeric, null::numeric), ('c', 'active', 0.2571, null), ('d', 'active', 0.1286, null), ('b', 'testing', 0.1, null)$$, 'it is tested at 0.1');
select results_eq('execute weights', $$values ('a', 0.5143), ('b', 0.1), ('c', 0.2571), ('d', 0.1286)$$, 'which is in force');
select is(c.generator_name, 'b', 'it is chosen') from bandit.choose_generator(p_u => 0.52) as c;

select pg_temp.posts('a', 10, 1000, 1), pg_temp.posts('b', 10, 1000, 9), pg_temp.posts('c', 10, 1000, 2), pg_temp.posts('d', 10, 1000, 3) \gset
select r.status from bandit.optimize() as r \gset
select is(row(w.weight, w.status)::text, '(0.1000,testing)', 'a run holds it') from weight as w where w.generator_name = 'b';
select is(g.total_posts, 10::bigint, 'and measures it') from bandit.generator_weights as g where g.account_id = :account_id and g.generator_name = 'b';
select is(r.new_weight, 0.2000, 'its testing weight can be set') from bandit.override_generator('b', 'set', 0.2, 'more data') as r where r.generator_name = 'b';
select is(r.new_weight, 0.3000, 'or tested at another') from bandit.override_generator('b', 'test', 0.3, 'still more') as r where r.generator_name = 'b';
select is(row(w.weight, w.status)::text, '(0.3000,testing)', 'it is still testing') from weight as w where w.generator_name = 'b';

create temp table before as select w.generator_name, w.weight from weight as w;
select count(*) from bandit.override_generator('b', 'enable', null, 'it is good') \gset
select is(w.status, 'active', 'enabled it is active') from weight as w where w.generator_name = 'b';
select set_eq('select generator_name, weight from weight', 'table before', 'and no weight moves');
-- A pin gives way.
select count(*) from bandit.override_generator('c', 'pin', 0.2, 'x') \gset
select is(row(r.new_status, r.new_weight, r.pinned_weight)::text, '(testing,0.2000,)', 'a pinned one is tested where it was pinned') from bandit.override_generator('c', 'test', null, 'x') as r where r.generator_name = 'c';
select is(pg_temp.refusal('select 1'), 'none', 'all that could be committed');

select * from finish();
rollback;
