-- depends: 0003.generator_weights
-- Decisions, what became of them, and what was refused.

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
    source text not null default 'choice' check (source in ('choice', 'import')),
    topic text,
    format text,
    context jsonb,
    content text,
    status text not null default 'planned' check (status in ('planned', 'posted', 'discarded', 'failed')),
    discard_reason text,
    created_at timestamptz not null default now(),
    posted_at timestamptz,
    tweet_id text,
    selection_counted boolean not null default false,
    primary key (account_id, decision_id),
    foreign key (account_id, generator_name) references bandit.generator_weights (account_id, generator_name) on delete cascade,
    foreign key (account_id, run_id) references bandit.optimization_runs (account_id, run_id) on delete cascade,
    check (status <> 'posted' or (posted_at is not null and tweet_id is not null)),
    check ((source = 'choice') = (u is not null and propensity is not null))
);
comment on table bandit.content_metadata is 'One row a decision: a generator chosen for a post, and the post that came of it.';
comment on column bandit.content_metadata.account_id is 'The account.';
comment on column bandit.content_metadata.decision_id is 'Key of the decision.';
comment on column bandit.content_metadata.generator_name is 'The generator that writes or wrote the post; null: unknown.';
comment on column bandit.content_metadata.generator_confidence is 'The generator''s own confidence in the post, 0 to 1; null: not given.';
comment on column bandit.content_metadata.experiment_arm is 'Experiment arm of the decision; null for imported posts.';
comment on column bandit.content_metadata.propensity is 'Probability with which this generator was chosen, after the arm''s transform, 0 to 1; null for imported posts.';
comment on column bandit.content_metadata.policy is 'Policy that set the weights at the choice; null: the weights had not been moved by a run.';
comment on column bandit.content_metadata.run_id is 'Run that set the chosen weight; null: set by hand or from the start.';
comment on column bandit.content_metadata.u is 'The uniform draw in [0,1) that decided: with the weights it replays the choice; null for imported posts.';
comment on column bandit.content_metadata.source is 'choice (choose_generator) or import (a post that was not chosen here).';
comment on column bandit.content_metadata.topic is 'Topic of the post, from the context.';
comment on column bandit.content_metadata.format is 'Format of the post, such as single or thread, from the context.';
comment on column bandit.content_metadata.context is 'What was known when choosing, a JSON object; null: nothing.';
comment on column bandit.content_metadata.content is 'Text of the post; null: not kept.';
comment on column bandit.content_metadata.status is 'planned, posted, discarded (by the bot) or failed.';
comment on column bandit.content_metadata.discard_reason is 'Why the decision was discarded.';
comment on column bandit.content_metadata.created_at is 'When the decision was made.';
comment on column bandit.content_metadata.posted_at is 'When the post went out.';
comment on column bandit.content_metadata.tweet_id is 'The platform''s id of the post, unique an account.';
comment on column bandit.content_metadata.selection_counted is 'Whether a run has counted this decision in times_selected.';

-- Partial, so that the planner cannot mistake it for the primary key: in a table without statistics both look alike to
-- the foreign key of outcomes, which would then read all posts of the account for each row.
create unique index content_metadata_tweet_id_key on bandit.content_metadata (account_id, tweet_id) where tweet_id is not null;
comment on index bandit.content_metadata_tweet_id_key is 'A post belongs to one decision.';
create index content_metadata_posted_at_idx on bandit.content_metadata (account_id, posted_at) where status = 'posted';
comment on index bandit.content_metadata_posted_at_idx is 'Posts of a lookback window.';
create index content_metadata_generator_idx on bandit.content_metadata (account_id, generator_name, posted_at) where status = 'posted';
comment on index bandit.content_metadata_generator_idx is 'The first few posts of a generator: is it new?';
create index content_metadata_uncounted_idx on bandit.content_metadata (account_id, created_at) where source = 'choice' and not selection_counted;
comment on index bandit.content_metadata_uncounted_idx is 'Choices that no run has counted yet.';

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
    extra jsonb not null default '{}',
    source text not null,
    collected_at timestamptz not null,
    known_at timestamptz not null,
    primary key (account_id, decision_id),
    foreign key (account_id, decision_id) references bandit.content_metadata (account_id, decision_id) on delete cascade,
    check ((followers_gained is null) = (followers_source is null))
);
comment on table bandit.outcomes is 'The latest trustworthy metrics of a post, one row a decision. NULL means not measured, never zero.';
comment on column bandit.outcomes.account_id is 'The account.';
comment on column bandit.outcomes.decision_id is 'The decision whose post was measured.';
comment on column bandit.outcomes.likes is 'Likes, a count; null: not measured.';
comment on column bandit.outcomes.retweets is 'Reposts, a count; null: not measured.';
comment on column bandit.outcomes.replies is 'Replies, a count; null: not measured.';
comment on column bandit.outcomes.quotes is 'Quotes, a count; null: not measured.';
comment on column bandit.outcomes.bookmarks is 'Bookmarks, a count; null: not measured.';
comment on column bandit.outcomes.views is 'Views as the platform shows them, a count; null: not measured.';
comment on column bandit.outcomes.impressions is 'Impressions, a count, the exposure behind F/1K; null: not measured.';
comment on column bandit.outcomes.profile_clicks is 'Clicks on the author''s profile, a count; null: not measured.';
comment on column bandit.outcomes.url_clicks is 'Clicks on links, a count; null: not measured.';
comment on column bandit.outcomes.engagements is 'Engagements of any kind, a count; null: not measured.';
comment on column bandit.outcomes.followers_before is 'Followers of the account when the post went out; null: not measured.';
comment on column bandit.outcomes.followers_after is 'Followers of the account at the reading; null: not measured.';
comment on column bandit.outcomes.followers_gained is 'Followers the post gained, may be fractional or negative where attributed; null: not measured.';
comment on column bandit.outcomes.followers_source is 'reported (by the platform or the bot, for this post) or attributed (from the account''s counts).';
comment on column bandit.outcomes.extra is 'Further columns of the reading by name, as they came, a JSON object.';
comment on column bandit.outcomes.source is 'Who delivered the reading, such as import or scrape.';
comment on column bandit.outcomes.collected_at is 'When the numbers were read: decides which reading is newer.';
comment on column bandit.outcomes.known_at is 'From when runs, replay and reports may use them.';

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
comment on table bandit.rejected_metrics is 'Rows that a check refused, with the reason and the row as it came: nothing is lost.';
comment on column bandit.rejected_metrics.account_id is 'The account.';
comment on column bandit.rejected_metrics.rejected_id is 'Key, for accept_rejected.';
comment on column bandit.rejected_metrics.source is 'Who delivered the row, such as import or scrape.';
comment on column bandit.rejected_metrics.file is 'File it came from; null: not a file.';
comment on column bandit.rejected_metrics.row_number is 'Line in the file, the header being line 1; null: not a file.';
comment on column bandit.rejected_metrics.column_name is 'The column or key at fault; null: the row as a whole.';
comment on column bandit.rejected_metrics.reason is 'What is wrong, in words.';
comment on column bandit.rejected_metrics.raw is 'The row as it came.';
comment on column bandit.rejected_metrics.fingerprint is 'md5 of source, row and reason: the same rejection is kept once.';
comment on column bandit.rejected_metrics.collected_at is 'When the refused numbers were read; null: unknown.';
comment on column bandit.rejected_metrics.rejected_at is 'When the row was refused.';
comment on column bandit.rejected_metrics.released_at is 'When an operator released it into outcomes; null: still held.';
