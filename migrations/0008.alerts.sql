-- depends: 0007.modes
-- Health: what a check says, alerts from opening to closing, the limits an operator may move, and the indexes that keep checks cheap.

create type bandit_internal.health_check as (
    name text,
    severity text,
    value text,
    threshold text,
    sentence text,
    remedy text
);
comment on type bandit_internal.health_check is 'What one check of an account''s health says: severity ok, info, warning or critical; no data yet is info.';
comment on column bandit_internal.health_check.name is 'Name of the check.';
comment on column bandit_internal.health_check.severity is 'ok, info (nothing to judge yet, or worth knowing), warning or critical.';
comment on column bandit_internal.health_check.value is 'What was found, as text; no data yet where there was nothing to judge.';
comment on column bandit_internal.health_check.threshold is 'What it should be, as text.';
comment on column bandit_internal.health_check.sentence is 'What that means, in one sentence.';
comment on column bandit_internal.health_check.remedy is 'What to run; null: nothing.';

create table bandit.alerts (
    account_id bigint not null references bandit.accounts (account_id) on delete cascade,
    alert_id bigint generated always as identity,
    check_name text not null,
    severity text not null check (severity in ('warning', 'critical')),
    message text not null,
    opened_at timestamptz not null,
    closed_at timestamptz check (closed_at >= opened_at),
    primary key (account_id, alert_id)
);
comment on table bandit.alerts is 'Health checks that went off, one row from opening to closing.';
comment on column bandit.alerts.account_id is 'The account.';
comment on column bandit.alerts.alert_id is 'Key of the alert, ascending.';
comment on column bandit.alerts.check_name is 'Name of the check in the view health.';
comment on column bandit.alerts.severity is 'warning or critical: the worst it has been while open.';
comment on column bandit.alerts.message is 'What the check said when it was last looked at.';
comment on column bandit.alerts.opened_at is 'When the check went off.';
comment on column bandit.alerts.closed_at is 'When it was well again; null: still open.';

create unique index alerts_open_key on bandit.alerts (account_id, check_name) where closed_at is null;
comment on index bandit.alerts_open_key is 'A check has one open alert at most.';

alter table bandit.account_settings
add column static_runs integer not null default 8
constraint account_settings_static_runs_check check (static_runs between 2 and 1000),
add column dominant_weight numeric not null default 0.6
constraint account_settings_dominant_weight_check check (dominant_weight > 0 and dominant_weight <= 1),
add column metrics_due interval not null default '24 hours'
constraint account_settings_metrics_due_check check (metrics_due between interval '1 hour' and interval '90 days');
comment on column bandit.account_settings.static_runs is 'Applied runs in a row without a change of any weight that raise an alert, 2 to 1000.';
comment on column bandit.account_settings.dominant_weight is 'A generator with a larger weight than this raises an alert, above 0 and up to 1.';
comment on column bandit.account_settings.metrics_due is 'Time after which posts without new metrics raise an alert, 1 hour to 90 days.';

create index content_metadata_choices_idx on bandit.content_metadata (account_id, created_at) where source = 'choice';
comment on index bandit.content_metadata_choices_idx is 'The latest choices of an account.';
create index optimization_runs_applied_idx on bandit.optimization_runs (account_id, run_at) where status = 'success';
comment on index bandit.optimization_runs_applied_idx is 'The latest applied runs of an account, however many were skipped since.';
create index rejected_metrics_at_idx on bandit.rejected_metrics (account_id, rejected_at);
comment on index bandit.rejected_metrics_at_idx is 'What was refused lately.';
