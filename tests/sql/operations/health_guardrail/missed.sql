-- tests/sql/operations/health_guardrail/missed.sql: a guardrail that is missed raises an alert.
begin;
select plan(15);
\ir ../../fixtures/objective.psql
\ir ../../fixtures/checks.psql

select is(pg_temp.check_of('guardrail'), 'ok: 0 missed: no guardrail is set', 'none is set');
select count(*) from bandit.set_guardrail('replies', 'min', 0.5) \gset
select is(pg_temp.check_of('guardrail'), 'info: no data yet: no data yet: fewer than 20 posts of the lookback have a known metric', 'replies were not measured');
select count(*) from bandit.set_guardrail('bookmarks', 'min', 12) \gset
-- a has 10 per 1000, b 30, both 500 on 30.
select is(pg_temp.check_of('guardrail'), 'warning: 1 missed: bookmarks per 1000 of exposure is 10.00 (8.69 to 11.46) for generator a, min 12', 'a misses it; the account and b do not');
select bandit.update_alerts() \g /dev/null
select is(a.severity, 'warning', 'an alert opens') from bandit.open_alerts as a where a.account = 'test' and a.check_name = 'guardrail';
select is(array_agg(format('%s %s %s %s %s', g.scope, g.name, g.posts, g.rate, g.state)), '{"account  40 16.67 kept","arm control 40 16.67 kept","generator a 20 10.00 missed","generator b 20 30.00 kept"}', 'the view shows all')
from bandit.guardrail_results as g where g.account = 'test' and g.metric = 'bookmarks';
select is(g.state, 'no data yet', 'also what is not measured') from bandit.guardrail_results as g where g.account = 'test' and g.metric = 'replies';
select is(array_agg(format('%s %s', p.generator_name, p.missed_guardrails) order by p.generator_name), '{"a bookmarks 10.00 of at least 12","b "}', 'beside the performance') from bandit.generator_performance() as p;
select is(array_agg(format('%s %s', r.generator_name, r.missed_guardrails) order by r.generator_name), '{"a bookmarks 10.00 of at least 12","b "}', 'and in the report') from bandit.report() as r;
select count(*) from bandit.set_guardrail('bookmarks', 'max', 14) \gset
select is(array_agg(g.name order by g.name), '{b,control}', 'the upper bound is missed by the others') from bandit.guardrail_results as g where g.account = 'test' and g.kind = 'max' and g.state = 'missed' and g.scope <> 'account';
select is(count(*), 1::bigint, 'and by the account') from bandit.guardrail_results as g where g.account = 'test' and g.kind = 'max' and g.state = 'missed' and g.scope = 'account';
select count(*) from bandit.set_guardrail('bookmarks') \gset
select bandit.update_alerts() \g /dev/null
select is(count(*), 1::bigint, 'without data the alert stays') from bandit.open_alerts as a where a.account = 'test' and a.check_name = 'guardrail';
select count(*) from bandit.set_guardrail('replies') \gset
select bandit.update_alerts() \g /dev/null
select is(count(*), 0::bigint, 'without a guardrail it closes') from bandit.open_alerts as a where a.account = 'test' and a.check_name = 'guardrail';
select bandit.set_setting('lookback', '1 hour') \gset
select count(*) from bandit.set_guardrail('bookmarks', 'min', 12) \gset
select is(pg_temp.check_of('guardrail'), 'info: no data yet: no data yet: fewer than 20 posts of the lookback have a known metric', 'posts from before the lookback do not count');
select is(count(*), 4::bigint, 'at an earlier time they do') from bandit_internal.judge_guardrails(:account_id, '2026-11-22 12:30+00') as g;
select is(count(*), 0::bigint, 'another account has none') from bandit_internal.judge_guardrails(:account_id - 1, bandit.clock()) as g;

select * from finish();
rollback;
