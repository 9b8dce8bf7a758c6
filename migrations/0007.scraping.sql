-- depends: 0006.followers
-- Which posts to read, and when.

create table bandit.default_scrape_schedule (
    until_age interval primary key check (until_age > interval '0' and until_age <= interval '10 years'),
    every interval not null check (every >= interval '1 minute' and every <= interval '1 year'),
    reads_at_end boolean not null default false
);
comment on table bandit.default_scrape_schedule is 'Catalogue of the age bands of a new account: how often posts are read.';
comment on column bandit.default_scrape_schedule.until_age is 'Upper bound of the band: it holds posts younger than this and older than the band before.';
comment on column bandit.default_scrape_schedule.every is 'Time between two readings.';
comment on column bandit.default_scrape_schedule.reads_at_end is 'Whether a post is read when it leaves the band, whenever the last reading was.';

insert into bandit.default_scrape_schedule (until_age, every, reads_at_end) values
('2 hours', '10 minutes', false),
('24 hours', '1 hour', false),
('3 days', '6 hours', false),
('29 days', '1 day', true),   -- the last private metrics: platforms return them for 30 days
('30 days', '1 day', false),
('60 days', '7 days', false);

create table bandit.scrape_schedule (
    account_id bigint not null references bandit.accounts (account_id) on delete cascade,
    until_age interval not null check (until_age > interval '0' and until_age <= interval '10 years'),
    every interval not null check (every >= interval '1 minute' and every <= interval '1 year'),
    reads_at_end boolean not null default false,
    primary key (account_id, until_age)
);
comment on table bandit.scrape_schedule is
    'How often the posts of an account are read, by age. Changed by set_scrape_band. Posts older than the last band are not read.';
comment on column bandit.scrape_schedule.account_id is 'The account.';
comment on column bandit.scrape_schedule.until_age is 'Upper bound of the band: it holds posts younger than this and older than the band before.';
comment on column bandit.scrape_schedule.every is 'Time between two readings.';
comment on column bandit.scrape_schedule.reads_at_end is 'Whether a post is read when it leaves the band, whenever the last reading was.';

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
comment on table bandit.scrapes is 'The scraping of each post, one row from its publication on: when it is due, its lease, and its last error.';
comment on column bandit.scrapes.account_id is 'The account.';
comment on column bandit.scrapes.decision_id is 'The decision whose post is read.';
comment on column bandit.scrapes.due_at is 'When the post is due next; null: never, it is deleted or older than the schedule.';
comment on column bandit.scrapes.worker is 'Worker that holds the lease of the post; null: none.';
comment on column bandit.scrapes.lease_ends_at is 'When the lease ends; then the post is due again.';
comment on column bandit.scrapes.scraped_at is 'When a scrape of the post last succeeded; null: never.';
comment on column bandit.scrapes.failures is 'Failed scrapes since the last success.';
comment on column bandit.scrapes.last_error is 'Error of the last scrape; null: it succeeded, or there was none.';

create index scrapes_due_idx on bandit.scrapes (account_id, greatest(due_at, lease_ends_at)) where due_at is not null;
comment on index bandit.scrapes_due_idx is 'Finds posts in the order in which workers may claim them.';
create index scrapes_failing_idx on bandit.scrapes (account_id, failures) where failures > 0 and due_at is not null;
comment on index bandit.scrapes_failing_idx is 'Finds posts whose last scrapes failed.';

create table bandit.scrape_states (
    account_id bigint primary key references bandit.accounts (account_id) on delete cascade,
    next_cursor text,
    rate_limit_ends_at timestamptz,
    credits_used_on date,
    credits_used integer check (credits_used >= 0)
);
comment on table bandit.scrape_states is 'State of the scraping of an account between two runs of the runner, which stores nothing itself.';
comment on column bandit.scrape_states.account_id is 'The account.';
comment on column bandit.scrape_states.next_cursor is 'The platform''s cursor of the next page; null: start with the newest post.';
comment on column bandit.scrape_states.rate_limit_ends_at is 'When the rate limit of the platform ends; null or past: no limit now.';
comment on column bandit.scrape_states.credits_used_on is 'Day (UTC) of credits_used; null: no credits used yet.';
comment on column bandit.scrape_states.credits_used is 'Credits used by the calls of that day.';

insert into bandit.scrape_schedule (account_id, until_age, every, reads_at_end)
select a.account_id, d.until_age, d.every, d.reads_at_end
from bandit.accounts as a
cross join bandit.default_scrape_schedule as d
where a.handle = 'default';

create type bandit_internal.age_band as (
    until_age interval,
    every interval,
    reads_at_end boolean
);
comment on type bandit_internal.age_band is 'An age band of a scraping schedule, see scrape_schedule.';
