-- tests/sql/runs/override_generator/history.sql: who, why, when and what, in weight_changes and events.
begin;
select plan(13);
\ir ../../fixtures/overrides.psql

select count(*) from bandit.override_generator(' A ', 'pin', 0.25, 'contract', 'ann', p_now => '2026-11-23 15:00+00') \gset
select results_eq(format('select generator_name, old_weight::numeric, new_weight::numeric from bandit.weight_changes where account_id = %s order by 1', :account_id), $$values ('a', 0.4, 0.25), ('b', 0.3, 0.375), ('c', 0.2, 0.25), ('d', 0.1, 0.125)$$, 'every weight that changed, in any spelling of the name');
select is(array_agg(distinct row(c.reason, c.actor, c.run_id, c.changed_at)::text), array[row('pin of a: contract', 'ann', null::bigint, timestamptz '2026-11-23 15:00+00')::text], 'why, by whom, when, and by no run') from bandit.weight_changes as c where c.account_id = :account_id;
select results_eq(format('select kind, generator_name, message, actor, run_id, event_at, detail from bandit.events where account_id = %s', :account_id),
    $$values ('override', 'a', 'pin of a: contract', 'ann', null::bigint, timestamptz '2026-11-23 15:00+00', '{"action": "pin", "reason": "contract", "generator_name": "a", "old_status": "active", "new_status": "active", "old_weight": 0.4, "new_weight": 0.25, "pinned_weight": 0.25}'::jsonb)$$, 'one event, with the numbers');
select is(g.last_updated, timestamptz '2026-11-23 15:00+00', 'the generator was updated then') from bandit.generator_weights as g where g.account_id = :account_id and g.generator_name = 'a';

-- The login where no actor is given, the clock where no time is.
select count(*) from bandit.override_generator('a', 'pin', 0.25, 'contract renewed') \gset
select is(count(*), 4::bigint, 'a weight that stays is not in weight_changes') from bandit.weight_changes as c where c.account_id = :account_id;
select is(row(e.actor, e.event_at, e.message)::text, row(session_user, timestamptz '2026-11-23 12:00+00', 'pin of a: contract renewed')::text, 'but the override is in events') from bandit.events as e where e.account_id = :account_id order by e.event_id desc limit 1;
select count(*) from bandit.override_generator('b', 'set', 0.2, 'x', '  ') \gset
select is(e.actor, session_user::text, 'an empty actor is none') from bandit.events as e where e.account_id = :account_id order by e.event_id desc limit 1;
set local role bandit_operator;
select lives_ok($$select bandit.override_generator('b', 'set', 0.3, 'x')$$, 'an operator may');
reset role;
set local role bandit_reader;
select throws_ok($$select bandit.override_generator('b', 'set', 0.3, 'x')$$, '42501', null, 'a reader may not');
reset role;
set local role bandit_bot;
select throws_ok($$select bandit.override_generator('b', 'set', 0.3, 'x')$$, '42501', null, 'nor may the bot');
reset role;

-- A choice knows that no run set the weight; flags and figures stay.
update bandit.generator_weights set needs_review = true, review_reason = 'consistent_failure', total_posts = 12 where account_id = :account_id and generator_name = 'c';
select count(*) from bandit.override_generator('c', 'set', 0.3, 'x') \gset
select is(row(g.needs_review, g.review_reason, g.total_posts, g.run_id)::text, row(true, 'consistent_failure', 12, null)::text, 'a review flag survives an override') from bandit.generator_weights as g where g.account_id = :account_id and g.generator_name = 'c';

-- Another account is another matter.
select bandit.create_account('other') as other_id \gset
select is(r.new_weight, 0.5000, 'the account may be given') from bandit.override_generator('human_voice', 'set', 0.5, 'x', p_account_id => :other_id) as r where r.generator_name = 'humanVoice';
select is(count(*), 5::bigint, 'the others'' history is as it was') from bandit.events as e where e.account_id = :account_id;

select * from finish();
rollback;
