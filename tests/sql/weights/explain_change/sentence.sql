-- tests/sql/weights/explain_change/sentence.sql: the change point behind a decision.
begin;
select plan(4);
set local timezone = 'Asia/Tokyo';
set local datestyle = 'German';

select is(bandit_internal.explain_change('{"changed_at": "2025-11-16T20:00:00+00:00", "rate_before": 4.9231, "rate_after": 0.2}'), '4.92 until 2025-11-16, 0.20 since', 'in UTC');
select is(bandit_internal.explain_change('{"rate_before": 4}'), null, 'no change was found');
select is(bandit_internal.explain_posterior('failing', 0.21, 0.05, 0.5, 0.001, '{"failing_probability": 1, "changed_at": "2025-11-16T00:00:00+00:00", "rate_before": 4.92, "rate_after": 0.21}'),
    'failing with probability 1.000, flagged for review: rate 0.21 (0.05 to 0.50), best with probability 0.001; 4.92 until 2025-11-16, 0.21 since', 'in the reason');
select is(bandit_internal.explain_posterior('posterior', 2, 1, 3, 0.5, '{}'), 'rate 2.00 (1.00 to 3.00), best with probability 0.500', 'and none where there is none');

select * from finish();
rollback;
