-- depends: 0009.learning
-- Events, health checks and alerts.

create table bandit.events (
    account_id bigint not null references bandit.accounts (account_id) on delete cascade,
    event_id bigint generated always as identity,
    event_at timestamptz not null,
    kind text not null check (kind ~ '^[a-z_]+$'),
    generator_name text,
    run_id bigint,
    actor text not null,
    message text not null,
    detail jsonb not null default '{}',
    primary key (account_id, event_id),
    foreign key (account_id, run_id) references bandit.optimization_runs (account_id, run_id) on delete cascade
);
comment on table bandit.events is 'Events that an operator may want to know: viral and failing generators, settings, failed runs. Append-only.';
comment on column bandit.events.account_id is 'The account.';
comment on column bandit.events.event_id is 'Key of the event, ascending.';
comment on column bandit.events.event_at is 'Time of the event.';
comment on column bandit.events.kind is 'Kind of event, such as viral, failing, setting, account_created, generator_added, run_failed.';
comment on column bandit.events.generator_name is 'The generator concerned; null: the whole account.';
comment on column bandit.events.run_id is 'The run concerned; null: none.';
comment on column bandit.events.actor is 'A database login, or the policy of a run.';
comment on column bandit.events.message is 'The event in one sentence.';
comment on column bandit.events.detail is 'The values of the event, a JSON object.';

create index events_at_idx on bandit.events (account_id, event_at desc);
comment on index bandit.events_at_idx is 'Finds the latest events of an account.';

create type bandit_internal.health_check as (
    name text,
    severity text,
    value text,
    threshold text,
    sentence text,
    remedy text
);
comment on type bandit_internal.health_check is 'The result of one health check of an account.';
comment on column bandit_internal.health_check.name is 'Name of the check.';
comment on column bandit_internal.health_check.severity is 'ok, info (no data to judge yet, or worth knowing), warning or critical.';
comment on column bandit_internal.health_check.value is 'The value found, as text; no data yet if there was nothing to judge.';
comment on column bandit_internal.health_check.threshold is 'The value required, as text.';
comment on column bandit_internal.health_check.sentence is 'The meaning of the result, in one sentence.';
comment on column bandit_internal.health_check.remedy is 'The command to run; null: none.';

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
comment on table bandit.alerts is 'Alerts of the health checks, one row from opening to closing.';
comment on column bandit.alerts.account_id is 'The account.';
comment on column bandit.alerts.alert_id is 'Key of the alert, ascending.';
comment on column bandit.alerts.check_name is 'Name of the check in the view health.';
comment on column bandit.alerts.severity is 'warning or critical: the highest severity while open.';
comment on column bandit.alerts.message is 'The sentence of the latest check.';
comment on column bandit.alerts.opened_at is 'When the check first failed.';
comment on column bandit.alerts.closed_at is 'When the check passed again; null: still open.';

create unique index alerts_open_key on bandit.alerts (account_id, check_name) where closed_at is null;
comment on index bandit.alerts_open_key is 'Ensures that a check has at most one open alert.';

create type bandit_internal.arm_choice as (
    generator_name text,
    experiment_arm text,
    transform text,
    strength numeric,
    created_at timestamptz
);
comment on type bandit_internal.arm_choice is 'A choice, with the transform of its experiment arm.';
comment on column bandit_internal.arm_choice.generator_name is 'Canonical name of the generator that was chosen.';
comment on column bandit_internal.arm_choice.experiment_arm is 'The experiment arm of the choice.';
comment on column bandit_internal.arm_choice.transform is 'Transform of the arm: none, flatten or boost_low.';
comment on column bandit_internal.arm_choice.strength is 'Strength of the transform, 0 to 1.';
comment on column bandit_internal.arm_choice.created_at is 'When the choice was made.';

create type bandit_internal.generator_history as (
    generator_name text,
    is_held boolean,
    times timestamptz[],
    weights numeric[]
);
comment on type bandit_internal.generator_history is 'The weights of a generator over a window.';
comment on column bandit_internal.generator_history.generator_name is 'Canonical name of the generator.';
comment on column bandit_internal.generator_history.is_held is 'Whether the generator is pinned or testing, so that its weight holds in every arm.';
comment on column bandit_internal.generator_history.times is 'Times from which the weights held, ascending, the first -infinity.';
comment on column bandit_internal.generator_history.weights is 'The weights, 0 to 1, one for each time.';

create type bandit_internal.choice_count as (
    generator_name text,
    chosen bigint,
    expected numeric
);
comment on type bandit_internal.choice_count is 'How often a generator was chosen, and how often it was expected to be.';
comment on column bandit_internal.choice_count.generator_name is 'Canonical name of the generator.';
comment on column bandit_internal.choice_count.chosen is 'Number of its choices.';
comment on column bandit_internal.choice_count.expected is 'Sum of its propensities.';
