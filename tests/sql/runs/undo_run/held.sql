-- tests/sql/runs/undo_run/held.sql: pins, trials, newcomers, the floor and who is disabled stay; the rest goes back around them.
begin;
select plan(11);
\ir ../../fixtures/overrides.psql

-- The weights of before the run, around what is held now; as if it had not been undone.
create function pg_temp.undo(p_run_id bigint) returns bigint language sql as $$
    update bandit.optimization_runs set undone_at = null where run_id = p_run_id;
    select count(*) from bandit.undo_run(p_run_id, 'x')
$$;

select pg_temp.posts('a', 10, 1000, 1), pg_temp.posts('b', 10, 1000, 4), pg_temp.posts('c', 10, 1000, 2), pg_temp.posts('d', 10, 1000, 1) \gset
select r.run_id from bandit.optimize() as r \gset

-- a and b were 0.4 and 0.3 and share what the pin of c and the trial of d leave: 0.6 x 4/7 = 0.342857.., 0.257142..
select count(*) from bandit.override_generator('c', 'pin', 0.25, 'x') \gset
select count(*) from bandit.override_generator('d', 'test', 0.15, 'x') \gset
select pg_temp.undo(:run_id) \gset
select results_eq('execute weights', $$values ('a', 0.3429), ('b', 0.2571), ('c', 0.25), ('d', 0.15)$$, 'around a pin and a trial');
select is(row(w.status, w.pinned_weight)::text, '(active,0.2500)', 'which is still one') from weight as w where w.generator_name = 'c';

-- Without d the others were 0.4, 0.3, 0.2 of 0.9.
select count(*) from bandit.override_generator('c', 'release', null, 'x') \gset
select count(*) from bandit.override_generator('d', 'disable', null, 'x') \gset
select pg_temp.undo(:run_id) \gset
select results_eq('execute weights', $$values ('a', 0.4445), ('b', 0.3333), ('c', 0.2222), ('d', 0.15)$$, 'without who is disabled by now');
select is(w.status, 'disabled', 'who stays so') from weight as w where w.generator_name = 'd';
select count(*) from bandit.override_generator('d', 'enable', 0.5, 'x') \gset
select pg_temp.undo(:run_id) \gset
select results_eq('execute weights', $$values ('a', 0.4), ('b', 0.3), ('c', 0.2), ('d', 0.1)$$, 'enabled again it has its old weight');

-- A newcomer keeps its weight: 0.8 for the others.
select bandit.add_generator('e', 0.2) \gset
select count(*) from bandit.override_generator('a', 'set', 0.6, 'x') \gset
select count(*) from bandit.override_generator('e', 'set', 0.2, 'x') \gset
select pg_temp.undo(:run_id) \gset
select results_eq('execute weights', $$values ('a', 0.32), ('b', 0.24), ('c', 0.16), ('d', 0.08), ('e', 0.2)$$, 'a newcomer keeps its weight');

-- A higher floor lifts d to 0.1, and e has 0.2 x 0.9 / 0.92 = 0.1957; of the 0.7043 left a, b and c get 0.313022.., 0.234766.., 0.156511..
select bandit.set_setting('min_weight', '0.1') \gset
select pg_temp.undo(:run_id) \gset
select results_eq('execute weights', $$values ('a', 0.3130), ('b', 0.2348), ('c', 0.1565), ('d', 0.1), ('e', 0.1957)$$, 'a higher floor holds');
select is(sum(w.weight), 1.0000, 'and the sum') from in_play as w;

-- With nobody free it changes nothing.
select count(*) as pinned from unnest('{a,b,c,d,e}'::text[]) as g cross join lateral bandit.override_generator(g, 'pin', null, 'x') \gset
create temp table pinned as select * from weight;
select lives_ok(format('select pg_temp.undo(%s)', :run_id), 'with all pinned it goes through');
select set_eq('table weight', 'table pinned', 'and moves nothing');
select is(pg_temp.refusal('select 1'), 'none', 'all that could be committed');

select * from finish();
rollback;
