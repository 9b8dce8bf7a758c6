-- tests/sql/runs/remove_generator/outcomes.sql: without decisions it is gone; with decisions it is retired, in the history and nowhere else.
begin;
select plan(29);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"a": 0.4, "b": 0.3, "c": 0.2, "d": 0.1}') \gset
select pg_temp.posts('a', 20, 1000, 1), pg_temp.posts('b', 20, 1000, 9) \gset
prepare weights as select w.generator_name, w.weight from bandit.weights as w where w.account_id = bandit.account_id(current_setting('bandit.account'));

select results_eq($$select * from bandit.remove_generator('D', 'a mistake')$$, $$values ('d', 'deleted')$$, 'one without decisions is deleted');
select results_eq('execute weights', $$values ('a', 0.4445), ('b', 0.3333), ('c', 0.2222)$$, 'the others share its weight');
select is(count(*), 0::bigint, 'no row is left') from bandit.generators as g where g.account_id = :account_id and g.generator_name = 'd';
select throws_ok($$select * from bandit.remove_generator('d')$$, 'WT002', null, 'it is unknown');

select results_eq($$select * from bandit.remove_generator('b', 'tired of it')$$, $$values ('b', 'retired')$$, 'one with posts is retired');
select results_eq($$select * from bandit.remove_generator('b')$$, $$values ('b', 'retired')$$, 'once');
set constraints all immediate;
set constraints all deferred;
select results_eq('execute weights', $$values ('a', 0.6667), ('c', 0.3333)$$, 'it is out of the weights');
select results_eq($$select g.status, g.weight::numeric from bandit.generators as g where g.account_id = bandit.account_id(current_setting('bandit.account')) and g.generator_name = 'b'$$, $$values ('retired', 0.0)$$, 'but among all generators');
select is(count(*), 0::bigint, 'not in the report') from bandit.report() as r where r.generator_name = 'b';
select is(count(*), 0::bigint, 'not in performance') from bandit.performance as p where p.account_id = :account_id and p.generator_name = 'b';
select is(count(*), 0::bigint, 'not in the evidence') from bandit.evidence as e where e.account_id = :account_id and e.generator_name = 'b';
select is(count(*), 0::bigint, 'not in generator_evidence') from bandit.generator_evidence() as e where e.generator_name = 'b';
select is(count(*), 0::bigint, 'not in generator_performance') from bandit.generator_performance() as p where p.generator_name = 'b';
select is(count(*), 0::bigint, 'not among the best') from bandit.top_performers() as p where p.generator_name = 'b';
select is(count(*), 0::bigint, 'not among the worst') from bandit.bottom_performers() as p where p.generator_name = 'b';
select is(count(*), 0::bigint, 'not in the next run') from bandit.explain_weights() as e where e.generator_name = 'b';
select is(count(*), 0::bigint, 'not in an override of another one') from bandit.override_preview('a', 'set', 0.5) as o where o.generator_name = 'b';
select is(r.weight, 0.3::numeric, 'the report of a time before has it') from bandit.report(p_now => bandit.clock() - interval '1 hour', p_lookback => '30 days') as r where r.generator_name = 'b';
select results_eq($$select h.new_weight, h.reason from bandit.weight_history as h where h.account_id = bandit.account_id(current_setting('bandit.account')) and h.generator_name = 'b' order by h.changed_at desc, h.change_id desc limit 1$$, $$values (0.0000, 'disable of b: tired of it')$$, 'and the history its end');
select is(count(*), 20::bigint, 'its posts stay') from bandit.content_metadata as c where c.account_id = :account_id and c.generator_name = 'b';
select is(array_agg(e.message order by e.event_id), array['d removed (deleted): a mistake', 'b removed (retired): tired of it'], 'both are logged') from bandit.events as e where e.account_id = :account_id and e.kind = 'generator_removed';
select is(i.inserted, 1::bigint, 'an import of its posts') from bandit.import_posts('[{"tweet_id": "900", "posted_at": "2025-01-01", "generator_name": "B"}]') as i;
select is(r.status, 'success', 'a run') from bandit.optimize() as r;
select throws_ok(format('select bandit.override_generator(%L, %L, 0.2, %L)', 'b', o.action, 'x'), 'WT016', null, o.action) from unnest(array['set', 'pin']) as o (action);
select throws_ok($$select bandit.override_generator('b', 'disable', null, 'x')$$, 'WT016', null, 'disable');
select is(r.new_status, 'active', 'enabling it brings it back') from bandit.override_generator('b', 'enable', 0.3, 'again') as r where r.generator_name = 'b';
select is(r.weight, 0.3::numeric, 'at the weight wanted') from bandit.report() as r where r.generator_name = 'b';
select * from bandit.remove_generator('b') \gset
select * from bandit.remove_generator('a') \gset
select throws_ok($$select * from bandit.remove_generator('c')$$, 'WT012', null, 'the last one stays');

select * from finish();
rollback;
