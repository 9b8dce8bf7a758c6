-- depends: 0004.weights
-- Decisions, the metrics of their posts, and the readings that were rejected.

create table bandit.content_metadata (
    account_id bigint not null references bandit.accounts (account_id) on delete cascade,
    decision_id uuid not null default gen_random_uuid(),
    generator_name text,
    generator_confidence numeric check (generator_confidence between 0 and 1),
    experiment_arm text,
    propensity numeric check (propensity > 0 and propensity <= 1),
    policy text,
    run_id bigint,
    u double precision check (u >= 0 and u < 1),
    source text not null default 'choice' check (source in ('choice', 'cache', 'default', 'import')),
    topic text,
    format text,
    context jsonb,
    content text,
    status text not null default 'planned' check (status in ('planned', 'posted', 'discarded', 'failed')),
    discard_reason text,
    created_at timestamptz not null default now(),
    posted_at timestamptz,
    tweet_id text,
    followers_at_post bigint,
    deleted_at timestamptz,
    selection_counted boolean not null default false,
    primary key (account_id, decision_id),
    foreign key (account_id, generator_name) references bandit.generator_weights (account_id, generator_name) on delete cascade,
    foreign key (account_id, run_id) references bandit.optimization_runs (account_id, run_id) on delete cascade,
    check (status <> 'posted' or (posted_at is not null and tweet_id is not null)),
    constraint content_metadata_draw_check check ((source <> 'import') = (u is not null and propensity is not null))
);
comment on table bandit.content_metadata is 'Decisions, one row each: a choice of generator made before a post, and the post that was made from it.';
comment on column bandit.content_metadata.account_id is 'The account.';
comment on column bandit.content_metadata.decision_id is 'Key of the decision.';
comment on column bandit.content_metadata.generator_name is 'The generator of the post; null: unknown.';
comment on column bandit.content_metadata.generator_confidence is 'Confidence that the generator itself reports for the post, 0 to 1; null: not reported.';
comment on column bandit.content_metadata.experiment_arm is 'Experiment arm of the decision; null for imported posts.';
comment on column bandit.content_metadata.propensity is
    'Probability with which this generator was chosen, after the arm''s transform, 0 to 1; null for imported posts.';
comment on column bandit.content_metadata.policy is 'Policy that last set the weights before the choice; null: none.';
comment on column bandit.content_metadata.run_id is 'Run that last set the chosen weight; null: set by hand, or the starting weight.';
comment on column bandit.content_metadata.u is 'The uniform draw in [0,1): the weights and this draw reproduce the choice; null for imported posts.';
comment on column bandit.content_metadata.source is
    'choice (choose_generator), cache or default (chosen while the database was unavailable, by the cached or the packaged propensities) or import (not chosen by pgbandit).';
comment on column bandit.content_metadata.topic is 'Topic of the post, from the context; null: not given.';
comment on column bandit.content_metadata.format is 'Format of the post, such as single or thread, from the context; null: not given.';
comment on column bandit.content_metadata.context is 'The context given with the choice, a JSON object; null: not given.';
comment on column bandit.content_metadata.content is 'Text of the post; null: not stored.';
comment on column bandit.content_metadata.status is 'planned, posted, discarded (by the bot) or failed.';
comment on column bandit.content_metadata.discard_reason is 'Why the decision was discarded; null: not given, or not discarded.';
comment on column bandit.content_metadata.created_at is 'When the decision was made.';
comment on column bandit.content_metadata.posted_at is 'When the post was published.';
comment on column bandit.content_metadata.tweet_id is 'The platform''s id of the post, unique within an account.';
comment on column bandit.content_metadata.followers_at_post is
    'Followers of the account at its last count before the post: the exposure on a platform without impressions; null: not measured.';
comment on column bandit.content_metadata.deleted_at is 'When the platform first reported that the post is deleted; null: it has not. Its metrics stay.';
comment on column bandit.content_metadata.selection_counted is 'Whether a run has added this decision to times_selected.';

-- Partial, so that the planner does not mistake it for the primary key: in a table without statistics the foreign key of
-- outcomes would use it and read all posts of the account for each row.
create unique index content_metadata_tweet_id_key on bandit.content_metadata (account_id, tweet_id) where tweet_id is not null;
comment on index bandit.content_metadata_tweet_id_key is 'Ensures that a post belongs to one decision.';
create index content_metadata_posted_at_idx on bandit.content_metadata (account_id, posted_at) where status = 'posted';
comment on index bandit.content_metadata_posted_at_idx is 'Finds the posts of a lookback.';
create index content_metadata_generator_idx on bandit.content_metadata (account_id, generator_name, posted_at) where status = 'posted';
comment on index bandit.content_metadata_generator_idx is 'Finds the first posts of a generator, to decide whether it is new.';
create index content_metadata_choices_idx on bandit.content_metadata (account_id, created_at) where source <> 'import';
comment on index bandit.content_metadata_choices_idx is 'Finds the latest choices of an account.';
create index content_metadata_uncounted_idx on bandit.content_metadata (account_id, created_at) where source <> 'import' and not selection_counted;
comment on index bandit.content_metadata_uncounted_idx is 'Finds the choices that no run has counted yet.';

create table bandit.outcomes (
    account_id bigint not null,
    decision_id uuid not null,
    likes bigint check (likes >= 0),
    retweets bigint check (retweets >= 0),
    replies bigint check (replies >= 0),
    quotes bigint check (quotes >= 0),
    bookmarks bigint check (bookmarks >= 0),
    views bigint check (views >= 0),
    impressions bigint check (impressions >= 0),
    profile_clicks bigint check (profile_clicks >= 0),
    url_clicks bigint check (url_clicks >= 0),
    engagements bigint check (engagements >= 0),
    followers_before bigint check (followers_before >= 0),
    followers_after bigint check (followers_after >= 0),
    followers_gained numeric check (followers_gained < 'Infinity' and followers_gained > '-Infinity'),
    followers_source text check (followers_source in ('reported', 'attributed')),
    followers_known_at timestamptz,
    extra jsonb not null default '{}',
    source text not null,
    collected_at timestamptz not null,
    known_at timestamptz not null,
    primary key (account_id, decision_id),
    foreign key (account_id, decision_id) references bandit.content_metadata (account_id, decision_id) on delete cascade,
    check ((followers_gained is null) = (followers_source is null))
);
comment on table bandit.outcomes is 'The latest accepted metrics of a post, one row per decision. NULL means not measured, never zero.';
comment on column bandit.outcomes.account_id is 'The account.';
comment on column bandit.outcomes.decision_id is 'The decision whose post was measured.';
comment on column bandit.outcomes.likes is 'Likes, a count; null: not measured.';
comment on column bandit.outcomes.retweets is 'Reposts, a count; null: not measured.';
comment on column bandit.outcomes.replies is 'Replies, a count; null: not measured.';
comment on column bandit.outcomes.quotes is 'Quotes, a count; null: not measured.';
comment on column bandit.outcomes.bookmarks is 'Bookmarks, a count; null: not measured.';
comment on column bandit.outcomes.views is 'Views as the platform shows them, a count; null: not measured.';
comment on column bandit.outcomes.impressions is 'Impressions, a count, the exposure of F/1K; null: not measured.';
comment on column bandit.outcomes.profile_clicks is 'Clicks on the author''s profile, a count; null: not measured.';
comment on column bandit.outcomes.url_clicks is 'Clicks on links, a count; null: not measured.';
comment on column bandit.outcomes.engagements is 'Engagements of any kind, a count; null: not measured.';
comment on column bandit.outcomes.followers_before is 'Followers of the account when the post was published; null: not measured.';
comment on column bandit.outcomes.followers_after is 'Followers of the account at the time of the reading; null: not measured.';
comment on column bandit.outcomes.followers_gained is 'Followers gained by the post, fractional or negative if attributed; null: not measured.';
comment on column bandit.outcomes.followers_source is 'reported (for this post, by the platform or the bot) or attributed (from the counts of the account).';
comment on column bandit.outcomes.followers_known_at is
    'Time from which the attributed followers can be known: the end of the last interval apportioned; null: same as known_at.';
comment on column bandit.outcomes.extra is 'Other values of the reading by name, unchanged, a JSON object.';
comment on column bandit.outcomes.source is 'Source of the reading, such as import or scrape.';
comment on column bandit.outcomes.collected_at is 'When the numbers were read: decides which reading is newer.';
comment on column bandit.outcomes.known_at is 'Time from which runs, replay and reports may use the numbers.';

create table bandit.metric_snapshots (
    account_id bigint not null,
    decision_id uuid not null,
    bucket_at timestamptz not null,
    collected_at timestamptz not null,
    known_at timestamptz,
    likes bigint check (likes >= 0),
    retweets bigint check (retweets >= 0),
    replies bigint check (replies >= 0),
    quotes bigint check (quotes >= 0),
    bookmarks bigint check (bookmarks >= 0),
    views bigint check (views >= 0),
    impressions bigint check (impressions >= 0),
    profile_clicks bigint check (profile_clicks >= 0),
    url_clicks bigint check (url_clicks >= 0),
    engagements bigint check (engagements >= 0),
    followers_gained numeric check (followers_gained < 'Infinity' and followers_gained > '-Infinity'),
    extra jsonb not null default '{}',
    unavailable jsonb not null default '{}',
    source text not null,
    raw jsonb,
    primary key (account_id, decision_id, bucket_at),
    foreign key (account_id, decision_id) references bandit.content_metadata (account_id, decision_id) on delete cascade
) partition by range (bucket_at);
comment on table bandit.metric_snapshots is
    'Every accepted reading of the metrics of a post, one row per post and ten minutes, in monthly partitions (UTC). NULL means not measured, never zero.';
comment on column bandit.metric_snapshots.account_id is 'The account.';
comment on column bandit.metric_snapshots.decision_id is 'The decision whose post was read.';
comment on column bandit.metric_snapshots.bucket_at is 'Start of the ten minutes from which the numbers may be used.';
comment on column bandit.metric_snapshots.collected_at is 'When the numbers were read: the latest reading of the ten minutes.';
comment on column bandit.metric_snapshots.known_at is
    'Time from which the numbers of a final export may be used, the time of posting; null: a reading of its time, to be used from collected_at on.';
comment on column bandit.metric_snapshots.likes is 'Likes so far, a count; null: not measured.';
comment on column bandit.metric_snapshots.retweets is 'Reposts so far, a count; null: not measured.';
comment on column bandit.metric_snapshots.replies is 'Replies so far, a count; null: not measured.';
comment on column bandit.metric_snapshots.quotes is 'Quotes so far, a count; null: not measured.';
comment on column bandit.metric_snapshots.bookmarks is 'Bookmarks so far, a count; null: not measured.';
comment on column bandit.metric_snapshots.views is 'Views so far as the platform shows them, a count; null: not measured.';
comment on column bandit.metric_snapshots.impressions is 'Impressions so far, a count; null: not measured.';
comment on column bandit.metric_snapshots.profile_clicks is 'Clicks on the author''s profile so far, a count; null: not measured.';
comment on column bandit.metric_snapshots.url_clicks is 'Clicks on links so far, a count; null: not measured.';
comment on column bandit.metric_snapshots.engagements is 'Engagements of any kind so far as the platform counts them, a count; null: not measured.';
comment on column bandit.metric_snapshots.followers_gained is
    'Followers gained so far as reported for this post; null: not measured. Attributed followers are not here.';
comment on column bandit.metric_snapshots.extra is 'Other values of the reading by name, unchanged, a JSON object.';
comment on column bandit.metric_snapshots.unavailable is 'Reasons why metrics are missing, a JSON object by metric.';
comment on column bandit.metric_snapshots.source is 'Source of the reading, such as bot or scrape.';
comment on column bandit.metric_snapshots.raw is 'The reading as received; null: not stored.';

create table bandit.metric_snapshots_default partition of bandit.metric_snapshots default;
comment on table bandit.metric_snapshots_default is 'Readings of months without a partition; maintain_partitions moves them to the partition of their month.';

create table bandit.rejected_metrics (
    account_id bigint not null references bandit.accounts (account_id) on delete cascade,
    rejected_id bigint generated always as identity,
    source text not null,
    file text,
    row_number bigint,
    column_name text,
    reason text not null,
    raw jsonb not null,
    fingerprint text not null,
    collected_at timestamptz,
    rejected_at timestamptz not null,
    released_at timestamptz,
    primary key (account_id, rejected_id),
    unique (account_id, fingerprint)
);
comment on table bandit.rejected_metrics is 'Rows that a check rejected, with the reason and the row as received.';
comment on column bandit.rejected_metrics.account_id is 'The account.';
comment on column bandit.rejected_metrics.rejected_id is 'Key, the argument of accept_rejected.';
comment on column bandit.rejected_metrics.source is 'Source of the row, such as import or scrape.';
comment on column bandit.rejected_metrics.file is 'File of the row; null: not from a file.';
comment on column bandit.rejected_metrics.row_number is 'Line in the file, where the header is line 1; null: not from a file.';
comment on column bandit.rejected_metrics.column_name is 'The column or key at fault; null: the whole row.';
comment on column bandit.rejected_metrics.reason is 'Reason for the rejection, in words.';
comment on column bandit.rejected_metrics.raw is 'The row as received.';
comment on column bandit.rejected_metrics.fingerprint is 'md5 of source, row and reason: a repeated rejection is stored once.';
comment on column bandit.rejected_metrics.collected_at is 'When the rejected numbers were read; null: unknown.';
comment on column bandit.rejected_metrics.rejected_at is 'When the row was rejected.';
comment on column bandit.rejected_metrics.released_at is 'When an operator accepted the row into outcomes; null: not accepted.';

create index rejected_metrics_at_idx on bandit.rejected_metrics (account_id, rejected_at);
comment on index bandit.rejected_metrics_at_idx is 'Finds the latest rejected rows.';

create type bandit_internal.post as (
    decision_id uuid,
    tweet_id text,
    generator_name text,
    experiment_arm text,
    propensity numeric,
    topic text,
    format text,
    created_at timestamptz,
    posted_at timestamptz,
    followers_at_post bigint,
    likes bigint,
    views bigint,
    impressions bigint,
    exposure bigint,
    followers_gained numeric,
    followers_source text,
    collected_at timestamptz,
    known_at timestamptz
);
comment on type bandit_internal.post is
    'A post with its metrics as they were known at a time, see posts_as_of. NULL means not measured at that time, never zero.';
comment on column bandit_internal.post.decision_id is 'The decision that the post was made from.';
comment on column bandit_internal.post.tweet_id is 'The platform''s id of the post.';
comment on column bandit_internal.post.generator_name is 'The generator of the post; null: unknown.';
comment on column bandit_internal.post.experiment_arm is 'Experiment arm of the decision; null for imported posts.';
comment on column bandit_internal.post.propensity is 'Probability with which the generator was chosen, 0 to 1; null for imported posts.';
comment on column bandit_internal.post.topic is 'Topic of the post; null: not given.';
comment on column bandit_internal.post.format is 'Format of the post; null: not given.';
comment on column bandit_internal.post.created_at is 'When the decision was made.';
comment on column bandit_internal.post.posted_at is 'When the post was published.';
comment on column bandit_internal.post.followers_at_post is 'Followers of the account at its last count before the post; null: not measured.';
comment on column bandit_internal.post.likes is 'Likes, a count.';
comment on column bandit_internal.post.views is 'Views, a count.';
comment on column bandit_internal.post.impressions is 'Impressions, a count.';
comment on column bandit_internal.post.exposure is
    'Exposure: impressions, or followers_at_post on a platform without impressions. A post is measured if its exposure is above 0.';
comment on column bandit_internal.post.followers_gained is 'Followers gained by the post, fractional or negative if attributed.';
comment on column bandit_internal.post.followers_source is 'reported or attributed; null: followers_gained was not known.';
comment on column bandit_internal.post.collected_at is 'When the latest of the numbers were read; null: none had been.';
comment on column bandit_internal.post.known_at is
    'Time from which the numbers could be used; not after posted_at for a final export, which is complete whenever it was read. Null: none could.';

create type bandit_internal.metrics as (
    likes bigint,
    retweets bigint,
    replies bigint,
    quotes bigint,
    bookmarks bigint,
    views bigint,
    impressions bigint,
    profile_clicks bigint,
    url_clicks bigint,
    engagements bigint,
    followers_before bigint,
    followers_after bigint,
    followers_gained numeric,
    followers_source text,
    extra jsonb
);
comment on type bandit_internal.metrics is 'The metrics of a post, named and ordered as in outcomes; NULL: not measured.';

create type bandit_internal.stored_outcome as (
    metrics bandit_internal.metrics,
    collected_at timestamptz,
    known_at timestamptz
);
comment on type bandit_internal.stored_outcome is 'A row of outcomes as it was before a batch of metrics.';

create type bandit_internal.metrics_row as (
    row_index bigint,
    decision_id uuid,
    tweet_id text,
    is_known boolean,
    posted_at timestamptz,
    collected_at timestamptz,
    metrics bandit_internal.metrics,
    stored bandit_internal.stored_outcome,
    unavailable jsonb,
    column_name text,
    reason text
);
comment on type bandit_internal.metrics_row is 'A row of a batch of metrics on its way to outcomes and metric_snapshots.';
comment on column bandit_internal.metrics_row.row_index is 'Position in the batch, from 1.';
comment on column bandit_internal.metrics_row.decision_id is 'The decision; before match_posts: as named by the row.';
comment on column bandit_internal.metrics_row.tweet_id is 'The platform''s id of the post as named by the row.';
comment on column bandit_internal.metrics_row.is_known is 'Whether the account has the decision or post; null before match_posts.';
comment on column bandit_internal.metrics_row.posted_at is 'When the post was published; null before match_posts.';
comment on column bandit_internal.metrics_row.collected_at is 'When the numbers were read.';
comment on column bandit_internal.metrics_row.metrics is 'The metrics; null: malformed.';
comment on column bandit_internal.metrics_row.stored is 'What is stored of the post; null: nothing, or before match_posts.';
comment on column bandit_internal.metrics_row.unavailable is 'Reasons why metrics are missing, a JSON object by metric; null: none given.';
comment on column bandit_internal.metrics_row.column_name is 'The column at fault; null: none, or the whole row.';
comment on column bandit_internal.metrics_row.reason is 'Reason for the rejection; null: accepted.';

create type bandit_internal.post_row as (
    row_index bigint,
    tweet_id text,
    posted_at timestamptz,
    generator_name text,
    content text,
    column_name text,
    reason text
);
comment on type bandit_internal.post_row is 'A row of an imported batch of posts.';
comment on column bandit_internal.post_row.row_index is 'Position in the batch, from 1.';
comment on column bandit_internal.post_row.tweet_id is 'The platform''s id of the post.';
comment on column bandit_internal.post_row.posted_at is 'When the post was published.';
comment on column bandit_internal.post_row.generator_name is 'The generator; before match_generators: in any spelling; null: not given.';
comment on column bandit_internal.post_row.content is 'Text of the post; null: not given.';
comment on column bandit_internal.post_row.column_name is 'The column at fault; null: none, or the whole row.';
comment on column bandit_internal.post_row.reason is 'Reason for the rejection; null: accepted.';
