-- tests/sql/schema/roles.sql: the bot calls functions, the reader reads views, the operator does both, and nobody touches tables.
begin;
select plan(40);
grant all on all tables in schema pg_temp to public;
grant all on all sequences in schema pg_temp to public;

select bandit.create_account('roles') as account_id \gset

set local role bandit_bot;
set local bandit.account = 'roles';
select lives_ok('select * from bandit.choose_generator(p_u => 0)', 'the bot chooses');
select decision_id from bandit.choose_generator(p_u => 0) \gset
select lives_ok(format('select * from bandit.mark_posted(%L, %L)', :'decision_id', '1'), 'posts');
select is(r::text, '(2,1,0,0,1,{})', 'and records, bad rows too') from bandit.record_outcomes('[{"tweet_id": "1", "likes": 1}, {"tweet_id": "1", "likes": "x"}]') as r;
select lives_ok('select * from bandit.discard_decision((select decision_id from bandit.choose_generator()))', 'it discards');
select throws_ok('select * from bandit.discard_decision(null)', 'WT003', null, 'it is told its mistakes');
select lives_ok('select * from bandit.error_code', 'and may look up what they mean');
select throws_ok(sql, '42501', null, 'the bot may not: ' || left(sql, 60))
from unnest(array['table bandit.content_metadata', 'table bandit.generator_weights', 'table bandit.weights', 'select bandit.create_account(''x'')', 'select bandit.add_generator(''x'')', 'select bandit.set_setting(''min_posts'', ''1'')',
    'select bandit.accept_rejected(1)', 'select * from bandit.import_posts(''[]'')', 'insert into bandit.outcomes default values', 'call bandit.optimize_all()', 'call bandit.check_health_all()']) as sql;

set local role bandit_reader;
select lives_ok('table bandit.' || view, 'the reader reads ' || view) from unnest(array['weights', 'performance', 'weight_history', 'recent_runs', 'recent_events', 'rejected_rows', 'settings', 'job_status', 'health', 'open_alerts', 'weekly_progress', 'success_metrics']) as view;
select throws_ok(sql, '42501', null, 'the reader may not: ' || left(sql, 60))
from unnest(array['table bandit.outcomes', 'select * from bandit.choose_generator()', 'select * from bandit.record_outcomes(''[]'')', 'select * from bandit.optimize()', 'select bandit.update_alerts()', 'delete from bandit.outcomes']) as sql;

set local role bandit_operator;
select lives_ok('select bandit.add_generator(''memeLord''), bandit.set_setting(''min_posts'', ''5'')', 'the operator intervenes');
select lives_ok('select * from bandit.import_posts(''[]'')', 'imports');
select lives_ok('select * from bandit.optimize()', 'and runs');
select lives_ok('select bandit.update_alerts()', 'keeps the alerts');
select throws_ok('update bandit.generator_weights set weight = 1', '42501', null, 'but does not write tables');
reset role;

select * from finish();
rollback;
