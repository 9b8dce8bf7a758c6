-- tests/sql/evaluation/record_shadows/runs.sql: every run leaves the weights of its candidates, and nothing else of them.
begin;
select plan(15);
\ir ../../fixtures/policy.psql

create temp view shadow as select s.run_at, s.candidate, s.weights from bandit.shadow_weights as s where s.account_id = bandit.account_id('test');
create function pg_temp.recorded(p_run_at timestamptz) returns text language sql as $$
    select string_agg(s.candidate, ', ' order by s.candidate) from shadow as s where s.run_at = p_run_at
$$;
select pg_temp.generators('{"a": 0.5, "b": 0.5}'), pg_temp.posts('a', 20, 1000, 4), pg_temp.posts('b', 20, 1000, 2) \gset
create temp table settings as select s.* from bandit.account_settings as s where s.account_id = :account_id;

select r.status from bandit.optimize(p_now => '2026-11-23 12:00+00') as r \gset
select is(pg_temp.recorded('2026-11-23 12:00+00'), 'blueprint 0.1, blueprint 0.2, blueprint 0.3, blueprint 0.4, blueprint 0.5, thompson 30 days', 'a run weighs all of the blueprint and one of thompson');
select is((select s.weights from shadow as s where s.candidate = 'blueprint 0.3'), (select jsonb_object_agg(g.generator_name, g.weight) from bandit.generator_weights as g where g.account_id = :account_id), 'the present candidate is the run');
select r.status from bandit.optimize(p_now => '2026-11-23 13:00+00') as r \gset
select r.status from bandit.optimize(p_now => '2026-11-23 14:00+00') as r \gset
select r.status from bandit.optimize(p_now => '2026-11-23 15:00+00') as r \gset
select is(concat_ws('; ', pg_temp.recorded('2026-11-23 13:00+00'), pg_temp.recorded('2026-11-23 14:00+00'), pg_temp.recorded('2026-11-23 15:00+00')),
    'blueprint 0.1, blueprint 0.2, blueprint 0.3, blueprint 0.4, blueprint 0.5, thompson 90 days; blueprint 0.1, blueprint 0.2, blueprint 0.3, blueprint 0.4, blueprint 0.5, thompson 120 days; blueprint 0.1, blueprint 0.2, blueprint 0.3, blueprint 0.4, blueprint 0.5',
    'the next runs the others of thompson, each once a day');
select is((select s.weights from shadow as s where s.candidate = 'blueprint 0.1' and s.run_at = '2026-11-23 13:00+00'), '{"a": 0.5950, "b": 0.4050}', 'a second step of a tenth: 0.55 x 0.9 + 0.1');
select set_eq(format('select * from bandit.account_settings where account_id = %s', :account_id), 'table settings', 'the settings are as they were');
select is((select sum(w.value::numeric) from shadow as s cross join jsonb_each_text(s.weights) as w where s.candidate = 'thompson 30 days'), 1::numeric, 'a posterior''s weights are weights');

select bandit.set_setting('policy', 'thompson') \gset
select r.status from bandit.optimize(p_now => '2026-11-23 16:00+00') as r \gset
select is(pg_temp.recorded('2026-11-23 16:00+00'), 'blueprint 0.1, blueprint 0.2, blueprint 0.3, blueprint 0.4, blueprint 0.5, thompson 90 days', 'what a run of thompson weighs itself is kept always');
select is((select s.weights from shadow as s where s.run_at = '2026-11-23 16:00+00' and s.candidate = 'thompson 90 days'), (select jsonb_object_agg(g.generator_name, g.weight) from bandit.generator_weights as g where g.account_id = :account_id), 'and is the run');

select bandit.set_setting('mode', 'observe') \gset
select r.status from bandit.optimize(p_now => '2026-11-23 17:00+00') as r \gset
select isnt(pg_temp.recorded('2026-11-23 17:00+00'), null, 'where runs only observe, candidates go on');
select r.status from bandit.optimize(p_now => '2027-12-23 17:00+00') as r \gset
select is(pg_temp.recorded('2027-12-23 17:00+00'), null, 'a skipped run weighs nothing');
select r.status from bandit.optimize(p_dry_run => true, p_now => '2026-11-23 18:00+00') as r \gset
select is(pg_temp.recorded('2026-11-23 18:00+00'), null, 'nor does a dry one');

-- One of the functions fails.
create or replace function bandit_internal.shadow_weights_thompson(p_account_id bigint, p_totals bandit_internal.generator_total[], p_now timestamptz, p_stages bandit_internal.weight_stage[]) returns table (candidate text, weights jsonb) language plpgsql as $$
begin
    update bandit.account_settings set min_posts = 1 where account_id = p_account_id;
    perform 1 / 0;
end
$$;
select is(r.status, 'observed', 'shadows that fail do not fail the run') from bandit.optimize(p_now => '2026-11-23 19:00+00') as r;
select is(row(e.event_at, e.actor, e.message, e.detail)::text, row(timestamptz '2026-11-23 19:00+00', 'policy thompson', 'the shadows failed: division by zero', '{"error_code": "22012"}'::jsonb)::text, 'but leave an event')
from bandit.events as e where e.account_id = :account_id and e.kind = 'shadow_failed';

insert into bandit.optimization_runs (account_id, run_at, policy, lookback, status) values (:account_id, '2025-10-01', 'blueprint', '7 days', 'observed');
insert into bandit.shadow_weights (account_id, run_at, candidate, weights) values (:account_id, '2025-10-01', 'blueprint 0.1', '{"a": 1}');
select r.status from bandit.optimize(p_now => '2026-11-23 20:00+00') as r \gset
select is(min(s.run_at), '2026-11-23 12:00+00', 'what is older than snapshot_retention goes') from shadow as s;
select r.status from bandit.optimize(p_now => '2099-01-01') as r \gset
select is(min(s.run_at), '2026-11-23 12:00+00', 'by the clock, not by the time of a run ahead of it') from shadow as s;

select * from finish();
rollback;
