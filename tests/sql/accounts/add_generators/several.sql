-- tests/sql/accounts/add_generators/several.sql: several generators at once have equal chances.
begin;
select plan(10);

select bandit.create_account('several', p_generators => '[]') as account_id \gset
set local bandit.account = 'several';
prepare weights as select g.generator_name, g.weight::numeric from bandit.generator_weights as g where g.account_id = bandit.account_id('several') order by g.generator_name collate "C";

select results_eq($$select * from bandit.add_generators('["b", "a", {"name": "c", "notes": "calm"}]')$$, $$values ('a', 0.3334), ('b', 0.3333), ('c', 0.3333)$$, 'the first ones share all');
select results_eq($$select * from bandit.add_generators('["d", "e"]')$$, $$values ('d', 0.08), ('e', 0.08)$$, 'later ones have new_generator_weight');
select is(sum(g.weight), 1.0000, 'the sum') from bandit.generator_weights as g where g.account_id = :account_id;
select is(count(distinct g.weight), 1::bigint, 'many have a fair share') from bandit.add_generators((select jsonb_agg('many ' || n) from generate_series(1, 15) as n)) as g;
select is(min(g.weight), 0.05::numeric, 'of twenty') from bandit.generator_weights as g where g.account_id = :account_id and g.generator_name ~ 'many';
set constraints all immediate;
set constraints all deferred;
select is_empty($$select * from bandit.add_generators('[]')$$, 'none');
select throws_ok($$select * from bandit.add_generators('["new", "D"]')$$, 'WT007', 'there is a generator d already', 'one that exists: none is added');
select throws_ok($$select * from bandit.add_generators('["x", "X"]')$$, 'WT007', 'two generators have the same name', 'one twice');
select throws_ok($$select * from bandit.add_generators('"x"')$$, 'WT004', null, 'no array');
select is(array_agg(e.message order by e.event_id) filter (where e.generator_name in ('a', 'b', 'c')), array['b added', 'a added', 'c added'], 'each is logged') from bandit.events as e where e.account_id = :account_id;

select * from finish();
rollback;
