-- tests/sql/runs/override_generator/set.sql: a weight now, free to move later.
begin;
select plan(9);
\ir ../../fixtures/overrides.psql

-- b, c and d share 0.75 by 0.3, 0.2 and 0.1.
select results_eq($$select * from bandit.override_generator('a', 'set', 0.25, 'too much of it')$$,
    $$values ('b', 'active', 'active', 0.3::numeric, 0.375::numeric, null::numeric), ('a', 'active', 'active', 0.4, 0.25, null), ('c', 'active', 'active', 0.2, 0.25, null), ('d', 'active', 'active', 0.1, 0.125, null)$$, 'all before and after, by weight');
select results_eq('execute weights', $$values ('a', 0.25), ('b', 0.375), ('c', 0.25), ('d', 0.125)$$, 'which is in force');
select is(sum(w.weight), 1.0000, 'the sum') from in_play as w;

-- Of 0.1 d would get 0.1 x 0.125 / 0.75 = 0.0167: it is held at 0.02, and 0.08 left for 0.375 and 0.25.
select count(*) from bandit.override_generator('a', 'set', 0.9, 'a campaign') \gset
select results_eq('execute weights', $$values ('a', 0.9), ('b', 0.048), ('c', 0.032), ('d', 0.02)$$, 'nobody falls under the floor');
select count(*) from bandit.override_generator('a', 'set', 0.02, 'over') \gset
select results_eq('execute weights', $$values ('a', 0.02), ('b', 0.4704), ('c', 0.3136), ('d', 0.196)$$, 'the floor itself is a weight');
select is(pg_temp.refusal('set constraints all immediate'), 'none', 'all that could be committed');

-- It is free: the next run moves it. F/1K: a 4, b 0 (failing), c and d 2: scores 1, -, 0.35355.., 0.35355..
set constraints all deferred;
select count(*) from bandit.override_generator('a', 'set', 0.4, 'as it was') \gset
select pg_temp.posts('a', 10, 1000, 4), pg_temp.posts('b', 10, 1000, 0), pg_temp.posts('c', 10, 1000, 2), pg_temp.posts('d', 10, 1000, 2) \gset
select r.status from bandit.optimize() as r \gset
select cmp_ok(w.weight, '>', 0.4, 'the next run raises it') from weight as w where w.generator_name = 'a';
select is(count(w.pinned_weight), 0::bigint, 'nothing is pinned') from weight as w;

-- In steps of 0.0001.
select is(r.new_weight, 0.3333, 'a weight has four decimals') from bandit.override_generator('a', 'set', 0.33333, 'a third') as r where r.generator_name = 'a';

select * from finish();
rollback;
