-- depends: 0013.operations
-- The data that a policy learns from: the posts of the lookback, or those of the account's memory.

alter table bandit.policies
add column learns_from text not null default 'lookback' check (learns_from in ('lookback', 'memory'));
comment on column bandit.policies.learns_from is
    'Posts that the policy learns from: lookback (those of the account''s lookback), or memory (those of the last three half-lives).';

update bandit.policies
set learns_from = 'memory'
where policy = 'thompson';

comment on column bandit.optimization_runs.posts_analyzed is
    'Number of measured posts that the policy learned from, of the lookback or of its memory; null if the run failed before it counted them.';
comment on column bandit_internal.run_result.posts_analyzed is 'Number of measured posts that the policy learned from.';
comment on column bandit.account_settings.min_posts is 'Number of measured posts that a run needs, of those that its policy learns from; at least 1.';
