-- depends: 0011.jobs
-- Jobs for all accounts: where each round continues, and how long pg_cron's log is kept.

create sequence bandit.run_turn;
comment on sequence bandit.run_turn is 'The account that had the last turn of optimize_all: the next round starts after it.';

create sequence bandit.attribution_turn;
comment on sequence bandit.attribution_turn is 'The account that had the last turn of attribute_all: the next round starts after it.';

create sequence bandit.tuning_turn;
comment on sequence bandit.tuning_turn is 'The account that had the last turn of tune_all: the next round starts after it.';

create sequence bandit.detection_turn;
comment on sequence bandit.detection_turn is 'The account that had the last turn of detect_changes_all: the next round starts after it.';

create sequence bandit.health_turn;
comment on sequence bandit.health_turn is 'The account that had the last turn of check_health_all: the next round starts after it.';

alter table bandit.account_settings
add column job_run_retention interval not null default '30 days' check (job_run_retention between interval '1 day' and interval '100 years');
comment on column bandit.account_settings.job_run_retention is
    'How long pg_cron''s log keeps executions of our jobs, 1 day to 100 years; the longest of all accounts counts.';
