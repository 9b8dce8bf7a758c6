-- tests/sql/accounts/create_account/defaults.sql: a new account is ready to choose.
begin;
select plan(11);

select bandit.create_account('fresh', 'bluesky', 'did:plc:1', '2025-01-01 00:00+00') as account_id \gset
select is(row(a.handle, a.platform, a.platform_user_id, a.created_at)::text, row('fresh', 'bluesky', 'did:plc:1', timestamptz '2025-01-01 00:00+00')::text, 'the account is as asked') from bandit.accounts as a where a.account_id = :account_id;
select bandit.create_account('plain') \gset
select is(a.platform, 'x', 'without a platform it is x') from bandit.accounts as a where a.handle = 'plain';
select results_eq(format('select generator_name, weight from bandit.generator_weights where account_id = %s order by weight desc, generator_name collate "C"', :account_id),
    $$values ('humanVoice', 0.15), ('newsReporter', 0.12), ('storyteller', 0.12), ('dataNerd', 0.10), ('interesting', 0.10), ('mythBuster', 0.10), ('provocateur', 0.10), ('coach', 0.08), ('thoughtLeader', 0.05), ('contrarian', 0.04), ('explorer', 0.02), ('philosopher', 0.02)$$, 'the blueprint''s twelve generators');
select is(sum(g.weight), 1.0000, 'whose weights sum to 1') from bandit.generator_weights as g where g.account_id = :account_id;
select is(array_agg(distinct row(g.status, g.times_selected, g.needs_review, g.total_posts, g.avg_f_per_1k, g.last_used, g.pinned_weight)::text), array['(active,0,f,,,,)'], 'nothing is known of them yet') from bandit.generator_weights as g where g.account_id = :account_id;
select is(to_jsonb(s) - 'account_id', '{"policy": "thompson", "time_zone": "UTC", "lookback": "7 days", "min_posts": 20, "aggressiveness": 0.3, "score_exponent": 1.5, "min_weight": 0.0200, "viral_f_per_1k": 5, "viral_boost": 1.5,
    "viral_min_posts": 5, "failing_min_posts": 10, "new_generator_max_posts": 5, "new_generator_weight": 0.0800, "significant_change": 0.01, "mode": "autopilot", "static_runs": 8, "follower_delay": "14:00:00", "follower_delay_deviation": 1.1, "block_hours": 0, "block_until": 0.9, "dominant_weight": 0.6, "metrics_due": "24:00:00", "snapshot_retention": "400 days", "job_run_retention": "30 days", "scrape_lease": "00:10:00", "daily_credits": null, "objective": "followers_per_post", "half_life": "90 days", "by_context": true, "auto_tune": "suggest"}', 'the settings of the blueprint, but for the policy') from bandit.account_settings as s where s.account_id = :account_id;
select results_eq(format('select until_age, every, reads_at_end from bandit.scrape_schedule where account_id = %s order by until_age', :account_id),
    $$values (interval '2 hours', interval '10 minutes', false), ('24 hours', '1 hour', false), ('3 days', '6 hours', false), ('29 days', '1 day', true), ('30 days', '1 day', false), ('60 days', '7 days', false)$$, 'it is scraped more often the younger its posts are');
select is(row(e.kind, e.event_at, e.actor, e.message)::text, row('account_created', timestamptz '2025-01-01 00:00+00', session_user, 'account fresh created on bluesky')::text, 'it is logged') from bandit.events as e where e.account_id = :account_id;
select is(c.generator_name, 'coach', 'it can choose at once') from bandit.choose_generator(p_account_id => :account_id, p_u => 0) as c;

select is(bandit.account_id('fresh'), :account_id::bigint, 'its handle names it');
select results_eq($$select count(*) from bandit.generator_weights where account_id = bandit.account_id('default')$$, $$values (12::bigint)$$, 'the account default has its generators from the first migration');

select * from finish();
rollback;
