-- tests/sql/runs/override_generator/pin.sql: held exactly through every run and every other override, until it is released.
begin;
select plan(14);
\ir ../../fixtures/overrides.psql

select results_eq($$select generator_name, new_weight, pinned_weight from bandit.override_generator('a', 'pin', 0.25, 'contract')$$,
    $$values ('b', 0.375::numeric, null::numeric), ('a', 0.25, 0.25), ('c', 0.25, null), ('d', 0.125, null)$$, 'the others share the rest');
select is(row(w.weight, w.pinned_weight, w.status)::text, '(0.2500,0.2500,active)', 'it is pinned') from weight as w where w.generator_name = 'a';

-- Another override leaves it: b and d share 0.35 by 0.375 and 0.125.
select count(*) from bandit.override_generator('c', 'set', 0.4, 'more') \gset
select results_eq('execute weights', $$values ('a', 0.25), ('b', 0.2625), ('c', 0.4), ('d', 0.0875)$$, 'another override leaves it');

-- It would be viral.
select pg_temp.posts('a', 10, 1000, 10), pg_temp.posts('b', 10, 1000, 4), pg_temp.posts('c', 10, 1000, 2), pg_temp.posts('d', 10, 1000, 0) \gset
select r.status from bandit.optimize() as r \gset
select is(w.weight, 0.2500, 'a run leaves it') from weight as w where w.generator_name = 'a';
select is(sum(w.weight), 1.0000, 'and the sum') from in_play as w;
select is(r.status, 'success', 'the next run too') from bandit.optimize(p_now => '2026-11-24 12:00+00') as r;
select is(w.weight, 0.2500, 'exactly') from weight as w where w.generator_name = 'a';

-- Without a weight: the one it has.
create temp table before as select * from weight;
select is(r.pinned_weight, (select b.weight from before as b where b.generator_name = 'b'), 'without a weight it is pinned where it is') from bandit.override_generator('b', 'pin', null, 'fine as it is') as r where r.generator_name = 'b';
select set_eq('select generator_name, weight from weight', 'select generator_name, weight from before', 'no weight moves');
select is(r.new_weight, 0.3000, 'a pin can be moved') from bandit.override_generator('a', 'pin', 0.3, 'new contract') as r where r.generator_name = 'a';

-- Pins may take all: with a, b and c pinned, d is what is left.
select count(*) from bandit.override_generator('c', 'pin', null, 'x') \gset
select count(*) from bandit.override_generator('d', 'pin', null, 'x') \gset
select is(count(w.pinned_weight), 4::bigint, 'all are pinned') from weight as w;
create temp table pinned as select * from weight;
select is(r.status, 'success', 'a run with nothing to move') from bandit.optimize(p_now => '2026-11-25 12:00+00') as r;
select set_eq('table weight', 'table pinned', 'moves nothing');
select is(pg_temp.refusal($$select bandit.override_generator('a', 'pin', 0.1, 'x')$$),
    'WT012 / the fixed weights leave no valid share for the others / fixed weights sum to ' || (select sum(w.weight) filter (where w.generator_name <> 'a') + 0.1 from weight as w) || '; 0 others at a floor of 0.0200 need between 0.0000 and 0 / release a pin or enable a generator, so that one is free to take up the rest', 'nobody could take up the rest');

select * from finish();
rollback;
