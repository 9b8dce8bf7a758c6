-- depends: 0006.deployed_objects
-- Roll-out modes: runs that are only computed, and runs that wait for an operator.

alter table bandit.account_settings
add column mode text not null default 'autopilot'
constraint account_settings_mode_check check (mode in ('observe', 'suggest', 'autopilot'));
comment on column bandit.account_settings.mode is
    'What a run may do: observe (computed and logged, weights stay), suggest (waits for approve_run) or autopilot (applied at once).';

alter table bandit.optimization_runs
-- squawk-ignore ban-drop-constraint
drop constraint optimization_runs_status_check;
alter table bandit.optimization_runs
-- squawk-ignore constraint-missing-not-valid
add constraint optimization_runs_status_check
check (status in ('success', 'skipped', 'failed', 'observed', 'suggested', 'superseded', 'rejected'));
comment on column bandit.optimization_runs.status is
    'success (weights applied), skipped or failed (nothing changed, see reason), observed (mode observe), suggested (waits), superseded (by a later run) or rejected.';

alter table bandit.optimization_runs
add column stages jsonb not null default '[]',
add column decided_at timestamptz,
add column decided_by text,
add column decision_reason text;
comment on column bandit.optimization_runs.stages is 'The rows of explain_weights that a suggested run waits to apply; empty for other runs.';
comment on column bandit.optimization_runs.decided_at is 'When the suggestion was approved or rejected; null: not a suggestion, or it waits.';
comment on column bandit.optimization_runs.decided_by is 'Who approved or rejected the suggestion.';
comment on column bandit.optimization_runs.decision_reason is 'Why, in words.';
comment on column bandit.optimization_runs.changes is 'The significant changes, made or proposed: [{generator_name, old_weight, new_weight, reason}].';
comment on column bandit.optimization_runs.weights is 'All weights after the run, those it proposes where it is not applied: [{generator_name, weight}].';

create index optimization_runs_suggested_idx on bandit.optimization_runs (account_id, run_at) where status = 'suggested';
comment on index bandit.optimization_runs_suggested_idx is 'The suggestions that wait.';
