-- tests/sql/weights/target_weights_thompson/held.sql: pinned and testing weights are exact, disabled ones are out, the rest is the posterior's.
begin;
select plan(9);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"best": 0.2, "fine": 0.2, "poor": 0.1, "pin": 0.2, "test": 0.1, "fresh": 0.2, "off": 0.3}') \gset
select bandit.set_setting('policy', 'thompson') \gset
update bandit.generator_weights set pinned_weight = 0.2 where account_id = :account_id and generator_name = 'pin';
update bandit.generator_weights set status = 'testing' where account_id = :account_id and generator_name = 'test';
update bandit.generator_weights set status = 'disabled' where account_id = :account_id and generator_name = 'off';
-- pin is the best of all by far, so among all nobody else would have a score.
select pg_temp.posts('best', 30, 1000, 4), pg_temp.posts('fine', 30, 1000, 2), pg_temp.posts('poor', 30, 1000, 0.1), pg_temp.posts('pin', 30, 1000, 9), pg_temp.posts('test', 30, 1000, 1), pg_temp.posts('off', 30, 1000, 5) \gset
create temp table stage as select e.* from bandit.explain_weights() as e;

select is(array_agg(s.generator_name order by s.generator_name), array['best', 'fine', 'fresh', 'pin', 'poor', 'test'], 'a disabled generator is out') from stage as s;
select results_eq($$select generator_name, rule, new_weight, fixed_weight, score from stage where generator_name in ('pin', 'test') order by 1$$, $$values ('pin', 'pinned', 0.2, 0.2, null::numeric), ('test', 'testing', 0.1, 0.1, null)$$, 'held weights are exact');
select is(sum(s.new_weight), 1.0, 'the weights sum to 1') from stage as s;
select is(sum(s.score), 1.0, 'the scores of those that are free to move too') from stage as s;
select is(sum(s.best_probability), 1.0, 'and the probabilities to be the best of all') from stage as s;
select cmp_ok(s.best_probability, '>', 0.9, 'which the pinned one is') from stage as s where s.generator_name = 'pin';
select results_eq($$select generator_name from stage where fixed_weight is null order by new_weight desc limit 1$$, $$values ('best')$$, 'the best of the free ones has most');
select is(s.new_weight, 0.02, 'the poor one has the floor') from stage as s where s.generator_name = 'poor';
select is(array_agg(distinct s.sharpened_score = power(s.score::double precision, 3)::numeric), array[true], 'sharpened by 3') from stage as s where s.score is not null;

select * from finish();
rollback;
