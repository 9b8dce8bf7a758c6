-- tests/sql/runs/override_generator/release.sql: a pin ends, its weight stays until a run moves it.
begin;
select plan(8);
\ir ../../fixtures/overrides.psql

select count(*) from bandit.override_generator('a', 'pin', 0.25, 'contract') \gset
create temp table before as select w.generator_name, w.weight from weight as w;
select results_eq($$select generator_name, old_weight, new_weight, pinned_weight from bandit.override_generator('a', 'release', null, 'contract is over') where generator_name = 'a'$$, $$values ('a', 0.25::numeric, 0.25::numeric, null::numeric)$$, 'it is free');
select set_eq('select generator_name, weight from weight', 'table before', 'and no weight moves');
select is(count(w.pinned_weight), 0::bigint, 'no pin is left') from weight as w;
select pg_temp.posts('a', 10, 1000, 10), pg_temp.posts('b', 10, 1000, 4), pg_temp.posts('c', 10, 1000, 2), pg_temp.posts('d', 10, 1000, 1) \gset
select r.status from bandit.optimize() as r \gset
select cmp_ok(w.weight, '>', 0.25, 'a run moves it') from weight as w where w.generator_name = 'a';

-- A floor raised over a pin does not move the pin; released, it is on the floor.
select count(*) from bandit.override_generator('d', 'pin', 0.02, 'hardly') \gset
select bandit.set_setting('min_weight', '0.05') \gset
select is(w.weight, 0.0200, 'a pin may lie under a floor that was raised later') from weight as w where w.generator_name = 'd';
select is(r.new_weight, 0.0500, 'a free generator may not') from bandit.override_generator('d', 'release', null, 'x') as r where r.generator_name = 'd';
select is(sum(w.weight), 1.0000, 'and the sum') from in_play as w;

-- Released beside pins it is the one to take up the rest, which is what it has.
select count(*) as pinned from unnest('{a,b,c,d}'::text[]) as g cross join lateral bandit.override_generator(g, 'pin', null, 'x') \gset
select is(r.old_weight, r.new_weight, 'the only free one keeps its weight') from bandit.override_generator('c', 'release', null, 'x') as r where r.generator_name = 'c';

select * from finish();
rollback;
