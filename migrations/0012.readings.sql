-- depends: 0011.jobs
-- What an overview tells besides gains: profile visits, engagements, and how far it reaches.

alter table bandit.follower_gains
add column profile_visits bigint check (profile_visits >= 0),
add column engagements bigint check (engagements >= 0),
add column reach_at timestamptz check (isfinite(reach_at));
comment on column bandit.follower_gains.profile_visits is 'Visits of the profile in the interval, a count; null: not measured.';
comment on column bandit.follower_gains.engagements is 'Engagements of the whole account in the interval, a count; null: not measured.';
comment on column bandit.follower_gains.reach_at is 'End of the last day of the export with the gain; null: not from an export.';

alter table bandit.follower_intervals
add column profile_visits bigint,
add column engagements bigint;
comment on column bandit.follower_intervals.profile_visits is 'Visits of the profile in the interval, a count; null: not measured.';
comment on column bandit.follower_intervals.engagements is 'Engagements of the whole account in the interval, a count; null: not measured.';

alter type bandit_internal.follower_interval
add attribute profile_visits bigint,
add attribute engagements bigint;
comment on column bandit_internal.follower_interval.profile_visits is 'Visits of the profile in the interval; null: not measured.';
comment on column bandit_internal.follower_interval.engagements is 'Engagements of the whole account in the interval; null: not measured.';

alter type bandit_internal.interval_balance
add attribute profile_visits bigint,
add attribute engagements bigint;
comment on column bandit_internal.interval_balance.profile_visits is 'Visits of the profile in the interval; null: not measured.';
comment on column bandit_internal.interval_balance.engagements is 'Engagements of the whole account in the interval; null: not measured.';
