-- depends: 0001.accounts
-- One row a run: what was analysed, what came of it, and why.

create table bandit.optimization_runs (
    account_id bigint not null references bandit.accounts (account_id) on delete cascade,
    run_id bigint generated always as identity,
    run_at timestamptz not null,
    policy text not null,
    lookback interval not null,
    status text not null check (status in ('success', 'skipped', 'failed')),
    reason text,
    posts_analyzed bigint,
    generators_updated integer,
    top_performer text,
    bottom_performer text,
    changes jsonb not null default '[]',
    weights jsonb not null default '[]',
    reasons jsonb not null default '{}',
    error_code text,
    logged_at timestamptz not null default now(),
    primary key (account_id, run_id),
    unique (account_id, run_at),
    check ((status = 'failed') = (error_code is not null))
);
comment on table bandit.optimization_runs is 'Every optimisation of an account, one row each: applied, skipped or failed.';
comment on column bandit.optimization_runs.account_id is 'The account.';
comment on column bandit.optimization_runs.run_id is 'Key of the run.';
comment on column bandit.optimization_runs.run_at is 'The time the run stands for: nothing known later was used. Unique an account.';
comment on column bandit.optimization_runs.policy is 'Policy that computed the weights.';
comment on column bandit.optimization_runs.lookback is 'Window of posts that the run looked at.';
comment on column bandit.optimization_runs.status is 'success (weights applied), skipped (nothing changed) or failed (nothing changed, see error_code).';
comment on column bandit.optimization_runs.reason is 'Why a run was skipped or failed; null for a success.';
comment on column bandit.optimization_runs.posts_analyzed is 'Measured posts in the lookback; null where a run failed before counting.';
comment on column bandit.optimization_runs.generators_updated is 'How many weights changed significantly.';
comment on column bandit.optimization_runs.top_performer is 'Generator with the highest F/1K in the lookback; null where none was measured.';
comment on column bandit.optimization_runs.bottom_performer is 'Generator with the lowest F/1K in the lookback; null where none was measured.';
comment on column bandit.optimization_runs.changes is 'The significant changes: [{generator_name, old_weight, new_weight, reason}].';
comment on column bandit.optimization_runs.weights is 'All weights after the run: [{generator_name, weight}].';
comment on column bandit.optimization_runs.reasons is 'Why each weight is what it is after the run: {generator_name: sentence}.';
comment on column bandit.optimization_runs.error_code is 'SQLSTATE of a failed run, else null.';
comment on column bandit.optimization_runs.logged_at is 'When the row was written, on the server''s clock.';
