-- Accounts, their settings, and the catalogues that both lean on.

comment on schema bandit is 'pgbandit: chooses who writes the next post, measures what came of it, and moves the weights towards what works.';
grant usage on schema bandit to bandit_bot, bandit_operator, bandit_reader;

comment on schema bandit_internal is 'pgbandit: what stands behind the functions and views of schema bandit. Not an interface: it changes without notice.';
grant usage on schema bandit_internal to bandit_operator, bandit_reader;

create table bandit.policies (
    policy text primary key check (policy ~ '^[a-z][a-z0-9_]*$'),
    description text not null
);
comment on table bandit.policies is 'Catalogue of the policies that can move weights; each is a function target_weights_<policy> of one shape.';
comment on column bandit.policies.policy is 'Name of the policy, the suffix of its function.';
comment on column bandit.policies.description is 'What the policy does, in one sentence.';

insert into bandit.policies (policy, description) values
('blueprint', 'Min-max F/1K, sharpened, blended with the current weights; viral, failing and new generators are special cases.');

create table bandit.default_generators (
    generator_name text primary key,
    weight numeric(5, 4) not null check (weight > 0 and weight <= 1)
);
comment on table bandit.default_generators is 'Catalogue of the generators that every new account starts with; the weights sum to 1.';
comment on column bandit.default_generators.generator_name is 'Canonical name, lower camel case.';
comment on column bandit.default_generators.weight is 'Starting weight: probability of being chosen, 0 to 1.';

insert into bandit.default_generators (generator_name, weight) values
('humanVoice', 0.15),
('newsReporter', 0.12),
('storyteller', 0.12),
('interesting', 0.10),
('provocateur', 0.10),
('dataNerd', 0.10),
('mythBuster', 0.10),
('coach', 0.08),
('thoughtLeader', 0.05),
('contrarian', 0.04),
('explorer', 0.02),
('philosopher', 0.02);

create table bandit.accounts (
    account_id bigint generated always as identity primary key,
    handle text not null unique check (handle ~ '^[A-Za-z0-9_.@-]{1,100}$'),
    platform text not null default 'x' check (platform in ('x', 'bluesky', 'mastodon')),
    platform_user_id text,
    created_at timestamptz not null default now()
);
comment on table bandit.accounts is 'The social accounts that pgbandit tunes, one row each.';
comment on column bandit.accounts.account_id is 'Key of the account; first in the key of every other table.';
comment on column bandit.accounts.handle is 'Name by which people and the setting bandit.account refer to the account.';
comment on column bandit.accounts.platform is 'Network the account posts to: x, bluesky or mastodon.';
comment on column bandit.accounts.platform_user_id is 'The platform''s own id of the account; null where unknown.';
comment on column bandit.accounts.created_at is 'When the account was created here.';

create table bandit.account_settings (
    account_id bigint primary key references bandit.accounts (account_id) on delete cascade,
    policy text not null default 'blueprint' references bandit.policies (policy) on delete restrict,
    time_zone text not null default 'UTC',
    lookback interval not null default '7 days' check (lookback > interval '0'),
    min_posts integer not null default 20 check (min_posts >= 1),
    aggressiveness numeric not null default 0.3 check (aggressiveness between 0.1 and 0.5),
    score_exponent numeric not null default 1.5 check (score_exponent > 0 and score_exponent <= 10),
    min_weight numeric(5, 4) not null default 0.02 check (min_weight > 0 and min_weight <= 0.5),
    viral_f_per_1k numeric not null default 5 check (viral_f_per_1k > 0 and viral_f_per_1k < 'Infinity'),
    viral_boost numeric not null default 1.5 check (viral_boost >= 1 and viral_boost <= 10),
    viral_min_posts integer not null default 5 check (viral_min_posts >= 1),
    failing_min_posts integer not null default 10 check (failing_min_posts >= 1),
    new_generator_max_posts integer not null default 5 check (new_generator_max_posts >= 0),
    new_generator_weight numeric(5, 4) not null default 0.08 check (new_generator_weight > 0 and new_generator_weight < 1),
    significant_change numeric not null default 0.01 check (significant_change between 0 and 1)
);
comment on table bandit.account_settings is 'One typed row of settings an account; set_setting changes it, checked and logged.';
comment on column bandit.account_settings.account_id is 'The account.';
comment on column bandit.account_settings.policy is 'Policy that moves the weights, from the catalogue policies.';
comment on column bandit.account_settings.time_zone is 'Time zone for hours and weekdays, a name PostgreSQL knows, such as Europe/Berlin.';
comment on column bandit.account_settings.lookback is 'How far back a run looks for posts, an interval above 0.';
comment on column bandit.account_settings.min_posts is 'Measured posts in the lookback that a run needs, at least 1.';
comment on column bandit.account_settings.aggressiveness is 'How much of the way to its score a weight moves in one run, 0.1 (slow) to 0.5 (fast).';
comment on column bandit.account_settings.score_exponent is 'Exponent on the 0..1 score, above 0 and up to 10; above 1 rewards the top performers.';
comment on column bandit.account_settings.min_weight is 'The floor of every active weight, above 0 and up to 0.5: exploration never ends.';
comment on column bandit.account_settings.viral_f_per_1k is 'Above this F/1K (followers per 1000 impressions) a generator is viral; above 0.';
comment on column bandit.account_settings.viral_boost is 'Factor on the weight of a viral generator, 1 to 10.';
comment on column bandit.account_settings.viral_min_posts is 'Measured posts in the lookback before a generator can be viral, at least 1.';
comment on column bandit.account_settings.failing_min_posts is 'Measured posts in the lookback without a follower that make a failure, at least 1.';
comment on column bandit.account_settings.new_generator_max_posts is 'A generator with fewer measured posts than this in its whole history is new, 0 or more.';
comment on column bandit.account_settings.new_generator_weight is 'Weight of a new generator before normalising, between 0 and 1.';
comment on column bandit.account_settings.significant_change is 'Smallest weight change that a run lists among its changes, 0 to 1.';
