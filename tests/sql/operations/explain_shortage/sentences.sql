-- tests/sql/operations/explain_shortage/sentences.sql: what is missing, and until when.
begin;
select plan(3);

select is(bandit_internal.explain_shortage(12, 20, '90 days', 2, '2026-11-23'), '12 of 20 measured posts; enough about 2026-11-27 at 2.0 a day', 'in sight');
select is(bandit_internal.explain_shortage(12, 20, '90 days', 0, '2026-11-23'), '12 of 20 measured posts; none was measured in the last 7 days', 'no posts');
select is(bandit_internal.explain_shortage(14, 20, '7 days', 2, '2026-11-23'), '14 of 20 measured posts; 7 days hold only 14 at 2.0 a day: lower min_posts, or use a longer window', 'a window that is too short');

select * from finish();
rollback;
