-- tests/sql/evaluation/last_shadows/earlier.sql: a run knows the shadows of before it, and none of a run dated ahead.
begin;
select plan(4);

set local bandit.account = 'shadows';
select bandit.create_account('shadows') as account_id \gset
insert into bandit.optimization_runs (account_id, run_at, policy, lookback, status)
select :account_id, t, 'blueprint', '7 days', 'observed' from unnest('{2026-06-01 00:00+00, 2026-06-02 00:00+00, 2027-01-01 00:00+00}'::timestamptz[]) as t;
insert into bandit.shadow_weights (account_id, run_at, candidate, weights)
select r.account_id, r.run_at, c.candidate, '{"coach": 1}' from bandit.optimization_runs as r cross join bandit_internal.policy_candidates(:account_id) as c where r.account_id = :account_id;

select is(l.run_at, '2026-06-02 00:00+00', 'the last one before') from bandit_internal.last_shadows(:account_id, '{thompson 30 days}', '2026-06-02 06:00+00') as l;
select is(l.run_at, '2026-06-01 00:00+00', 'not that of the same time') from bandit_internal.last_shadows(:account_id, '{thompson 30 days}', '2026-06-02 00:00+00') as l;
select is(l.run_at, null, 'none before the first') from bandit_internal.last_shadows(:account_id, '{thompson 30 days}', '2026-05-31 00:00+00') as l;
select is(array_agg(s.candidate), array['thompson 30 days'], 'a run dated ahead does not hold up the candidates')
from bandit_internal.shadow_weights_thompson(:account_id, array(select t from bandit_internal.generator_totals(:account_id, '7 days', '2026-06-02 20:00+00') as t), '2026-06-02 20:00+00', null) as s;

select * from finish();
rollback;
