-- tests/sql/weights/is_new_generator/history.sql: fewer measured posts than the limit, in the whole history up to now.
begin;
select plan(10);
\ir ../../fixtures/policy.psql

select pg_temp.generators('{"four": 0.2, "five": 0.2, "old": 0.2, "blind": 0.2, "idle": 0.2}') \gset
select
    pg_temp.posts('four', 4, 100, 1), pg_temp.posts('four', 9, 0, 1), pg_temp.posts('four', 9, null, 1), pg_temp.posts('five', 5, 100, 1),
    pg_temp.posts('old', 5, 100, 1, '2016-01-01 00:00+00'), pg_temp.posts('blind', 5, 100, null) \gset
prepare is_new(text, integer, timestamptz) as select bandit_internal.is_new_generator(bandit.account_id('test'), $1, $2, $3);

select results_eq($$execute is_new('four', 5, '2026-11-23 12:00+00')$$, 'values (true)', 'four measured posts of twenty-two are too few');
select results_eq($$execute is_new('five', 5, '2026-11-23 12:00+00')$$, 'values (false)', 'five are not');
select results_eq($$execute is_new('old', 5, '2026-11-23 12:00+00')$$, 'values (false)', 'imported and ten years old: measured all the same');
select results_eq($$execute is_new('blind', 5, '2026-11-23 12:00+00')$$, 'values (false)', 'also where nobody counted the followers');
select results_eq($$execute is_new('idle', 5, '2026-11-23 12:00+00')$$, 'values (true)', 'none is too few');
select results_eq($$execute is_new('five', 5, '2026-11-23 11:59:59+00')$$, 'values (true)', 'later posts do not count');
select results_eq($$execute is_new('idle', 0, '2026-11-23 12:00+00')$$, 'values (false)', 'a limit of 0: nobody is new');
select pg_temp.posts('idle', 5, 100, 1, '2026-11-23 12:00:01+00', '2026-11-23 11:00+00') \gset
select results_eq($$execute is_new('idle', 5, '2026-11-23 12:00+00')$$, 'values (true)', 'whenever their metrics claim to be known');
select pg_temp.posts('four', 1, 100, 1, '2026-11-23 11:00+00', '2026-11-23 12:00:01+00') \gset
select results_eq($$execute is_new('four', 5, '2026-11-23 12:00+00')$$, 'values (true)', 'metrics that were known later do not count');
select results_eq($$execute is_new('four', 5, '2026-11-23 12:00:01+00')$$, 'values (false)', 'until they are known');

select * from finish();
rollback;
