-- tests/sql/weights/derive_propensities/own_weights.sql: an arm with weights of its own has them in every context.
begin;
select plan(6);

select bandit.create_account('contexts', p_generators => '["a", "b", "c"]') as account_id \gset
set local bandit.account = 'contexts';
insert into bandit.contexts (account_id, context_number, topic, format, daypart) values (:account_id, 1, 'sleep', null, null);
insert into bandit.context_weights (account_id, context_number, generator_name, weight) values (:account_id, 1, 'a', 0.1), (:account_id, 1, 'b', 0.2), (:account_id, 1, 'c', 0.7);
select arm from bandit.start_experiment('mine', 'two are enough', 0.2, p_weights => '{"a": 0.5, "b": 0.5}') \gset
select arm from bandit.start_experiment('plan', 'the blueprint gains more', 0.2, p_policy => 'blueprint') \gset
select arm from bandit.start_experiment('flat', 'weak personas can improve', 0.2, p_transform => 'flatten', p_strength => 1) \gset

create function pg_temp.propensities(p_arm text, p_context integer) returns text language sql as $$
    select string_agg(p.propensity::text, ' ' order by p.generator_name) from bandit.generator_propensities as p
    where p.account_id = bandit.account_id('contexts') and p.arm = p_arm and p.context_number = p_context
$$;
select is(pg_temp.propensities('control', 1), '0.1000 0.2000 0.7000', 'control has the weights of the context');
select is(pg_temp.propensities('flat', 1), '0.3334 0.3333 0.3333', 'a transform transforms them');
select is(pg_temp.propensities('mine', 0), '0.4900 0.4900 0.0200', 'fixed weights, with the floor');
select is(pg_temp.propensities('mine', 1), '0.4900 0.4900 0.0200', 'are fixed: in every context');
select is(pg_temp.propensities('plan', 1), pg_temp.propensities('plan', 0), 'and so are those of another policy');
select is(pg_temp.propensities('plan', 0), '0.3334 0.3333 0.3333', 'which starts from the account''s');
select * from finish();
rollback;
