-- depends: 0010.spooled_choices
-- Metrics as a time series, and what to scrape when.

create table bandit.metric_snapshots (
    account_id bigint not null,
    decision_id uuid not null,
    bucket_at timestamptz not null,
    collected_at timestamptz not null,
    likes bigint check (likes >= 0),
    retweets bigint check (retweets >= 0),
    replies bigint check (replies >= 0),
    quotes bigint check (quotes >= 0),
    bookmarks bigint check (bookmarks >= 0),
    views bigint check (views >= 0),
    impressions bigint check (impressions >= 0),
    profile_clicks bigint check (profile_clicks >= 0),
    url_clicks bigint check (url_clicks >= 0),
    engagements bigint check (engagements >= 0),
    followers_gained numeric check (followers_gained < 'Infinity' and followers_gained > '-Infinity'),
    extra jsonb not null default '{}',
    unavailable jsonb not null default '{}',
    source text not null,
    raw jsonb,
    primary key (account_id, decision_id, bucket_at),
    foreign key (account_id, decision_id) references bandit.content_metadata (account_id, decision_id) on delete cascade
) partition by range (bucket_at);
comment on table bandit.metric_snapshots is
    'Every plausible reading of a post''s metrics, one row a post and ten minutes, in partitions of a month (UTC). NULL means not measured, never zero.';
comment on column bandit.metric_snapshots.account_id is 'The account.';
comment on column bandit.metric_snapshots.decision_id is 'The decision whose post was read.';
comment on column bandit.metric_snapshots.bucket_at is 'Start of the ten minutes in which the numbers were read.';
comment on column bandit.metric_snapshots.collected_at is 'When the numbers were read: the latest reading of the ten minutes.';
comment on column bandit.metric_snapshots.likes is 'Likes so far, a count; null: not measured.';
comment on column bandit.metric_snapshots.retweets is 'Reposts so far, a count; null: not measured.';
comment on column bandit.metric_snapshots.replies is 'Replies so far, a count; null: not measured.';
comment on column bandit.metric_snapshots.quotes is 'Quotes so far, a count; null: not measured.';
comment on column bandit.metric_snapshots.bookmarks is 'Bookmarks so far, a count; null: not measured.';
comment on column bandit.metric_snapshots.views is 'Views so far as the platform shows them, a count; null: not measured.';
comment on column bandit.metric_snapshots.impressions is 'Impressions so far, a count; null: not measured.';
comment on column bandit.metric_snapshots.profile_clicks is 'Clicks on the author''s profile so far, a count; null: not measured.';
comment on column bandit.metric_snapshots.url_clicks is 'Clicks on links so far, a count; null: not measured.';
comment on column bandit.metric_snapshots.engagements is 'Engagements of any kind so far as the platform counts them, a count; null: not measured.';
comment on column bandit.metric_snapshots.followers_gained is 'Followers gained so far as reported for this post; null: not measured. Attributed followers are not here.';
comment on column bandit.metric_snapshots.extra is 'Further numbers of the reading by name, as they came, a JSON object.';
comment on column bandit.metric_snapshots.unavailable is 'Why metrics are missing, a JSON object of reasons by metric.';
comment on column bandit.metric_snapshots.source is 'Who delivered the reading, such as bot or scrape.';
comment on column bandit.metric_snapshots.raw is 'The reading as it came; null: not kept.';

create table bandit.metric_snapshots_default partition of bandit.metric_snapshots default;
comment on table bandit.metric_snapshots_default is 'Readings of months that have no partition yet; maintain_partitions moves them into their month.';

create table bandit.default_scrape_schedule (
    until_age interval primary key check (until_age > interval '0' and until_age <= interval '10 years'),
    every interval not null check (every >= interval '1 minute' and every <= interval '1 year'),
    reads_at_end boolean not null default false
);
comment on table bandit.default_scrape_schedule is 'Catalogue of the age bands that every new account starts with: how often posts are read.';
comment on column bandit.default_scrape_schedule.until_age is 'The band holds posts younger than this and not in a younger band.';
comment on column bandit.default_scrape_schedule.every is 'Time from one reading to the next.';
comment on column bandit.default_scrape_schedule.reads_at_end is 'Whether a post is read when it leaves the band, whenever the last reading was.';

insert into bandit.default_scrape_schedule (until_age, every, reads_at_end) values
('2 hours', '10 minutes', false),
('24 hours', '1 hour', false),
('3 days', '6 hours', false),
('29 days', '1 day', true),   -- the last private metrics: platforms give them for 30 days
('30 days', '1 day', false),
('60 days', '7 days', false);

create table bandit.scrape_schedule (
    account_id bigint not null references bandit.accounts (account_id) on delete cascade,
    until_age interval not null check (until_age > interval '0' and until_age <= interval '10 years'),
    every interval not null check (every >= interval '1 minute' and every <= interval '1 year'),
    reads_at_end boolean not null default false,
    primary key (account_id, until_age)
);
comment on table bandit.scrape_schedule is 'How often an account''s posts are read, by their age; set_scrape_band changes it. Older posts than the last band are left alone.';
comment on column bandit.scrape_schedule.account_id is 'The account.';
comment on column bandit.scrape_schedule.until_age is 'The band holds posts younger than this and not in a younger band.';
comment on column bandit.scrape_schedule.every is 'Time from one reading to the next.';
comment on column bandit.scrape_schedule.reads_at_end is 'Whether a post is read when it leaves the band, whenever the last reading was.';

insert into bandit.scrape_schedule (account_id, until_age, every, reads_at_end)
select a.account_id, d.until_age, d.every, d.reads_at_end
from bandit.accounts as a
cross join bandit.default_scrape_schedule as d;

create table bandit.scrapes (
    account_id bigint not null,
    decision_id uuid not null,
    due_at timestamptz,
    worker text,
    lease_ends_at timestamptz,
    scraped_at timestamptz,
    failures integer not null default 0 check (failures >= 0),
    last_error text,
    primary key (account_id, decision_id),
    foreign key (account_id, decision_id) references bandit.content_metadata (account_id, decision_id) on delete cascade,
    check ((worker is null) = (lease_ends_at is null)),
    check ((last_error is null) = (failures = 0))
);
comment on table bandit.scrapes is 'The posts to be scraped, one row each from when they go out: when they are due, who reads them, and what went wrong.';
comment on column bandit.scrapes.account_id is 'The account.';
comment on column bandit.scrapes.decision_id is 'The decision whose post is read.';
comment on column bandit.scrapes.due_at is 'When to read the post next; null: never again, it is deleted or older than the schedule.';
comment on column bandit.scrapes.worker is 'Who claimed the post last and has not finished it; null: nobody.';
comment on column bandit.scrapes.lease_ends_at is 'Until when the claim holds; then the post is due again.';
comment on column bandit.scrapes.scraped_at is 'When a scrape of the post last succeeded; null: never.';
comment on column bandit.scrapes.failures is 'Failed scrapes since the last success.';
comment on column bandit.scrapes.last_error is 'What the last scrape failed with; null: it succeeded, or there was none.';

create index scrapes_due_idx on bandit.scrapes (account_id, greatest(due_at, lease_ends_at)) where due_at is not null;
comment on index bandit.scrapes_due_idx is 'Posts in the order in which they may be claimed.';
create index scrapes_failing_idx on bandit.scrapes (account_id, failures) where failures > 0 and due_at is not null;
comment on index bandit.scrapes_failing_idx is 'Posts that are to be scraped and cannot be.';

-- Posts from before, as far as the schedule reaches.
insert into bandit.scrapes (account_id, decision_id, due_at)
select c.account_id, c.decision_id, c.posted_at
from bandit.content_metadata as c
where c.status = 'posted'
  and c.posted_at > now() - (select max(d.until_age) from bandit.default_scrape_schedule as d);

create table bandit.scrape_states (
    account_id bigint primary key references bandit.accounts (account_id) on delete cascade,
    next_cursor text,
    rate_limit_ends_at timestamptz,
    credits_used_on date,
    credits_used integer check (credits_used >= 0)
);
comment on table bandit.scrape_states is 'Where the scraping of an account stands between two runs of the runner, which keeps nothing itself.';
comment on column bandit.scrape_states.account_id is 'The account.';
comment on column bandit.scrape_states.next_cursor is 'The platform''s mark of the next page; null: begin with the newest.';
comment on column bandit.scrape_states.rate_limit_ends_at is 'Until when the platform takes no more calls; null or past: it does.';
comment on column bandit.scrape_states.credits_used_on is 'Day (UTC) that credits_used stands for; null: none were used yet.';
comment on column bandit.scrape_states.credits_used is 'Credits that the calls of that day cost.';

alter table bandit.content_metadata
add column deleted_at timestamptz;
comment on column bandit.content_metadata.deleted_at is 'When the platform said that the post is gone; null: it has not. Its metrics stay.';

alter table bandit.account_settings
add column snapshot_retention interval not null default '400 days'
constraint account_settings_snapshot_retention_check check (snapshot_retention between interval '90 days' and interval '100 years'),
add column scrape_lease interval not null default '10 minutes'
constraint account_settings_scrape_lease_check check (scrape_lease between interval '1 minute' and interval '1 day'),
add column daily_credits integer
constraint account_settings_daily_credits_check check (daily_credits >= 0);
comment on column bandit.account_settings.snapshot_retention is
    'How long readings are kept, 90 days to 100 years; a month goes when no account wants it any more.';
comment on column bandit.account_settings.scrape_lease is 'How long a worker has to finish the posts that it claimed, 1 minute to 1 day.';
comment on column bandit.account_settings.daily_credits is 'Credits that scraping may use a day (UTC), 0 or more, 0 stops it; null: no budget.';
