-- tests/sql/weights/target_weights/another_policy.sql: a policy is a function of one shape and a row; the rest of a run is the same for all.
begin;
select plan(4);
\ir ../../fixtures/policy.psql

create function bandit_internal.target_weights_even(p_account_id bigint, p_totals bandit_internal.generator_total[], p_now timestamptz)
returns setof bandit_internal.weight_target language sql as $$
    select (jsonb_populate_record(null::bandit_internal.weight_target, jsonb_build_object('generator_name', g.generator_name, 'status', g.status, 'current_weight', g.weight, 'rule', 'even', 'target_weight', 1))).*
    from bandit.generator_weights as g where g.account_id = p_account_id
$$;
insert into bandit.policies (policy, description) values ('even', 'Equal weights.');
select pg_temp.generators('{"a": 0.5, "b": 0.3, "c": 0.1, "d": 0.1}'), pg_temp.posts('a', 20, 100, 1) \gset
select is(bandit.set_setting('policy', 'even'), 'even', 'chosen like any setting');
select results_eq('select r.status, r.generators_updated from bandit.optimize() as r', $$values ('success', 4)$$, 'a run of it');
select results_eq(format('select generator_name, weight::numeric from bandit.generator_weights where account_id = %s order by 1', :account_id), $$values ('a', 0.25), ('b', 0.25), ('c', 0.25), ('d', 0.25)$$, 'its weights are in force');
select is(array_agg(distinct c.actor), array['policy even'], 'and in the history, under its name') from bandit.weight_changes as c where c.account_id = :account_id;

select * from finish();
rollback;
