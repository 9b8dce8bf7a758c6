-- tests/sql/accounts/set_setting/columns.sql: every setting takes what its CHECK allows, to the limit, and nothing else.
begin;
select plan(193);

set local bandit.account = 'settings';
select bandit.create_account('settings') as account_id \gset
create temp table trial (key text, value text, stored text);   -- stored null: refused
insert into trial values
    ('policy', 'thompson', 'thompson'), ('policy', 'blueprint', 'blueprint'), ('policy', 'nonsense', null), ('policy', '', null), ('policy', null, null),
    ('time_zone', 'Europe/Berlin', 'Europe/Berlin'), ('time_zone', 'Mars/Olympus', null), ('time_zone', '', null), ('time_zone', null, null),
    ('lookback', '90 days', '90 days'), ('lookback', '1 second', '00:00:01'), ('lookback', '0', null), ('lookback', '-7 days', null), ('lookback', 'soon', null), ('lookback', '100 years', '100 years'), ('lookback', '10000 years', null), ('lookback', null, null),
    ('min_posts', '1', '1'), ('min_posts', '2147483647', '2147483647'), ('min_posts', '0', null), ('min_posts', '-5', null), ('min_posts', '2.5', null), ('min_posts', '2147483648', null), ('min_posts', 'x', null), ('min_posts', '', null),
    ('aggressiveness', '0.1', '0.1'), ('aggressiveness', '0.5', '0.5'), ('aggressiveness', '0.0999', null), ('aggressiveness', '0.5001', null), ('aggressiveness', 'NaN', null), ('aggressiveness', null, null),
    ('score_exponent', '0.0001', '0.0001'), ('score_exponent', '10', '10'), ('score_exponent', '0', null), ('score_exponent', '10.1', null), ('score_exponent', 'NaN', null),
    ('min_weight', '0.0001', '0.0001'), ('min_weight', '0.0833', '0.0833'), ('min_weight', '0.01996', '0.0200'), ('min_weight', '0', null), ('min_weight', '0.00004', null), ('min_weight', '0.5001', null), ('min_weight', 'NaN', null), ('min_weight', '10', null),
    ('viral_f_per_1k', '0.01', '0.01'), ('viral_f_per_1k', '0', null), ('viral_f_per_1k', 'Infinity', null), ('viral_f_per_1k', 'NaN', null),
    ('viral_boost', '1', '1'), ('viral_boost', '10', '10'), ('viral_boost', '0.99', null), ('viral_boost', '10.01', null), ('viral_boost', 'NaN', null),
    ('viral_min_posts', '1', '1'), ('viral_min_posts', '0', null),
    ('failing_min_posts', '1', '1'), ('failing_min_posts', '0', null),
    ('new_generator_max_posts', '0', '0'), ('new_generator_max_posts', '-1', null),
    ('new_generator_weight', '0.9999', '0.9999'), ('new_generator_weight', '1', null), ('new_generator_weight', '0', null), ('new_generator_weight', 'NaN', null),
    ('significant_change', '0', '0'), ('significant_change', '1', '1'), ('significant_change', '-0.1', null), ('significant_change', '1.1', null), ('significant_change', 'NaN', null),
    ('mode', 'observe', 'observe'), ('mode', 'suggest', 'suggest'), ('mode', 'autopilot', 'autopilot'), ('mode', 'manual', null), ('mode', null, null),
    ('static_runs', '2', '2'), ('static_runs', '1000', '1000'), ('static_runs', '1', null), ('static_runs', '1001', null),
    ('dominant_weight', '0.01', '0.01'), ('dominant_weight', '1', '1'), ('dominant_weight', '0', null), ('dominant_weight', '1.01', null), ('dominant_weight', 'NaN', null),
    ('metrics_due', '1 hour', '01:00:00'), ('metrics_due', '90 days', '90 days'), ('metrics_due', '59 minutes', null), ('metrics_due', '91 days', null), ('metrics_due', 'soon', null),
    ('snapshot_retention', '90 days', '90 days'), ('snapshot_retention', '100 years', '100 years'), ('snapshot_retention', '89 days', null), ('snapshot_retention', '101 years', null), ('snapshot_retention', null, null),
    ('job_run_retention', '1 day', '1 day'), ('job_run_retention', '100 years', '100 years'), ('job_run_retention', '23:59', null), ('job_run_retention', '101 years', null), ('job_run_retention', null, null),
    ('scrape_lease', '1 minute', '00:01:00'), ('scrape_lease', '1 day', '1 day'), ('scrape_lease', '59 seconds', null), ('scrape_lease', '25 hours', null), ('scrape_lease', null, null),
    ('daily_credits', '0', '0'), ('daily_credits', '2147483647', '2147483647'), ('daily_credits', '-1', null), ('daily_credits', '1.5', null), ('daily_credits', '2147483648', null),
    ('objective', 'f_per_1k', 'f_per_1k'), ('objective', 'followers_per_post', 'followers_per_post'), ('objective', 'likes', 'likes per post'), ('objective', 'joy', null), ('objective', null, null),
    ('half_life', '1 day', '1 day'), ('half_life', '120 days', '120 days'), ('half_life', '23 hours', null), ('half_life', '121 days', null), ('half_life', 'soon', null),
    ('by_context', 'false', 'false'), ('by_context', 'true', 'true'), ('by_context', 'maybe', null), ('by_context', null, null),
    ('auto_tune', 'off', 'off'), ('auto_tune', 'on', 'on'), ('auto_tune', 'suggest', 'suggest'), ('auto_tune', 'maybe', null), ('auto_tune', null, null);

create temp view value as select s.setting, s.value from bandit.settings as s where s.account = 'settings';
select is(bandit.set_setting(t.key, t.value), t.stored, format('%s = %s', t.key, t.value)) from trial as t where t.stored is not null;
select is(v.value, t.stored, format('%s is kept', t.key))
from (select distinct on (key) key, stored from (select row_number() over () as n, trial.* from trial) as t where stored is not null order by key, n desc) as t
join value as v on v.setting = t.key;
select throws_ok(format('select bandit.set_setting(%L, %L)', t.key, t.value), 'WT006', format('%s is not a value for %s', coalesce(quote_literal(t.value), 'null'), t.key), format('%s = %s', t.key, coalesce(t.value, 'null')))
from trial as t where t.stored is null;
select is(v.value, t.stored, format('%s is still kept', t.key))
from (select distinct on (key) key, stored from (select row_number() over () as n, trial.* from trial) as t where stored is not null order by key, n desc) as t
join value as v on v.setting = t.key;
select is((select array_agg(distinct t.key order by t.key) from trial as t), (select array_agg(v.setting order by v.setting) from value as v), 'every setting was tried');

select throws_ok(format('select bandit.set_setting(%L, %L)', key, '1'), 'WT005', format('there is no setting %s', coalesce(quote_literal(key), 'without a name')), coalesce(quote_literal(key), 'null'))
from unnest(array[null, '', 'account_id', 'Lookback', 'lookback = ''1 day'', policy', 'ctid', 'tableoid', '........pg.dropped.1........', 'min_weights']) as key;
select is(bandit_internal.setting_names(), 'policy, mode, auto_tune, time_zone, lookback, min_posts, min_weight, significant_change, objective, half_life, by_context, aggressiveness, score_exponent, viral_f_per_1k, viral_boost, viral_min_posts, failing_min_posts, new_generator_max_posts, new_generator_weight, static_runs, dominant_weight, metrics_due, scrape_lease, daily_credits, snapshot_retention, job_run_retention', 'the names that the error lists');

-- Anything that changed is logged, and only that.
select bandit.create_account('logged') as logged \gset
select is(array[bandit.set_setting('min_posts', '5', p_account_id => :logged, p_now => '2025-01-01 00:00+00'), bandit.set_setting('min_posts', '5', p_account_id => :logged), bandit.set_setting('min_posts', ' 6 ', p_account_id => :logged)], array['5', '5', '6'], 'a setting is returned as it is stored');
select is(row(e.event_at, e.actor, e.message, e.detail)::text, row(timestamptz '2025-01-01 00:00+00', session_user, 'min_posts changed from 20 to 5', '{"key": "min_posts", "old": "20", "new": "5"}'::jsonb)::text, 'a change is logged') from bandit.events as e where e.account_id = :logged and e.kind = 'setting' order by e.event_id limit 1;
select is(count(*), 2::bigint, 'no change is not') from bandit.events as e where e.account_id = :logged and e.kind = 'setting';
select is(s.min_posts, 20, 'another account keeps its own') from bandit.account_settings as s where s.account_id = bandit.account_id('default');

select * from finish();
rollback;
