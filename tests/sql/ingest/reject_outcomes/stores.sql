-- tests/sql/ingest/reject_outcomes/stores.sql: each row is stored once with its text and its reason.
begin;
select plan(6);

set local bandit.account = 'default';
prepare reject as select bandit.reject_outcomes('[{"text": "{\"likes\": NaN}", "reason": "NaN is not a JSON number"}, {"text": "7"}]', 'scraper', '2025-01-01');

select results_eq('execute reject', 'values (2::bigint)', 'the number of rows is returned');
select results_eq('execute reject', 'values (2::bigint)', 'also for a repeated call');
select results_eq(
    $$select r.source, r.raw ->> 'text', r.reason, r.collected_at from bandit.rejected_metrics as r order by r.reason$$,
    $$values ('scraper', '{"likes": NaN}', 'NaN is not a JSON number', timestamptz '2025-01-01'), ('scraper', '7', 'unreadable', '2025-01-01')$$,
    'each row is stored once'
);
select is(bandit.reject_outcomes('[]'), 0::bigint, 'an empty array is no error');
select throws_ok($$select bandit.reject_outcomes('[7]')$$, 'WT014', 'rows must be a JSON array of objects', 'an array of something else is one');
select throws_ok($$select bandit.accept_rejected(max(r.rejected_id)) from bandit.rejected_metrics as r$$, 'WT013', 'the row cannot be stored', 'such a row cannot be accepted');

select * from finish();
rollback;
