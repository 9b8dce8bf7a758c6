-- depends: 0016.memory
-- What runs remember: the rule that applied to each generator, and whether a run was undone.

alter table bandit.generator_weights add column last_rule text;
comment on column bandit.generator_weights.last_rule is
    'Rule of its policy that the last applied run judged the generator by, such as failing; null: none yet.';

alter table bandit.optimization_runs
add column undone_at timestamptz,
add column undone_by text;
comment on column bandit.optimization_runs.undone_at is 'When the run was undone; null: it was not.';
comment on column bandit.optimization_runs.undone_by is 'Who undid the run; null: it was not undone.';

alter type bandit_internal.posterior_rate add attribute posts bigint;
comment on column bandit_internal.posterior_rate.posts is 'Number of its posts in memory.';

alter type bandit_internal.generator_posterior add attribute posts bigint;
comment on column bandit_internal.generator_posterior.posts is 'Number of its posts in memory, with exposure and known followers.';
