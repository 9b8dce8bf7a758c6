-- depends: 0011.metrics
-- Followers of the account: what was counted, what was gained from when to when, and which posts are credited with it.

create table bandit.follower_snapshots (
    account_id bigint not null references bandit.accounts (account_id) on delete cascade,
    snapshot_at timestamptz not null check (isfinite(snapshot_at)),
    source text not null,
    followers bigint check (followers >= 0),
    primary key (account_id, snapshot_at, source)
);
comment on table bandit.follower_snapshots is 'Follower counts of the accounts, as they were read.';
comment on column bandit.follower_snapshots.account_id is 'The account.';
comment on column bandit.follower_snapshots.snapshot_at is 'When the count was read.';
comment on column bandit.follower_snapshots.source is 'Who read it, such as scrape or import.';
comment on column bandit.follower_snapshots.followers is 'Followers, a count; null: it could not be read, and closes no interval.';

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
comment on table bandit.follower_gains is 'Followers gained in intervals, where the platform tells the gain and not the count: the rows of an overview export.';
comment on column bandit.follower_gains.account_id is 'The account.';
comment on column bandit.follower_gains.from_at is 'Start of the interval.';
comment on column bandit.follower_gains.until_at is 'End of the interval.';
comment on column bandit.follower_gains.source is 'Who delivered it, such as import.';
comment on column bandit.follower_gains.gained is 'Followers gained in the interval, net of those lost.';
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
    'The gains that are shared among posts: intervals that never overlap, each with its balance. Computed: attribute_followers writes it.';
comment on column bandit.follower_intervals.account_id is 'The account.';
comment on column bandit.follower_intervals.from_at is 'Start of the interval.';
comment on column bandit.follower_intervals.until_at is 'End of the interval.';
comment on column bandit.follower_intervals.gained is 'Followers gained in the interval, net of those lost.';
comment on column bandit.follower_intervals.impressions is 'Impressions of the whole account in the interval, a count; null: not measured.';
comment on column bandit.follower_intervals.exposure is 'Exposure that its live posts gained in the interval, in the account''s measure; null: not measured.';
comment on column bandit.follower_intervals.is_quiet is 'Whether no post was live in the interval: its gain tells the base rate.';
comment on column bandit.follower_intervals.reported is 'Of the gain, followers that were reported for a post.';
comment on column bandit.follower_intervals.base is 'Of the gain, what the account gains in that time without posts; left unattributed.';
comment on column bandit.follower_intervals.attributed is 'Of the gain, followers credited to posts, reported ones included.';
comment on column bandit.follower_intervals.unattributed is 'The rest of the gain.';
comment on column bandit.follower_intervals.is_anomaly is 'Whether the gain is out of all proportion to exposure, and therefore not shared.';

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
    'What each post is credited with of each interval''s gain; a post without a row got nothing. Computed: attribute_followers writes it.';
comment on column bandit.follower_attributions.account_id is 'The account.';
comment on column bandit.follower_attributions.until_at is 'End of the interval.';
comment on column bandit.follower_attributions.decision_id is 'The decision whose post is credited.';
comment on column bandit.follower_attributions.followers is 'Followers credited, in steps of a millionth; negative where the account lost some.';
comment on column bandit.follower_attributions.source is 'reported (part of the follows reported for the post) or attributed (a share).';

create table bandit.attribution_state (
    account_id bigint primary key references bandit.accounts (account_id) on delete cascade,
    due_from_at timestamptz not null default '-infinity'
);
comment on table bandit.attribution_state is 'From when on the followers of an account have to be attributed again; no row: from the start.';
comment on column bandit.attribution_state.account_id is 'The account.';
comment on column bandit.attribution_state.due_from_at is 'Time of the last attribution, or of an earlier count, gain or imported post that came since.';

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
comment on type bandit_internal.interval_balance is 'An interval on its way into follower_intervals, with who gets what of its gain.';
comment on column bandit_internal.interval_balance.from_at is 'Start of the interval.';
comment on column bandit_internal.interval_balance.until_at is 'End of the interval.';
comment on column bandit_internal.interval_balance.gained is 'Followers gained in the interval; null: unknown, a gap between intervals.';
comment on column bandit_internal.interval_balance.impressions is 'Impressions of the whole account; null: not measured.';
comment on column bandit_internal.interval_balance.exposure is 'Exposure that its live posts gained; null: not measured.';
comment on column bandit_internal.interval_balance.is_quiet is 'Whether no post was live.';
comment on column bandit_internal.interval_balance.reported is 'Sum of reported_parts.';
comment on column bandit_internal.interval_balance.base is 'What is taken off for the account''s base rate.';
comment on column bandit_internal.interval_balance.is_anomaly is 'Whether the gain is out of all proportion to exposure.';
comment on column bandit_internal.interval_balance.reported_for is 'Decisions whose posts have reported follows in the interval.';
comment on column bandit_internal.interval_balance.reported_parts is 'Their follows, in step.';
comment on column bandit_internal.interval_balance.sharers is 'Decisions whose posts share the rest.';
comment on column bandit_internal.interval_balance.exposures is 'The exposure that each gained, in step.';
comment on column bandit_internal.interval_balance.shares is 'Its share, in step; null: nothing is shared.';

alter table bandit.content_metadata
add column followers_at_post bigint;
comment on column bandit.content_metadata.followers_at_post is
    'Followers of the account at its last count before the post, the exposure where a platform has no impressions; null: not measured.';

alter table bandit.outcomes
add column followers_known_at timestamptz;
comment on column bandit.outcomes.followers_known_at is
    'From when the attributed followers could have been known: the end of the last interval shared; null: as known_at.';
