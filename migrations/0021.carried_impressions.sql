-- depends: 0020.explained
-- The impressions that belong to a metric which is older than the latest impressions.

alter table bandit.outcomes
add column carried_impressions jsonb check (jsonb_typeof(carried_impressions) = 'object');
comment on column bandit.outcomes.carried_impressions is
    'For each metric that the reading with the latest impressions did not have, the impressions of the reading that had it; null: there is no such metric.';

alter type bandit_internal.stored_outcome add attribute carried_impressions jsonb;
alter type bandit_internal.metrics_row add attribute carried_impressions jsonb;
comment on column bandit_internal.metrics_row.carried_impressions is
    'Impressions by metric, for metrics that are older than the latest impressions, see outcomes; null: there is none.';
