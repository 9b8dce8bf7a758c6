-- exported_weights: the present weight of every generator, for pandas, R and spreadsheets.

create or replace view bandit.exported_weights as
select
    a.handle as account,
    g.generator_name,
    g.weight,
    g.status,
    g.pinned_weight,
    g.needs_review,
    g.times_selected,
    g.last_used,
    g.total_posts,
    round(g.total_followers_gained, 4) as total_followers_gained,
    round(g.avg_f_per_1k, 4) as avg_f_per_1k,
    g.last_updated,
    g.notes
from bandit_internal.stg_generators as g
join bandit_internal.stg_accounts as a using (account_id)
order by a.handle collate "C", g.generator_name collate "C";

comment on view bandit.exported_weights is
    'Generators with their present weights, one row each; ordered by account and name. The comment on each column gives its meaning and unit.';
comment on column bandit.exported_weights.account is 'Handle of the account.';
comment on column bandit.exported_weights.generator_name is 'The generator.';
comment on column bandit.exported_weights.weight is 'Probability of being chosen, 0 to 1; of a disabled generator, its last one.';
comment on column bandit.exported_weights.status is 'active, disabled or testing.';
comment on column bandit.exported_weights.pinned_weight is 'Weight that runs do not change; null: not pinned.';
comment on column bandit.exported_weights.needs_review is 'Whether a run flagged the generator for review.';
comment on column bandit.exported_weights.times_selected is 'Number of choices counted by the last run.';
comment on column bandit.exported_weights.last_used is 'Time of the last choice counted; null: none.';
comment on column bandit.exported_weights.total_posts is 'Measured posts of the last run''s lookback, a count.';
comment on column bandit.exported_weights.total_followers_gained is 'Followers gained by these posts.';
comment on column bandit.exported_weights.avg_f_per_1k is 'Followers gained per 1000 of their exposure; null: not measured.';
comment on column bandit.exported_weights.last_updated is 'When the weight was last set.';
comment on column bandit.exported_weights.notes is 'Notes of an operator; null: none.';

grant select on bandit.exported_weights to bandit_operator, bandit_reader;
