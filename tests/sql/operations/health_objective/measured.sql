-- tests/sql/operations/health_objective/measured.sql: an objective whose metrics are not measured.
begin;
select plan(7);
\ir ../../fixtures/objective.psql
\ir ../../fixtures/checks.psql

select is(pg_temp.check_of('objective'), 'ok: followers_per_post: the objective is followers per post', 'the default');
select bandit.set_setting('objective', 'bookmarks per 1000') \gset
select is(pg_temp.check_of('objective'), 'ok: bookmarks per 1000: the metrics of the objective are measured', 'measured');
select bandit.set_setting('objective', 'followers + 2*replies + bookmarks') \gset
select is(pg_temp.check_of('objective'), 'warning: followers + 2*replies + bookmarks per post: posts without a metric of the objective teach nothing; measured: replies in 0 of 40 posts', 'one of them is not');
update bandit.outcomes set replies = 1 where account_id = :account_id and impressions = 1000;
select matches(pg_temp.check_of('objective'), '^ok: ', 'half of the posts suffice');
update bandit.outcomes set replies = null where ctid = (select o.ctid from bandit.outcomes as o where o.account_id = :account_id and o.replies = 1 order by o.decision_id limit 1);
select matches(pg_temp.check_of('objective'), 'replies in 19 of 40 posts$', 'fewer do not');
select is((select count(*) from bandit.health_checks(p_now => '2026-10-01') as h where h.name = 'objective' and h.value = 'no data yet'), 1::bigint, 'without posts nothing is known');
select bandit.set_setting('lookback', '1 hour') \gset
select is(pg_temp.check_of('objective'), 'info: no data yet: no data yet: no measured post in the lookback', 'nor without those of the lookback');

select * from finish();
rollback;
