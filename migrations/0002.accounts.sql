-- depends: 0001.deployment
-- Accounts and their settings.

create table bandit.policies (
    policy text primary key check (policy ~ '^[a-z][a-z0-9_]*$'),
    description text not null,
    tuned_setting text,
    tuned_values text [] not null default '{}'
);
comment on table bandit.policies is 'Catalogue of the policies that can set weights; each is a function target_weights_<policy> with the same signature.';
comment on column bandit.policies.policy is 'Name of the policy, the suffix of its function.';
comment on column bandit.policies.description is 'What the policy does, in one sentence.';
comment on column bandit.policies.tuned_setting is 'The setting that tune adjusts for this policy, a column of account_settings; null: none.';
comment on column bandit.policies.tuned_values is 'The values of tuned_setting that are compared, ascending, as text.';

insert into bandit.policies (policy, description, tuned_setting, tuned_values) values
(
    'blueprint',
    'Scores generators by F/1K, min-max normalised and raised to a power, and blends the score with the current weight.',
    'aggressiveness',
    '{0.1,0.2,0.3,0.4,0.5}'
),
(
    'thompson',
    'Sets each weight from the probability that its generator is the best, by a Gamma-Poisson posterior that forgets old posts.',
    'half_life',
    '{30 days,90 days,120 days}'
);

create table bandit.accounts (
    account_id bigint generated always as identity primary key,
    handle text not null unique check (handle ~ '^[A-Za-z0-9_.@-]{1,100}$'),
    platform text not null default 'x' check (platform in ('x', 'bluesky', 'mastodon')),
    platform_user_id text,
    created_at timestamptz not null default now()
);
comment on table bandit.accounts is 'The social accounts that pgbandit manages, one row each.';
comment on column bandit.accounts.account_id is 'Key of the account; first in the key of every other table.';
comment on column bandit.accounts.handle is 'Name of the account for people and for the setting bandit.account.';
comment on column bandit.accounts.platform is 'Network that the account posts to: x, bluesky or mastodon.';
comment on column bandit.accounts.platform_user_id is 'The platform''s own id of the account; null where unknown.';
comment on column bandit.accounts.created_at is 'When the account was created in pgbandit.';

create table bandit.account_settings (
    account_id bigint primary key references bandit.accounts (account_id) on delete cascade,
    policy text not null default 'thompson' references bandit.policies (policy) on delete restrict,
    mode text not null default 'autopilot' check (mode in ('observe', 'suggest', 'autopilot')),
    auto_tune text not null default 'suggest' check (auto_tune in ('off', 'suggest', 'on')),
    time_zone text not null default 'UTC',
    lookback interval not null default '7 days' check (lookback > interval '0'),
    min_posts integer not null default 20 check (min_posts >= 1),
    min_weight numeric(5, 4) not null default 0.02 check (min_weight > 0 and min_weight <= 0.5),
    significant_change numeric not null default 0.01 check (significant_change between 0 and 1),
    -- policy thompson
    objective text not null default 'followers_per_post' check (objective in ('followers_per_post', 'f_per_1k')),
    half_life interval not null default '90 days' check (half_life between interval '1 day' and interval '120 days'),
    by_context boolean not null default true,
    -- policy blueprint
    aggressiveness numeric not null default 0.3 check (aggressiveness between 0.1 and 0.5),
    score_exponent numeric not null default 1.5 check (score_exponent > 0 and score_exponent <= 10),
    viral_f_per_1k numeric not null default 5 check (viral_f_per_1k > 0 and viral_f_per_1k < 'Infinity'),
    viral_boost numeric not null default 1.5 check (viral_boost >= 1 and viral_boost <= 10),
    viral_min_posts integer not null default 5 check (viral_min_posts >= 1),
    failing_min_posts integer not null default 10 check (failing_min_posts >= 1),
    new_generator_max_posts integer not null default 5 check (new_generator_max_posts >= 0),
    new_generator_weight numeric(5, 4) not null default 0.08 check (new_generator_weight > 0 and new_generator_weight < 1),
    -- health
    static_runs integer not null default 8 check (static_runs between 2 and 1000),
    dominant_weight numeric not null default 0.6 check (dominant_weight > 0 and dominant_weight <= 1),
    metrics_due interval not null default '24 hours' check (metrics_due between interval '1 hour' and interval '90 days'),
    -- scraping
    scrape_lease interval not null default '10 minutes' check (scrape_lease between interval '1 minute' and interval '1 day'),
    daily_credits integer check (daily_credits >= 0),
    snapshot_retention interval not null default '400 days' check (snapshot_retention between interval '90 days' and interval '100 years')
);
comment on table bandit.account_settings is 'The settings of an account, one typed row each. Changed by set_setting, which checks and logs each change.';
comment on column bandit.account_settings.account_id is 'The account.';
comment on column bandit.account_settings.policy is 'Policy that sets the weights, one of the table policies.';
comment on column bandit.account_settings.mode is
    'What a run does: observe (computes and logs, weights stay), suggest (waits for approve_run) or autopilot (applies the weights at once).';
comment on column bandit.account_settings.auto_tune is
    'What tuning does when the log shows that another policy or setting gains more: off (nothing), suggest (logs an event) or on (takes one step a day).';
comment on column bandit.account_settings.time_zone is 'Time zone for hours and weekdays, as PostgreSQL names it, such as Europe/Berlin.';
comment on column bandit.account_settings.lookback is 'Age up to which a run uses posts, an interval above 0.';
comment on column bandit.account_settings.min_posts is 'Number of measured posts in the lookback that a run needs, at least 1.';
comment on column bandit.account_settings.min_weight is 'Lower bound (floor) of every active weight, above 0 and up to 0.5: it keeps some exploration.';
comment on column bandit.account_settings.significant_change is 'Smallest change of a weight that a run lists among its changes, 0 to 1.';
comment on column bandit.account_settings.objective is
    'What the policy thompson maximises: followers_per_post (rate times reach) or f_per_1k (followers per 1000 of exposure).';
comment on column bandit.account_settings.half_life is 'Age at which a post counts half for the policy thompson, 1 to 120 days.';
comment on column bandit.account_settings.by_context is
    'Whether a choice uses weights by context (topic, format, time of day) where the policy thompson has set them.';
comment on column bandit.account_settings.aggressiveness is 'Share of the distance to its score that a weight moves in one run, 0.1 (slow) to 0.5 (fast).';
comment on column bandit.account_settings.score_exponent is 'Exponent of the score (0 to 1), above 0 and up to 10; above 1 favours the top performers.';
comment on column bandit.account_settings.viral_f_per_1k is 'F/1K (followers per 1000 of exposure) above which a generator is viral; above 0.';
comment on column bandit.account_settings.viral_boost is 'Factor on the weight of a viral generator, 1 to 10.';
comment on column bandit.account_settings.viral_min_posts is 'Number of measured posts in the lookback that a viral generator needs, at least 1.';
comment on column bandit.account_settings.failing_min_posts is
    'Number of measured posts in the lookback, with no gain or a net loss of followers, that make a generator failing; at least 1.';
comment on column bandit.account_settings.new_generator_max_posts is 'A generator with fewer measured posts than this in its whole history is new; 0 or more.';
comment on column bandit.account_settings.new_generator_weight is 'Weight of a new generator before normalising, between 0 and 1.';
comment on column bandit.account_settings.static_runs is 'Number of applied runs in a row without a change of any weight that raises an alert, 2 to 1000.';
comment on column bandit.account_settings.dominant_weight is 'Weight of one generator above which an alert is raised, above 0 and up to 1.';
comment on column bandit.account_settings.metrics_due is 'Time without new metrics of posts after which an alert is raised, 1 hour to 90 days.';
comment on column bandit.account_settings.scrape_lease is 'Time that a worker has to finish the posts that it claimed, 1 minute to 1 day.';
comment on column bandit.account_settings.daily_credits is 'Credits that scraping may use per day (UTC), 0 or more; 0 stops scraping; null: no limit.';
comment on column bandit.account_settings.snapshot_retention is
    'How long snapshots are kept, 90 days to 100 years; a partition is dropped when it is older than the retention of every account.';

-- The account of calls that name none.
insert into bandit.accounts (handle) values ('default');

insert into bandit.account_settings (account_id)
select a.account_id
from bandit.accounts as a
where a.handle = 'default';
