-- depends: 0005.posts
-- Follower counts and gains of an account, and the posts that gains are attributed to.

create table bandit.follower_snapshots (
    account_id bigint not null references bandit.accounts (account_id) on delete cascade,
    snapshot_at timestamptz not null check (isfinite(snapshot_at)),
    source text not null,
    followers bigint check (followers >= 0),
    primary key (account_id, snapshot_at, source)
);
comment on table bandit.follower_snapshots is 'Follower counts of an account, as read.';
comment on column bandit.follower_snapshots.account_id is 'The account.';
comment on column bandit.follower_snapshots.snapshot_at is 'When the count was read.';
comment on column bandit.follower_snapshots.source is 'Source of the count, such as scrape or import.';
comment on column bandit.follower_snapshots.followers is 'Followers, a count; null: it could not be read, and the row ends no interval.';

create table bandit.follower_gains (
    account_id bigint not null references bandit.accounts (account_id) on delete cascade,
    from_at timestamptz not null check (isfinite(from_at)),
    until_at timestamptz not null check (isfinite(until_at)),
    source text not null,
    gained numeric not null check (abs(gained) <= 1e12),
    impressions bigint check (impressions >= 0),
    primary key (account_id, until_at, from_at, source),
    check (from_at < until_at)
);
comment on table bandit.follower_gains is
    'Followers gained in intervals, where the platform reports gains instead of counts, as the rows of an overview export.';
comment on column bandit.follower_gains.account_id is 'The account.';
comment on column bandit.follower_gains.from_at is 'Start of the interval.';
comment on column bandit.follower_gains.until_at is 'End of the interval.';
comment on column bandit.follower_gains.source is 'Source of the gain, such as import.';
comment on column bandit.follower_gains.gained is 'Followers gained in the interval, net of losses.';
comment on column bandit.follower_gains.impressions is 'Impressions of the whole account in the interval, a count; null: not measured.';

create table bandit.follower_intervals (
    account_id bigint not null references bandit.accounts (account_id) on delete cascade,
    from_at timestamptz not null,
    until_at timestamptz not null,
    gained numeric not null check (abs(gained) <= 1e12),
    impressions bigint,
    exposure numeric,
    is_quiet boolean not null,
    reported numeric not null,
    base numeric not null,
    attributed numeric not null,
    unattributed numeric not null,
    is_anomaly boolean not null,
    primary key (account_id, until_at),
    check (from_at < until_at),
    check (attributed + unattributed = gained)
);
comment on table bandit.follower_intervals is
    'The gains to apportion among posts: intervals that do not overlap, each with its balance. Written by attribute_followers.';
comment on column bandit.follower_intervals.account_id is 'The account.';
comment on column bandit.follower_intervals.from_at is 'Start of the interval.';
comment on column bandit.follower_intervals.until_at is 'End of the interval.';
comment on column bandit.follower_intervals.gained is 'Followers gained in the interval, net of losses.';
comment on column bandit.follower_intervals.impressions is 'Impressions of the whole account in the interval, a count; null: not measured.';
comment on column bandit.follower_intervals.exposure is 'Exposure gained in the interval by its live posts, in the measure of the account; null: not measured.';
comment on column bandit.follower_intervals.is_quiet is 'Whether no post was live in the interval: its gain estimates the base rate.';
comment on column bandit.follower_intervals.reported is 'The part of the gain that was reported for single posts.';
comment on column bandit.follower_intervals.base is 'The part of the gain that the account would have without posts; left unattributed.';
comment on column bandit.follower_intervals.attributed is 'The part of the gain credited to posts, including the reported part.';
comment on column bandit.follower_intervals.unattributed is 'The rest of the gain.';
comment on column bandit.follower_intervals.is_anomaly is 'Whether the gain is out of proportion to exposure and is therefore not apportioned.';

create table bandit.follower_attributions (
    account_id bigint not null,
    until_at timestamptz not null,
    decision_id uuid not null,
    followers numeric not null,
    source text not null check (source in ('reported', 'attributed')),
    primary key (account_id, until_at, decision_id),
    foreign key (account_id, until_at) references bandit.follower_intervals (account_id, until_at) on delete cascade
);
comment on table bandit.follower_attributions is
    'The part of the gain of each interval that each post is credited with; a post without a row has none. Written by attribute_followers.';
comment on column bandit.follower_attributions.account_id is 'The account.';
comment on column bandit.follower_attributions.until_at is 'End of the interval.';
comment on column bandit.follower_attributions.decision_id is 'The decision whose post is credited.';
comment on column bandit.follower_attributions.followers is 'Followers credited, in steps of a millionth; negative if the account lost followers.';
comment on column bandit.follower_attributions.source is 'reported (part of the followers reported for the post) or attributed (a share of the gain).';

create table bandit.attribution_state (
    account_id bigint primary key references bandit.accounts (account_id) on delete cascade,
    due_from_at timestamptz not null default '-infinity'
);
comment on table bandit.attribution_state is 'Time from which the followers of an account must be attributed again; no row: from the start.';
comment on column bandit.attribution_state.account_id is 'The account.';
comment on column bandit.attribution_state.due_from_at is 'Time of the last attribution, or of an earlier count, gain or imported post stored since.';

create type bandit_internal.follower_interval as (
    from_at timestamptz,
    until_at timestamptz,
    gained numeric,
    impressions bigint
);
comment on type bandit_internal.follower_interval is 'An interval between two follower counts, an interval of a reported gain, or a gap between such intervals.';
comment on column bandit_internal.follower_interval.from_at is 'Start of the interval; -infinity for the first gap.';
comment on column bandit_internal.follower_interval.until_at is 'End of the interval.';
comment on column bandit_internal.follower_interval.gained is 'Followers gained in the interval, net of losses; null: unknown, a gap.';
comment on column bandit_internal.follower_interval.impressions is 'Impressions of the whole account in the interval; null: not measured.';

create type bandit_internal.exposure_curve as (
    decision_id uuid,
    posted_at timestamptz,
    tweet_id text,
    reported numeric,
    progress double precision[],
    exposures double precision[]
);
comment on type bandit_internal.exposure_curve is 'How the exposure of a post grows with its age: n points, connected by straight lines.';
comment on column bandit_internal.exposure_curve.decision_id is 'Decision of the post.';
comment on column bandit_internal.exposure_curve.posted_at is 'When the post was published.';
comment on column bandit_internal.exposure_curve.tweet_id is 'The platform''s id of the post.';
comment on column bandit_internal.exposure_curve.reported is 'Followers reported for the post; null: none reported.';
comment on column bandit_internal.exposure_curve.progress is
    'Age of the post at each point, as the share of its exposure that it is expected to have by then: 0 to 1, see exposure_progress.';
comment on column bandit_internal.exposure_curve.exposures is
    'Cumulative exposure at each point, in the measure of the account; null: not measured.';

create type bandit_internal.interval_balance as (
    from_at timestamptz,
    until_at timestamptz,
    gained numeric,
    impressions bigint,
    exposure numeric,
    is_quiet boolean,
    reported numeric,
    base numeric,
    is_anomaly boolean,
    reported_for uuid[],
    reported_parts numeric[],
    sharers uuid[],
    exposures double precision[],
    shares numeric[]
);
comment on type bandit_internal.interval_balance is 'An interval before it is stored in follower_intervals, with the parts of its gain.';
comment on column bandit_internal.interval_balance.from_at is 'Start of the interval.';
comment on column bandit_internal.interval_balance.until_at is 'End of the interval.';
comment on column bandit_internal.interval_balance.gained is 'Followers gained in the interval; null: unknown, a gap between intervals.';
comment on column bandit_internal.interval_balance.impressions is 'Impressions of the whole account; null: not measured.';
comment on column bandit_internal.interval_balance.exposure is 'Exposure gained by its live posts; null: not measured.';
comment on column bandit_internal.interval_balance.is_quiet is 'Whether no post was live.';
comment on column bandit_internal.interval_balance.reported is 'Sum of reported_parts.';
comment on column bandit_internal.interval_balance.base is 'The part of the gain that the account would have without posts.';
comment on column bandit_internal.interval_balance.is_anomaly is 'Whether the gain is out of proportion to exposure.';
comment on column bandit_internal.interval_balance.reported_for is 'Decisions whose posts have reported followers in the interval.';
comment on column bandit_internal.interval_balance.reported_parts is 'Reported followers of each, in the order of reported_for.';
comment on column bandit_internal.interval_balance.sharers is 'Decisions among whose posts the rest is apportioned.';
comment on column bandit_internal.interval_balance.exposures is 'Exposure gained by each, in the order of sharers.';
comment on column bandit_internal.interval_balance.shares is 'Share of each, in the order of sharers; null: nothing is apportioned.';
