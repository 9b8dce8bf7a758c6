-- depends: 0009.experiments
-- Choices that were made while the database was away, and written down later.

alter table bandit.content_metadata
-- squawk-ignore ban-drop-constraint
drop constraint content_metadata_source_check,
-- squawk-ignore ban-drop-constraint
drop constraint content_metadata_check1;
alter table bandit.content_metadata
-- squawk-ignore constraint-missing-not-valid
add constraint content_metadata_source_check check (source in ('choice', 'cache', 'default', 'import')),
-- squawk-ignore constraint-missing-not-valid
add constraint content_metadata_draw_check check ((source <> 'import') = (u is not null and propensity is not null));
comment on column bandit.content_metadata.source is
    'choice (choose_generator), cache or default (made while the database was away, by the last known or the packaged propensities) or import (a post that was not chosen here).';

-- squawk-ignore require-concurrent-index-deletion
drop index bandit.content_metadata_uncounted_idx;
create index content_metadata_uncounted_idx on bandit.content_metadata (account_id, created_at) where source <> 'import' and not selection_counted;
comment on index bandit.content_metadata_uncounted_idx is 'Choices that no run has counted yet.';
-- squawk-ignore require-concurrent-index-deletion
drop index bandit.content_metadata_choices_idx;
create index content_metadata_choices_idx on bandit.content_metadata (account_id, created_at) where source <> 'import';
comment on index bandit.content_metadata_choices_idx is 'The latest choices of an account.';
