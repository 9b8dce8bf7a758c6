-- tests/sql/weights/explain_posterior/sentences.sql: what the posterior says, in words.
begin;
select plan(3);

select is(bandit_internal.explain_posterior('posterior', 2.345, 1.2, 3.456, 0.4321, '{}'), 'rate 2.35 (1.20 to 3.46), best with probability 0.432', 'a generator');
select is(bandit_internal.explain_posterior('viral', 7, 6, 8.5, 1, '{"viral_probability": 0.9876}'), 'viral with probability 0.988: rate 7.00 (6.00 to 8.50), best with probability 1.000', 'a viral one');
select is(bandit_internal.explain_posterior('failing', 0.1, 0, 0.3, 0, '{"failing_probability": 0.951}'), 'failing with probability 0.951, flagged for review: rate 0.10 (0.00 to 0.30), best with probability 0.000', 'a failing one');

select * from finish();
rollback;
