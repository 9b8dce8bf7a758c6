-- tests/sql/weights/set_weights/history.sql: what differs is written and logged, the rest is left alone.
begin;
select plan(6);

select bandit.create_account('weights', p_now => '2025-01-01 00:00+00') as account_id \gset
select bandit_internal.set_weights(:account_id, array[row('coach', 0.07, 'less', null), row('explorer', 0.03, 'more', null), row('humanVoice', 0.15, 'same', null), row('nobody', 0.5, 'unknown', null)]::bandit_internal.new_weight[], 'tester', null, '2025-02-01 00:00+00') \gset

select results_eq(format('select generator_name, old_weight, new_weight, reason from bandit.weight_changes where account_id = %s order by 1', :account_id), $$values ('coach', 0.08, 0.07, 'less'), ('explorer', 0.02, 0.03, 'more')$$, 'two weights differ');
select is(array_agg(distinct row(c.actor, c.changed_at)::text), array[row('tester', timestamptz '2025-02-01 00:00+00')::text], 'by whom and when') from bandit.weight_changes as c where c.account_id = :account_id;
select is(array_agg(g.generator_name order by g.generator_name), array['coach', 'explorer'], 'only those were updated') from bandit.generator_weights as g where g.account_id = :account_id and g.last_updated > '2025-01-01 00:00+00';
select is(g.weight, 0.1500, 'an equal weight is not') from bandit.generator_weights as g where g.account_id = :account_id and g.generator_name = 'humanVoice';
select is(count(*), 12::bigint, 'an unknown name adds nothing') from bandit.generator_weights as g where g.account_id = :account_id;
select results_eq($$select generator_name, change from bandit.weight_history where account = 'weights' order by change$$, $$values ('coach', -0.01), ('explorer', 0.01)$$, 'the view shows by how much');

select * from finish();
rollback;
