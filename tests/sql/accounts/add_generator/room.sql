-- tests/sql/accounts/add_generator/room.sql: a new generator gets its share and the others make room, to exactly 1.0000.
begin;
select plan(24);

set local bandit.account = 'room';
select bandit.create_account('room') as account_id \gset
create temp view weight as select g.generator_name, g.weight, g.status from bandit.generator_weights as g where g.account_id = bandit.account_id('room');

-- 0.92 is left for twelve. explorer and philosopher would get 0.0184 and are held at the floor of 0.02; the other ten share 0.88 by their 0.96:
-- 0.15 -> 0.1375, 0.12 -> 0.11, 0.10 -> 0.091666.., 0.08 -> 0.073333.., 0.05 -> 0.045833.., 0.04 -> 0.036666..
-- Rounded down they sum to 0.8796; the four missing 0.0001 go to the largest remainders, and of those to the larger weights: to the four of 0.10.
select is(bandit.add_generator('memeLord', p_notes => 'jokes', p_now => '2025-01-01 00:00+00'), 0.0800, 'the new one gets 0.08');
select results_eq('select generator_name, weight from weight order by weight desc, generator_name collate "C"',
    $$values ('humanVoice', 0.1375), ('newsReporter', 0.1100), ('storyteller', 0.1100), ('dataNerd', 0.0917), ('interesting', 0.0917), ('mythBuster', 0.0917), ('provocateur', 0.0917),
             ('memeLord', 0.0800), ('coach', 0.0733), ('thoughtLeader', 0.0458), ('contrarian', 0.0366), ('explorer', 0.0200), ('philosopher', 0.0200)$$, 'the others keep their proportions above the floor');
select is(sum(weight), 1.0000, 'and the sum') from weight;
select is(row(g.status, g.notes, g.last_updated, g.run_id)::text, row('active', 'jokes', timestamptz '2025-01-01 00:00+00', null::bigint)::text, 'it is active, with its notes') from bandit.generator_weights as g where g.account_id = :account_id and g.generator_name = 'memeLord';
select is(count(*), 11::bigint, 'every weight that changed is in the history, no other') from bandit.weight_changes as c where c.account_id = :account_id;
select is(row(c.old_weight, c.new_weight, c.reason, c.actor, c.run_id, c.changed_at)::text, row(0.0000, 0.0800, 'generator memeLord added', session_user, null::bigint, timestamptz '2025-01-01 00:00+00')::text, 'its own from 0') from bandit.weight_changes as c where c.account_id = :account_id and c.generator_name = 'memeLord';
select is(row(e.generator_name, e.message, e.detail)::text, row('memeLord', 'memeLord added at 0.0800', '{"status": "active", "weight": 0.0800}'::jsonb)::text, 'it is logged') from bandit.events as e where e.account_id = :account_id and e.kind = 'generator_added';
select lives_ok('set constraints all immediate', 'and could be committed');
set constraints all deferred;

-- Pins and testing weights stay exactly.
update bandit.generator_weights set pinned_weight = weight where account_id = :account_id and generator_name = 'humanVoice';
select is(bandit.add_generator('tester', 0.10, 'testing'), 0.1000, 'one for testing');
select is(bandit.add_generator('newcomer', 0.30), 0.3000, 'one with a weight of its own');
select is(weight, 0.1375, 'a pin stays exactly') from weight where generator_name = 'humanVoice';
select is(weight || status, '0.1000testing', 'so does a testing weight') from weight where generator_name = 'tester';
select is(sum(weight), 1.0000, 'and the sum') from weight;
select cmp_ok(min(weight), '>=', 0.0200, 'nobody is under the floor') from weight;

-- A weight is rounded to 0.0001. The default is never under the floor.
select is(bandit.add_generator('rounded', 0.03004), 0.0300, 'a weight has four decimals');
select bandit.set_setting('new_generator_weight', '0.01') \gset
select is(bandit.add_generator('floored'), 0.0200, 'a new generator weighs at least the floor');
select bandit.set_setting('new_generator_weight', '0.05') \gset
select is(bandit.add_generator('byDefault'), 0.0500, 'else what the setting says');

-- A disabled generator is outside the sum. Where nobody is free, the new one takes up the rest.
select bandit.create_account('pins') as pins \gset
update bandit.generator_weights set status = 'disabled' where account_id = :pins and generator_name not in ('humanVoice', 'coach');
update bandit.generator_weights set weight = 0.7, pinned_weight = 0.7 where account_id = :pins and generator_name = 'humanVoice';
update bandit.generator_weights set weight = 0.1, status = 'testing' where account_id = :pins and generator_name = 'coach';
select is(bandit.add_generator('filler', 0.05, p_account_id => :pins), 0.2000, 'it takes up what pins and testing leave');
select lives_ok('set constraints all immediate', 'so that the sum is 1 again');
set constraints all deferred;
update bandit.generator_weights set status = 'disabled', pinned_weight = null where account_id = :pins;
select is(bandit.add_generator('lonely', p_status => 'testing', p_account_id => :pins), 1.0000, 'alone it gets all');
select throws_ok(format('select bandit.add_generator(%L, p_account_id => %s)', 'second', :pins), 'WT012', 'the fixed weights leave no valid share for the others', 'beside a testing weight of 1 there is no room');
select is(count(*), 0::bigint, 'and it is not added') from bandit.generator_weights where account_id = :pins and generator_name = 'second';
select throws_ok($$select bandit.add_generator('greedy', 0.62)$$, 'WT012', 'the fixed weights leave no valid share for the others', 'nor is there beside a greedy one');
select is(sum(weight), 1.0000, 'the sum holds') from weight where status <> 'disabled';

select * from finish();
rollback;
