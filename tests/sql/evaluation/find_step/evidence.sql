-- tests/sql/evaluation/find_step/evidence.sql: no step without evidence; of several the surest gain.
begin;
select plan(10);
\ir ../../fixtures/policy.psql

-- The step from a present candidate a to the neighbour that is described, and to another policy.
create function pg_temp.step(p_next jsonb, p_other jsonb default '{}') returns text language sql as $$
    select concat_ws(' ', s.candidate, s.key, s.old_value, s.new_value)
    from bandit_internal.find_step(bandit.account_id('test'), array(select r from jsonb_populate_recordset(null::bandit_internal.candidate_comparison, jsonb_build_array(
        '{"candidate": "p 1", "policy": "p", "setting": "half_life", "setting_value": "1", "is_present": true, "is_next": false, "posts": 500, "value": 2, "difference": 0, "low": 0}'::jsonb,
        '{"candidate": "p 2", "policy": "p", "setting": "half_life", "setting_value": "2", "is_present": false, "is_next": true, "posts": 100, "difference": 0.02, "low": 0.01}'::jsonb || p_next,
        '{"candidate": "q 7", "policy": "q", "setting": "lookback", "setting_value": "7", "is_present": false, "is_next": true, "posts": 100, "difference": 0.3, "low": 0}'::jsonb || p_other
    )) as r), bandit.clock()) as s
$$;
select is(pg_temp.step('{}'), 'p 2 half_life 1 2', 'a neighbour with evidence');
select is(pg_temp.step('{"low": 0}'), null, 'an interval that holds the present choice');
select is(pg_temp.step('{"difference": 0.0199}'), null, 'a gain of less than a hundredth');
select is(pg_temp.step('{"low": null}'), null, 'or is not known');
select is(pg_temp.step('{"posts": 99}'), null, 'too few posts');
select is(pg_temp.step('{"warning": "low support"}'), null, 'low support');
select is(pg_temp.step('{"is_next": false}'), null, 'two steps away');
select is(pg_temp.step('{}', '{"low": 0.2}'), 'q 7 policy p q', 'the surer gain of the two');
select bandit.set_setting('lookback', '8 days', p_now => '2026-11-22 23:59+00') \gset
select is(pg_temp.step('{}'), 'p 2 half_life 1 2', 'a setting that was changed yesterday');
select bandit.set_setting('lookback', '9 days', p_now => '2026-11-23 00:00+00') \gset
select is(pg_temp.step('{}'), null, 'and today');

select * from finish();
rollback;
