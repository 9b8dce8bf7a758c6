-- depends: 0014.thompson
-- Shadows: what other policies and other settings would have weighted, and whether the account may be tuned by them.

alter table bandit.policies
add column tuned_setting text,
add column tuned_values text [] not null default '{}';
comment on column bandit.policies.tuned_setting is 'The setting of the policy that is tuned, a column of account_settings; null: none.';
comment on column bandit.policies.tuned_values is 'Its values that are tried, ascending, as text.';

update bandit.policies set tuned_setting = 'aggressiveness', tuned_values = '{0.1,0.2,0.3,0.4,0.5}'
where policy = 'blueprint';
update bandit.policies set tuned_setting = 'half_life', tuned_values = '{10 days,30 days,90 days}'
where policy = 'thompson';

alter table bandit.account_settings
add column auto_tune text not null default 'suggest'
constraint account_settings_auto_tune_check check (auto_tune in ('off', 'suggest', 'on'));
comment on column bandit.account_settings.auto_tune is
    'What tuning may do where the log shows that another choice gains more: off (nothing), suggest (an event says so) or on (one step a day is taken).';

create table bandit.shadow_weights (
    account_id bigint not null,
    run_at timestamptz not null,
    candidate text not null,
    weights jsonb not null check (jsonb_typeof(weights) = 'object'),
    primary key (account_id, run_at, candidate),
    foreign key (account_id, run_at) references bandit.optimization_runs (account_id, run_at) on delete cascade
);
comment on table bandit.shadow_weights is
    'What each candidate would have weighted: written by a run, never chosen from. Kept as long as snapshot_retention says.';
comment on column bandit.shadow_weights.account_id is 'The account.';
comment on column bandit.shadow_weights.run_at is 'Time of the run that computed it.';
comment on column bandit.shadow_weights.candidate is 'A policy with a value of its tuned setting, such as blueprint 0.4 or thompson 10 days.';
comment on column bandit.shadow_weights.weights is 'Weight (0 to 1) of every generator in play: {generator_name: weight}.';
