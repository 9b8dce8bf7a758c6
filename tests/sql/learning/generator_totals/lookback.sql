-- tests/sql/learning/generator_totals/lookback.sql: a window has a length.
begin;
select plan(3);

select throws_ok($$select * from bandit_internal.generator_totals(bandit_internal.resolve_account(null), '0', bandit.clock())$$, 'WT004', '00:00:00 is not a lookback', 'none');
select throws_ok($$select * from bandit_internal.generator_totals(bandit_internal.resolve_account(null), '-1 day', bandit.clock())$$, 'WT004', null, 'a negative one');
select throws_ok($$select * from bandit.optimize(p_lookback => '-1 day', p_dry_run => true)$$, 'WT004', null, 'and so for a run');

select * from finish();
rollback;
