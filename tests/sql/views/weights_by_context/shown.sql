-- tests/sql/views/weights_by_context/shown.sql: the contexts' weights beside the account's.
begin;
select plan(2);

select bandit.create_account('shown') as account_id \gset
select is(count(*), 0::bigint, 'no context, no row') from bandit.weights_by_context as w where w.account = 'shown';
insert into bandit.contexts (account_id, context_number, topic, format, daypart) values (:account_id, 1, 'sleep', null, 2), (:account_id, 2, null, 'thread', null);
insert into bandit.context_weights (account_id, context_number, generator_name, weight) values (:account_id, 1, 'coach', 0.25), (:account_id, 1, 'explorer', 0.75), (:account_id, 2, 'coach', 1);
select results_eq($$select topic, format, daypart, generator_name, weight, overall_weight from bandit.weights_by_context where account = 'shown'$$,
    $$values ('sleep', null, 'afternoon', 'explorer', 0.75, 0.02), ('sleep', null, 'afternoon', 'coach', 0.25, 0.08), (null, 'thread', null, 'coach', 1, 0.08)$$, 'the most likely first');

select * from finish();
rollback;
