-- tests/sql/weights/target_weights_blueprint/held.sql: pins and testing weights are exact, disabled generators are not touched.
begin;
select plan(8);
\ir ../../fixtures/policy.psql

-- F/1K: pin 10 (it would be viral), test 0 from ten posts (it would be failing), good 4, poor 2, off 100, offToo -9.
select pg_temp.generators('{"pin": 0.25, "test": 0.1, "good": 0.4, "poor": 0.25, "off": 0.9, "offToo": 0.1}') \gset
update bandit.generator_weights set pinned_weight = 0.25 where account_id = :account_id and generator_name = 'pin';
update bandit.generator_weights set status = 'testing' where account_id = :account_id and generator_name = 'test';
update bandit.generator_weights set status = 'disabled' where account_id = :account_id and generator_name in ('off', 'offToo');
update bandit.account_settings set score_exponent = 1 where account_id = :account_id;
select pg_temp.posts('pin', 10, 1000, 10), pg_temp.posts('test', 10, 1000, 0), pg_temp.posts('good', 10, 1000, 4), pg_temp.posts('poor', 10, 1000, 2), pg_temp.posts('off', 10, 1000, 100), pg_temp.posts('offToo', 10, 1000, -9) \gset

select results_eq('select generator_name, rule from bandit.explain_weights() order by 1', $$values ('good', 'blended'), ('pin', 'pinned'), ('poor', 'blended'), ('test', 'testing')$$, 'those in play');
-- Held ones are in the min-max, the disabled ones are not: good 0.28 + 0.3 x 0.4 = 0.4, poor 0.175 + 0.3 x 0.2 = 0.235; of 0.65: 0.409448.., 0.240551..
select r.status from bandit.optimize() as r \gset
select results_eq(format('select generator_name, weight::numeric from bandit.generator_weights where account_id = %s order by 1', :account_id),
    $$values ('good', 0.4094), ('off', 0.9000), ('offToo', 0.1000), ('pin', 0.2500), ('poor', 0.2406), ('test', 0.1000)$$, 'the others share 0.65');
select is(sum(g.weight), 1.0000, 'the sum is that of those in play') from bandit.generator_weights as g where g.account_id = :account_id and g.status <> 'disabled';
select is_empty(format('select 1 from bandit.events where account_id = %s', :account_id), 'what is held is neither boosted nor reported');
select ok(not g.needs_review, 'nor flagged') from bandit.generator_weights as g where g.account_id = :account_id and g.generator_name = 'test';
select is(row(g.total_posts, g.avg_f_per_1k, g.last_updated = now())::text, row(null, null, true)::text, 'the disabled row is as it was') from bandit.generator_weights as g where g.account_id = :account_id and g.generator_name = 'off';
select is(row(g.total_posts, round(g.avg_f_per_1k, 1))::text, row(10, 0.0)::text, 'the testing one is measured') from bandit.generator_weights as g where g.account_id = :account_id and g.generator_name = 'test';
select results_eq(format('select distinct generator_name from bandit.weight_changes where account_id = %s order by 1', :account_id), $$values ('good'), ('poor')$$, 'only the others changed');

select * from finish();
rollback;
