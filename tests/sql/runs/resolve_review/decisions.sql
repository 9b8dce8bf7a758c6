-- tests/sql/runs/resolve_review/decisions.sql: a flagged generator waits in review_queue until an operator keeps or disables it.
begin;
select plan(22);
\ir ../../fixtures/overrides.psql

select pg_temp.posts('a', 10, 1000, 1), pg_temp.posts('b', 10, 1000, 4), pg_temp.posts('c', 10, 1000, 0), pg_temp.posts('d', 20, 1000, 0) \gset
prepare queue as select q.generator_name from bandit.review_queue as q where q.account = 'test';
select is_empty('execute queue', 'nobody waits');
select r.status from bandit.optimize() as r \gset
select results_eq($$select generator_name, review_reason, weight, total_posts, total_followers_gained, f_per_1k from bandit.review_queue where account = 'test'$$,
    $$values ('c', 'consistent_failure', 0.02, 10::bigint, 0::numeric, 0::numeric), ('d', 'consistent_failure', 0.02, 20, 0, 0)$$, 'failing generators wait, with their figures');

create temp table before as select * from weight;
select lives_ok($$select bandit.resolve_review('C', 'keep', 'holiday season', 'ann', p_now => '2026-11-23 13:00+00')$$, 'one is kept');
select results_eq('execute queue', $$values ('d')$$, 'it waits no longer');
select set_eq('table weight', 'table before', 'no weight changes');
select is(row(g.needs_review, g.review_reason)::text, '(f,)', 'the flag is down') from bandit.generator_weights as g where g.account_id = :account_id and g.generator_name = 'c';
select is(row(e.kind, e.generator_name, e.message, e.actor, e.event_at, e.detail)::text, row('review', 'c', 'c reviewed: keep, holiday season', 'ann', timestamptz '2026-11-23 13:00+00', '{"decision": "keep", "reason": "holiday season"}'::jsonb)::text, 'it is logged') from bandit.events as e where e.account_id = :account_id order by e.event_id desc limit 1;

-- d's 0.02 goes to the others.
select lives_ok($$select bandit.resolve_review('d', 'disable', 'hopeless', p_now => '2026-11-23 14:00+00')$$, 'the other is disabled');
select is_empty('execute queue', 'nobody waits any more');
select is(w.status, 'disabled', 'it is disabled') from weight as w where w.generator_name = 'd';
select is(sum(w.weight), 1.0000, 'the others take up its weight') from in_play as w;
select results_eq(format('select kind, message, actor from bandit.events where account_id = %s and event_at = %L order by event_id', :account_id, '2026-11-23 14:00+00'),
    format($$values ('override', 'disable of d: hopeless', %1$L), ('review', 'd reviewed: disable, hopeless', %1$L)$$, session_user), 'as an override, after a review');
select is(array_agg(distinct c.reason), '{disable of d: hopeless}', 'the history says why') from bandit.weight_changes as c where c.account_id = :account_id and c.changed_at = '2026-11-23 14:00+00';

-- Disabled by hand before: nothing is left to do but to clear the flag.
update bandit.generator_weights set needs_review = true, review_reason = 'consistent_failure' where account_id = :account_id and generator_name in ('d', 'c');
select lives_ok($$select bandit.resolve_review('d', 'disable', 'it is already')$$, 'a disabled one can be disabled');
select results_eq('execute queue', $$values ('c')$$, 'it waits no longer');

select is(pg_temp.refusal($$select bandit.resolve_review('a', 'keep', 'x')$$), format('WT016 / a is not flagged for review / account_id = %s / select * from bandit.review_queue shows the flagged generators', :account_id), 'who does not wait');
select throws_ok(format('select bandit.resolve_review(''c'', %L, ''x'')', decision), 'WT004', format('%s is not a decision', coalesce(quote_literal(decision), 'null')), 'no decision: ' || coalesce(quote_literal(decision), 'null')) from unnest('{null,"",pause}'::text[]) as decision;
select throws_ok($$select bandit.resolve_review('c', 'keep')$$, 'WT004', 'a reason is required', 'no reason');

-- The last generator in play.
select count(*) from bandit.override_generator('a', 'disable', null, 'x') \gset
select count(*) from bandit.override_generator('b', 'disable', null, 'x') \gset
select throws_ok($$select bandit.resolve_review('c', 'disable', 'x')$$, 'WT012', null, 'the last one cannot be disabled');
select results_eq('execute queue', $$values ('c')$$, 'and waits on');

select * from finish();
rollback;
