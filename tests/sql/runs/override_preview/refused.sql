-- tests/sql/runs/override_preview/refused.sql: it is refused as the override would be, and open to readers.
begin;
select plan(9);
\ir ../../fixtures/overrides.psql

select throws_ok($$select bandit.override_preview('a', 'pause')$$, 'WT004', null, 'no action');
select throws_ok($$select bandit.override_preview('a', 'set')$$, 'WT004', null, 'no weight');
select throws_ok($$select bandit.override_preview('a', 'set', 2)$$, 'WT004', null, 'too large a weight');
select throws_ok($$select bandit.override_preview('e', 'set', 0.2)$$, 'WT002', null, 'an unknown generator');
select throws_ok($$select bandit.override_preview('a', 'release')$$, 'WT016', null, 'the wrong state');
select throws_ok($$select bandit.override_preview('a', 'set', 0.97)$$, 'WT012', null, 'no room');
select throws_ok($$select bandit.override_preview('a', 'set', 0.5, -1)$$, 'WT001', null, 'an unknown account');
set local role bandit_reader;
select lives_ok($$select bandit.override_preview('a', 'set', 0.5)$$, 'a reader may look');
set local role bandit_bot;
select throws_ok($$select bandit.override_preview('a', 'set', 0.5)$$, '42501', null, 'the bot need not');
reset role;

select * from finish();
rollback;
