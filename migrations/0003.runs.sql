-- depends: 0002.accounts
-- Optimisation runs, and the weights that other policies and settings would have given at the time of each.

create table bandit.optimization_runs (
    account_id bigint not null references bandit.accounts (account_id) on delete cascade,
    run_id bigint generated always as identity,
    run_at timestamptz not null,
    policy text not null,
    lookback interval not null,
    status text not null check (status in ('success', 'skipped', 'failed', 'observed', 'suggested', 'superseded', 'rejected')),
    reason text,
    error_code text,
    posts_analyzed bigint,
    generators_updated integer,
    top_performer text,
    bottom_performer text,
    changes jsonb not null default '[]',
    weights jsonb not null default '[]',
    reasons jsonb not null default '{}',
    stages jsonb not null default '[]',
    decided_at timestamptz,
    decided_by text,
    decision_reason text,
    logged_at timestamptz not null default now(),
    primary key (account_id, run_id),
    unique (account_id, run_at),
    check ((status = 'failed') = (error_code is not null))
);
comment on table bandit.optimization_runs is 'The optimisation runs of an account, one row each, whether applied, proposed, skipped or failed.';
comment on column bandit.optimization_runs.account_id is 'The account.';
comment on column bandit.optimization_runs.run_id is 'Key of the run.';
comment on column bandit.optimization_runs.run_at is 'Time of the run: it uses nothing known later. Unique within an account.';
comment on column bandit.optimization_runs.policy is 'Policy that computed the weights.';
comment on column bandit.optimization_runs.lookback is 'Age up to which the run used posts.';
comment on column bandit.optimization_runs.status is
    'success (weights applied), skipped or failed (nothing changed, see reason), observed (mode observe), suggested (waits for a decision), superseded (by a later run) or rejected.';
comment on column bandit.optimization_runs.reason is 'Why a run was skipped or failed; null for a success.';
comment on column bandit.optimization_runs.error_code is 'SQLSTATE of a failed run; null for all others.';
comment on column bandit.optimization_runs.posts_analyzed is 'Number of measured posts in the lookback; null if the run failed before it counted them.';
comment on column bandit.optimization_runs.generators_updated is 'Number of weights that changed significantly.';
comment on column bandit.optimization_runs.top_performer is 'Generator with the highest F/1K in the lookback; null if none was measured.';
comment on column bandit.optimization_runs.bottom_performer is 'Generator with the lowest F/1K in the lookback; null if none was measured.';
comment on column bandit.optimization_runs.changes is 'The significant changes, applied or proposed: [{generator_name, old_weight, new_weight, reason}].';
comment on column bandit.optimization_runs.weights is 'All weights after the run, applied or proposed: [{generator_name, weight}].';
comment on column bandit.optimization_runs.reasons is 'The reason for each weight after the run: {generator_name: sentence}.';
comment on column bandit.optimization_runs.stages is 'The rows of explain_weights that approve_run applies for a suggested run; empty for other runs.';
comment on column bandit.optimization_runs.decided_at is 'When the suggestion was approved or rejected; null: not a suggestion, or not decided yet.';
comment on column bandit.optimization_runs.decided_by is 'Login of the operator who approved or rejected the suggestion.';
comment on column bandit.optimization_runs.decision_reason is 'Reason for the decision, in words.';
comment on column bandit.optimization_runs.logged_at is 'When the row was written, in the time of the server.';

create index optimization_runs_applied_idx on bandit.optimization_runs (account_id, run_at) where status = 'success';
comment on index bandit.optimization_runs_applied_idx is 'Finds the latest applied runs of an account, however many later runs were skipped.';
create index optimization_runs_suggested_idx on bandit.optimization_runs (account_id, run_at) where status = 'suggested';
comment on index bandit.optimization_runs_suggested_idx is 'Finds the suggestions that wait for a decision.';

create table bandit.shadow_weights (
    account_id bigint not null,
    run_at timestamptz not null,
    candidate text not null,
    weights jsonb not null check (jsonb_typeof(weights) = 'object'),
    primary key (account_id, run_at, candidate),
    foreign key (account_id, run_at) references bandit.optimization_runs (account_id, run_at) on delete cascade
);
comment on table bandit.shadow_weights is
    'Shadows: the weights that each candidate would have given. Written by each run, never used for a choice, kept for snapshot_retention.';
comment on column bandit.shadow_weights.account_id is 'The account.';
comment on column bandit.shadow_weights.run_at is 'Time of the run that computed them.';
comment on column bandit.shadow_weights.candidate is 'A policy and a value of its tuned setting, such as blueprint 0.4 or thompson 10 days.';
comment on column bandit.shadow_weights.weights is 'Weight (0 to 1) of every active and testing generator: {generator_name: weight}.';

create type bandit_internal.policy_candidate as (
    candidate text,
    policy text,
    setting text,
    value text,
    place bigint,
    is_set boolean,
    is_present boolean
);
comment on type bandit_internal.policy_candidate is 'A policy with a value of its tuned setting.';
comment on column bandit_internal.policy_candidate.candidate is 'Policy and value, such as blueprint 0.4 or thompson 10 days.';
comment on column bandit_internal.policy_candidate.policy is 'The policy.';
comment on column bandit_internal.policy_candidate.setting is 'Its tuned setting.';
comment on column bandit_internal.policy_candidate.value is 'The value of the setting, as text.';
comment on column bandit_internal.policy_candidate.place is 'Place of the value among those of the policy, from 1 for the smallest.';
comment on column bandit_internal.policy_candidate.is_set is 'Whether the account has this value.';
comment on column bandit_internal.policy_candidate.is_present is 'Whether the account has this value and follows this policy.';

create type bandit_internal.candidate_comparison as (
    candidate text,
    policy text,
    setting text,
    setting_value text,
    is_present boolean,
    is_next boolean,
    posts bigint,
    value double precision,
    difference double precision,
    low double precision,
    high double precision,
    effective_sample_size double precision,
    warning text
);
comment on type bandit_internal.candidate_comparison is 'A candidate against the present one on the same posts.';
comment on column bandit_internal.candidate_comparison.candidate is 'Policy and value, such as blueprint 0.4 or thompson 10 days.';
comment on column bandit_internal.candidate_comparison.policy is 'The policy.';
comment on column bandit_internal.candidate_comparison.setting is 'Its tuned setting.';
comment on column bandit_internal.candidate_comparison.setting_value is 'The value of the setting, as text.';
comment on column bandit_internal.candidate_comparison.is_present is 'Whether this is the present candidate.';
comment on column bandit_internal.candidate_comparison.is_next is 'Whether one step of tuning leads here.';
comment on column bandit_internal.candidate_comparison.posts is 'Number of posts compared.';
comment on column bandit_internal.candidate_comparison.value is 'Followers a post, or per 1000 of exposure, by the objective of the account; null: no posts.';
comment on column bandit_internal.candidate_comparison.difference is 'Difference from the value of the present candidate.';
comment on column bandit_internal.candidate_comparison.low is 'Lower end of the 99 % interval of the difference.';
comment on column bandit_internal.candidate_comparison.high is 'Upper end of the interval.';
comment on column bandit_internal.candidate_comparison.effective_sample_size is 'Number of posts that the weighted ones are worth (Kish).';
comment on column bandit_internal.candidate_comparison.warning is 'Why not to trust the difference; null: no reason.';

create type bandit_internal.weights_since as (
    since_at timestamptz,
    weights jsonb
);
comment on type bandit_internal.weights_since is 'Weights and the time from which they held.';
comment on column bandit_internal.weights_since.since_at is 'When the weights began to hold.';
comment on column bandit_internal.weights_since.weights is 'Weight (0 to 1) of every generator: {generator_name: weight}.';

create type bandit_internal.logged_post as (
    decision_id uuid,
    decided_at timestamptz,
    generator_name text,
    propensity double precision,
    followers double precision,
    exposure_1k double precision
);
comment on type bandit_internal.logged_post is 'A measured post with a recorded propensity.';
comment on column bandit_internal.logged_post.decision_id is 'Its decision.';
comment on column bandit_internal.logged_post.decided_at is 'When the decision was made.';
comment on column bandit_internal.logged_post.generator_name is 'Canonical name of the generator.';
comment on column bandit_internal.logged_post.propensity is 'Probability (0 to 1) with which it was chosen.';
comment on column bandit_internal.logged_post.followers is 'Followers gained.';
comment on column bandit_internal.logged_post.exposure_1k is 'Exposure / 1000, in the measure of the account.';
