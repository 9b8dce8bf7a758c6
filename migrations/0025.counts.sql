-- depends: 0021.carried_impressions
-- What the joint fit of follower counts learns from: the exposure of each generator between two counts.

create table bandit.generator_exposures (
    account_id bigint not null references bandit.accounts (account_id) on delete cascade,
    until_at timestamptz not null check (isfinite(until_at)),
    generator_name text not null,
    exposure_1k double precision not null check (exposure_1k > 0),
    squares double precision not null check (squares > 0),
    primary key (account_id, until_at, generator_name)
);
comment on table bandit.generator_exposures is
    'The exposure of each generator whose followers are expected in each six hours with a known gain; no row: none. Only intervals that ended more than eight days ago, whose posts no longer grow. Written by attribute_followers.';
comment on column bandit.generator_exposures.account_id is 'The account.';
comment on column bandit.generator_exposures.until_at is 'End of the six hours (UTC).';
comment on column bandit.generator_exposures.generator_name is 'The generator; empty: posts of unknown generators.';
comment on column bandit.generator_exposures.exposure_1k is 'Exposure in thousands x, summed over its posts: the exposure of a post times the share of its followers that arrive in the interval.';
comment on column bandit.generator_exposures.squares is 'Sum of x squared over its posts.';

alter table bandit.attribution_state
add column settled_until_at timestamptz not null default '-infinity',
add column settled_delay interval,
add column settled_deviation numeric;
comment on column bandit.attribution_state.settled_until_at is 'Up to when generator_exposures has what it will have.';
comment on column bandit.attribution_state.settled_delay is 'follower_delay with which these rows were made; null: there are none yet.';
comment on column bandit.attribution_state.settled_deviation is 'follower_delay_deviation with which these rows were made; null: there are none yet.';

create type bandit_internal.exposed_post as (
    generator_name text,
    posted double precision,
    exposure_1k double precision
);
comment on type bandit_internal.exposed_post is 'A post with the exposure that it has in the end.';
comment on column bandit_internal.exposed_post.generator_name is 'The generator; empty: unknown.';
comment on column bandit_internal.exposed_post.posted is 'When the post was published, in seconds since 1970-01-01 UTC.';
comment on column bandit_internal.exposed_post.exposure_1k is 'Exposure in thousands; null: not measured.';

create type bandit_internal.interval_exposure as (
    until_at timestamptz,
    generator_name text,
    exposure_1k double precision,
    squares double precision
);
comment on type bandit_internal.interval_exposure is 'A row of generator_exposures.';
comment on column bandit_internal.interval_exposure.until_at is 'End of the six hours (UTC).';
comment on column bandit_internal.interval_exposure.generator_name is 'The generator; empty: posts of unknown generators.';
comment on column bandit_internal.interval_exposure.exposure_1k is 'Exposure in thousands, summed over its posts.';
comment on column bandit_internal.interval_exposure.squares is 'Sum of the squares over its posts.';

create type bandit_internal.count_row as (
    until_at timestamptz,
    day integer,
    hours double precision,
    gained double precision,
    exposures double precision[],
    squares double precision[]
);
comment on type bandit_internal.count_row is 'Six hours, or a longer interval, in which the gain of an account is known: a row of the joint fit. Arrays are by generator.';
comment on column bandit_internal.count_row.until_at is 'End of the six hours in which it ends (UTC).';
comment on column bandit_internal.count_row.day is 'Day of its end, counted from 1970-01-01 UTC.';
comment on column bandit_internal.count_row.hours is 'Length h, hours.';
comment on column bandit_internal.count_row.gained is 'Net gain Y that was not reported for single posts, followers.';
comment on column bandit_internal.count_row.exposures is 'X: exposure in thousands whose followers are expected in the interval.';
comment on column bandit_internal.count_row.squares is 'Q: sum of its squares over posts.';

create type bandit_internal.count_fit as (
    log_rates double precision[],
    base double precision,
    levels double precision[],
    beliefs double precision[],
    expected double precision[],
    variances double precision[]
);
comment on type bandit_internal.count_fit is 'A joint fit of follower counts, see fit_counts.';
comment on column bandit_internal.count_fit.log_rates is 'By generator: natural logarithm of its followers per 1000 of exposure.';
comment on column bandit_internal.count_fit.base is 'Followers an hour that the account gains without posts.';
comment on column bandit_internal.count_fit.levels is 'By row: level L of its day, 1: as usual.';
comment on column bandit_internal.count_fit.beliefs is 'By row: how much it counts, w, 0 to 1.';
comment on column bandit_internal.count_fit.expected is 'By row: followers expected, mu.';
comment on column bandit_internal.count_fit.variances is 'By row: their variance V.';

alter table bandit.account_settings
add column follower_delay interval not null default '14 hours' check (follower_delay between interval '1 hour' and interval '3 days'),
add column follower_delay_deviation numeric not null default 1.1 check (follower_delay_deviation between 0.3 and 2);
comment on column bandit.account_settings.follower_delay is 'Median time after a post at which its followers arrive, 1 hour to 3 days.';
comment on column bandit.account_settings.follower_delay_deviation is 'Standard deviation of the logarithm of that time, 0.3 to 2.';

-- Blocks: posts within so many hours share a generator.
alter table bandit.account_settings
add column block_hours integer not null default 0 check (block_hours between 0 and 168),
add column block_until numeric not null default 0.9 check (block_until > 0 and block_until <= 1);
comment on column bandit.account_settings.block_hours is
    'Hours in which all posts have the same generator, so that the account''s follower counts tell generators apart, 0 to 168; 0: every post is drawn.';
comment on column bandit.account_settings.block_until is
    'Blocks end when one generator has this share of the weights above the floor, above 0 and up to 1.';

alter table bandit.generator_propensities add column block_hours integer;
comment on column bandit.generator_propensities.block_hours is 'Hours in which all posts have the same generator; null: every post is drawn.';

alter table bandit.content_metadata add column block_at timestamptz check (isfinite(block_at));
comment on column bandit.content_metadata.block_at is
    'Start of the block of posts with the same generator that the decision belongs to; null: it was drawn by itself.';
create index content_metadata_block on bandit.content_metadata (account_id, block_at, experiment_arm, created_at desc)
where block_at is not null;
comment on index bandit.content_metadata_block is 'For choose_generator: the decisions of a block, newest first.';

-- Posts of a block are one observation for whatever compares posts.
alter type bandit_internal.post add attribute block_at timestamptz;
comment on column bandit_internal.post.block_at is 'Start of the block of posts with the same generator; null: it was drawn by itself.';
alter type bandit_internal.logged_post add attribute block_at timestamptz;
comment on column bandit_internal.logged_post.block_at is 'Start of the block of posts with the same generator; null: it was drawn by itself.';
