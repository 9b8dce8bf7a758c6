-- depends: 0003.runs
-- The generators of an account, their weights by account and by context, and the history of the weights.

create table bandit.default_generators (
    generator_name text primary key,
    weight numeric(5, 4) not null check (weight > 0 and weight <= 1)
);
comment on table bandit.default_generators is 'Catalogue of the generators of a new account; the weights sum to 1.';
comment on column bandit.default_generators.generator_name is 'Canonical name, lower camel case.';
comment on column bandit.default_generators.weight is 'Starting weight: probability of being chosen, 0 to 1.';

insert into bandit.default_generators (generator_name, weight) values
('humanVoice', 0.15),
('newsReporter', 0.12),
('storyteller', 0.12),
('interesting', 0.10),
('provocateur', 0.10),
('dataNerd', 0.10),
('mythBuster', 0.10),
('coach', 0.08),
('thoughtLeader', 0.05),
('contrarian', 0.04),
('explorer', 0.02),
('philosopher', 0.02);

create table bandit.generator_weights (
    account_id bigint not null references bandit.accounts (account_id) on delete cascade,
    generator_name text not null check (generator_name ~ '^[a-z][A-Za-z0-9]{0,62}$'),
    weight numeric(5, 4) not null check (weight between 0 and 1),
    pinned_weight numeric(5, 4),
    total_posts bigint check (total_posts >= 0),
    total_followers_gained numeric,
    avg_f_per_1k numeric,
    last_updated timestamptz not null default now(),
    last_used timestamptz,
    times_selected bigint not null default 0 check (times_selected >= 0),
    status text not null default 'active' check (status in ('active', 'disabled', 'testing')),
    needs_review boolean not null default false,
    review_reason text,
    run_id bigint,
    notes text,
    primary key (account_id, generator_name),
    foreign key (account_id, run_id) references bandit.optimization_runs (account_id, run_id) on delete cascade,
    check (pinned_weight is null or (status = 'active' and weight = pinned_weight)),
    check (needs_review = (review_reason is not null))
);
comment on table bandit.generator_weights is
    'The generators of an account and their weights. Active and testing weights sum to exactly 1.0000 at every commit.';
comment on column bandit.generator_weights.account_id is 'The account.';
comment on column bandit.generator_weights.generator_name is 'Canonical name, lower camel case, such as dataNerd.';
comment on column bandit.generator_weights.weight is
    'Probability of being chosen, 0 to 1 in steps of 0.0001; a disabled generator keeps its last weight, outside the sum.';
comment on column bandit.generator_weights.pinned_weight is 'Weight that every run must keep exactly; null: not pinned.';
comment on column bandit.generator_weights.total_posts is 'Number of measured posts in the lookback of the last run; null before the first run.';
comment on column bandit.generator_weights.total_followers_gained is 'Followers gained in the lookback of the last run; null: not measured.';
comment on column bandit.generator_weights.avg_f_per_1k is 'Followers per 1000 of exposure in the lookback of the last run; null: not measured.';
comment on column bandit.generator_weights.last_updated is 'When the weight, the status or the figures last changed.';
comment on column bandit.generator_weights.last_used is 'When the generator was last chosen, as of the last run; null: never.';
comment on column bandit.generator_weights.times_selected is 'How often the generator was chosen, as of the last run.';
comment on column bandit.generator_weights.status is 'active, testing (chosen at a fixed weight and measured) or disabled (never chosen).';
comment on column bandit.generator_weights.needs_review is 'Whether an operator should review the generator.';
comment on column bandit.generator_weights.review_reason is 'Reason for the review; null: no review needed.';
comment on column bandit.generator_weights.run_id is 'Run that last set the weight; null: set by hand, or the starting weight.';
comment on column bandit.generator_weights.notes is 'Notes of the operator.';

create unique index generator_weights_name_key on bandit.generator_weights (account_id, lower(generator_name));
comment on index bandit.generator_weights_name_key is 'Prevents two generators of an account whose names differ only in case.';

create table bandit.weight_changes (
    account_id bigint not null,
    change_id bigint generated always as identity,
    generator_name text not null,
    old_weight numeric(5, 4) not null check (old_weight between 0 and 1),
    new_weight numeric(5, 4) not null check (new_weight between 0 and 1),
    reason text not null,
    actor text not null,
    run_id bigint,
    changed_at timestamptz not null,
    primary key (account_id, change_id),
    foreign key (account_id, generator_name) references bandit.generator_weights (account_id, generator_name) on delete cascade,
    foreign key (account_id, run_id) references bandit.optimization_runs (account_id, run_id) on delete cascade
);
comment on table bandit.weight_changes is 'Every change of a weight, with its reason and actor. Append-only.';
comment on column bandit.weight_changes.account_id is 'The account.';
comment on column bandit.weight_changes.change_id is 'Key of the change, ascending.';
comment on column bandit.weight_changes.generator_name is 'The generator.';
comment on column bandit.weight_changes.old_weight is 'Weight before the change, 0 to 1; 0 for an added generator.';
comment on column bandit.weight_changes.new_weight is 'Weight after the change, 0 to 1.';
comment on column bandit.weight_changes.reason is 'Reason for the change, in words.';
comment on column bandit.weight_changes.actor is 'A database login, or the policy of a run.';
comment on column bandit.weight_changes.run_id is 'The run that made the change; null: not made by a run.';
comment on column bandit.weight_changes.changed_at is 'Time of the change; for a change by a run, its run_at.';

create index weight_changes_generator_at_idx on bandit.weight_changes (account_id, generator_name, changed_at desc);
comment on index bandit.weight_changes_generator_at_idx is 'Finds weights as of a time, and the history of one generator.';

-- A row trigger, because the sum spans rows and must hold at commit, not after each statement. SECURITY DEFINER, because at
-- commit it runs with the rights of the caller.
create function bandit_internal.check_weights_sum() returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id bigint := coalesce(new.account_id, old.account_id);
    v_sum numeric;
begin
    select sum(g.weight)
    into v_sum
    from bandit.generator_weights as g
    where g.account_id = v_account_id
      and g.status in ('active', 'testing');

    if v_sum <> 1 then
        raise exception 'the weights of an account must sum to 1.0000'
            using errcode = 'WT012',
                  detail  = format('account_id %s: active and testing weights sum to %s', v_account_id, v_sum),
                  hint    = 'change weights through the functions of pgbandit, or change the others in the same transaction';
    end if;
    return null;
end
$function$;
comment on function bandit_internal.check_weights_sum() is
    'Trigger function: raises WT012 if the active and testing weights of an account do not sum to exactly 1.0000.';
revoke all on function bandit_internal.check_weights_sum() from public;

create constraint trigger generator_weights_sum
after insert or update or delete on bandit.generator_weights
deferrable initially deferred
for each row execute function bandit_internal.check_weights_sum();
comment on trigger generator_weights_sum on bandit.generator_weights is 'Active and testing weights sum to exactly 1.0000 at every commit.';

create table bandit.contexts (
    account_id bigint not null references bandit.account_settings (account_id) on delete cascade,
    context_number integer not null check (context_number > 0),
    topic text,
    format text,
    daypart integer check (daypart between 0 and 3),
    primary key (account_id, context_number),
    constraint contexts_once unique nulls not distinct (account_id, topic, format, daypart)
);
comment on table bandit.contexts is
    'The contexts of a post that have weights of their own. Written by each run; deleted by any other change of the weights of the account.';
comment on column bandit.contexts.account_id is 'The account.';
comment on column bandit.contexts.context_number is 'Number of the context within the account, from 1.';
comment on column bandit.contexts.topic is 'Topic; null: any topic without a context of its own.';
comment on column bandit.contexts.format is 'Format; null: any format without a context of its own.';
comment on column bandit.contexts.daypart is 'Daypart in the time zone of the account, see daypart; null: any.';

create table bandit.context_weights (
    account_id bigint not null,
    context_number integer not null,
    generator_name text not null,
    weight numeric(5, 4) not null check (weight between 0 and 1),
    primary key (account_id, context_number, generator_name),
    foreign key (account_id, context_number) references bandit.contexts (account_id, context_number) on delete cascade,
    foreign key (account_id, generator_name) references bandit.generator_weights (account_id, generator_name) on delete cascade
);
comment on table bandit.context_weights is 'Weights of the active and testing generators in a context; they sum to 1.';
comment on column bandit.context_weights.account_id is 'The account.';
comment on column bandit.context_weights.context_number is 'The context.';
comment on column bandit.context_weights.generator_name is 'The generator.';
comment on column bandit.context_weights.weight is
    'Probability that a choice in the context is this generator, 0 to 1, before the transform of an experiment arm.';

-- What the functions pass to each other between the performance of the generators and their new weights.
create type bandit_internal.generator_total as (
    generator_name text,
    posted bigint,
    total_posts bigint,
    avg_likes numeric,
    avg_views numeric,
    avg_followers numeric,
    total_impressions numeric,
    total_followers numeric,
    f_per_1k numeric,
    tier text,
    total_exposure numeric,
    exposure_measure text
);
comment on type bandit_internal.generator_total is 'The performance of a generator in a window of posts, see generator_totals.';
comment on column bandit_internal.generator_total.generator_name is 'Canonical name of the generator.';
comment on column bandit_internal.generator_total.posted is 'Number of posts.';
comment on column bandit_internal.generator_total.total_posts is 'Number of measured posts.';
comment on column bandit_internal.generator_total.avg_likes is 'Mean number of likes of a measured post; null: not measured.';
comment on column bandit_internal.generator_total.avg_views is 'Mean number of views of a measured post; null: not measured.';
comment on column bandit_internal.generator_total.avg_followers is 'Mean number of followers gained by a measured post; null: not measured.';
comment on column bandit_internal.generator_total.total_impressions is 'Impressions of the measured posts; null: not measured.';
comment on column bandit_internal.generator_total.total_followers is 'Followers gained by the measured posts; null: not measured.';
comment on column bandit_internal.generator_total.f_per_1k is 'Followers gained per 1000 of the exposure measure; null: not measured.';
comment on column bandit_internal.generator_total.tier is 'Tier of the generator, see performance_tier.';
comment on column bandit_internal.generator_total.total_exposure is 'Exposure of the measured posts, in units of the exposure measure; null: not measured.';
comment on column bandit_internal.generator_total.exposure_measure is 'What followers are compared with: impressions or followers.';

create type bandit_internal.generator_weight as (
    generator_name text,
    status text,
    weight numeric,
    pinned_weight numeric
);
comment on type bandit_internal.generator_weight is 'A generator as it is before a run, see generators_in_play.';
comment on column bandit_internal.generator_weight.generator_name is 'Canonical name of the generator.';
comment on column bandit_internal.generator_weight.status is 'active or testing.';
comment on column bandit_internal.generator_weight.weight is 'Weight, 0 to 1.';
comment on column bandit_internal.generator_weight.pinned_weight is 'Weight that the generator is pinned at; null: not pinned.';

create type bandit_internal.context_score as (
    topic text,
    format text,
    daypart integer,
    score numeric
);
comment on type bandit_internal.context_score is 'The score of a generator in one context, as a policy returns it.';
comment on column bandit_internal.context_score.topic is 'Topic; null: any topic without a context of its own.';
comment on column bandit_internal.context_score.format is 'Format; null: any format without a context of its own.';
comment on column bandit_internal.context_score.daypart is 'Daypart, see daypart; null: any.';
comment on column bandit_internal.context_score.score is 'Score, 0 or more, on any scale.';

create type bandit_internal.context_weight as (
    topic text,
    format text,
    daypart integer,
    weight numeric
);
comment on type bandit_internal.context_weight is 'The weight of a generator in one context.';
comment on column bandit_internal.context_weight.topic is 'Topic; null: any topic without a context of its own.';
comment on column bandit_internal.context_weight.format is 'Format; null: any format without a context of its own.';
comment on column bandit_internal.context_weight.daypart is 'Daypart, see daypart; null: any.';
comment on column bandit_internal.context_weight.weight is 'Weight, 0 to 1.';

create type bandit_internal.weight_target as (
    generator_name text,
    status text,
    current_weight numeric,
    pinned_weight numeric,
    posted bigint,
    total_posts bigint,
    total_impressions numeric,
    total_followers numeric,
    f_per_1k numeric,
    tier text,
    score numeric,
    sharpened_score numeric,
    blended_weight numeric,
    rule text,
    target_weight numeric,
    fixed_weight numeric,
    posterior_mean numeric,
    credible_low numeric,
    credible_high numeric,
    best_probability numeric,
    evidence jsonb,
    context_scores bandit_internal.context_score[]
);
comment on type bandit_internal.weight_target is 'What a policy returns for each generator in play: every stage from the performance to the weight before normalising.';
comment on column bandit_internal.weight_target.generator_name is 'Canonical name of the generator.';
comment on column bandit_internal.weight_target.status is 'active or testing.';
comment on column bandit_internal.weight_target.current_weight is 'Weight before the run, 0 to 1.';
comment on column bandit_internal.weight_target.pinned_weight is 'Weight that the generator is pinned at; null: not pinned.';
comment on column bandit_internal.weight_target.posted is 'Number of posts in the lookback.';
comment on column bandit_internal.weight_target.total_posts is 'Number of measured posts in the lookback.';
comment on column bandit_internal.weight_target.total_impressions is 'Impressions of the measured posts; null: not measured.';
comment on column bandit_internal.weight_target.total_followers is 'Followers gained by the measured posts; null: not measured.';
comment on column bandit_internal.weight_target.f_per_1k is 'Followers gained per 1000 of the exposure measure; null: not measured.';
comment on column bandit_internal.weight_target.tier is 'Tier of the generator, see performance_tier.';
comment on column bandit_internal.weight_target.score is 'Score, 0 to 1; null: none.';
comment on column bandit_internal.weight_target.sharpened_score is 'The score raised to an exponent, 0 to 1; null: none.';
comment on column bandit_internal.weight_target.blended_weight is 'The current weight moved towards the score; null: the policy does not blend, or there is no score.';
comment on column bandit_internal.weight_target.rule is 'The rule of the policy that decided the target.';
comment on column bandit_internal.weight_target.target_weight is 'Target before normalising, 0 or more, on any scale; null only where fixed_weight is given.';
comment on column bandit_internal.weight_target.fixed_weight is 'Weight that the generator must have exactly, 0 to 1; null: the projection decides.';
comment on column bandit_internal.weight_target.posterior_mean is 'Followers per 1000 of exposure by the posterior; null: the policy has none.';
comment on column bandit_internal.weight_target.credible_low is 'Lower bound of the 95 % credible interval of the rate; null: the policy has none.';
comment on column bandit_internal.weight_target.credible_high is 'Upper bound of that interval.';
comment on column bandit_internal.weight_target.best_probability is 'Probability that the generator is the best, 0 to 1; null: the policy has none.';
comment on column bandit_internal.weight_target.evidence is 'Further numbers of the policy, a JSON object; null: none.';
comment on column bandit_internal.weight_target.context_scores is 'Scores in contexts; null: none.';

create type bandit_internal.weight_stage as (
    generator_name text,
    status text,
    current_weight numeric,
    pinned_weight numeric,
    posted bigint,
    total_posts bigint,
    total_impressions numeric,
    total_followers numeric,
    f_per_1k numeric,
    tier text,
    score numeric,
    sharpened_score numeric,
    blended_weight numeric,
    rule text,
    target_weight numeric,
    fixed_weight numeric,
    posterior_mean numeric,
    credible_low numeric,
    credible_high numeric,
    best_probability numeric,
    evidence jsonb,
    new_weight numeric,
    explanation text,
    context_weights bandit_internal.context_weight[]
);
comment on type bandit_internal.weight_stage is 'A weight_target with the weight that follows from it. The columns up to evidence are those of weight_target.';
comment on column bandit_internal.weight_stage.generator_name is 'Canonical name of the generator.';
comment on column bandit_internal.weight_stage.status is 'active or testing.';
comment on column bandit_internal.weight_stage.current_weight is 'Weight before the run, 0 to 1.';
comment on column bandit_internal.weight_stage.pinned_weight is 'Weight that the generator is pinned at; null: not pinned.';
comment on column bandit_internal.weight_stage.posted is 'Number of posts in the lookback.';
comment on column bandit_internal.weight_stage.total_posts is 'Number of measured posts in the lookback.';
comment on column bandit_internal.weight_stage.total_impressions is 'Impressions of the measured posts; null: not measured.';
comment on column bandit_internal.weight_stage.total_followers is 'Followers gained by the measured posts; null: not measured.';
comment on column bandit_internal.weight_stage.f_per_1k is 'Followers gained per 1000 of the exposure measure; null: not measured.';
comment on column bandit_internal.weight_stage.tier is 'Tier of the generator, see performance_tier.';
comment on column bandit_internal.weight_stage.score is 'Score, 0 to 1; null: none.';
comment on column bandit_internal.weight_stage.sharpened_score is 'The score raised to an exponent, 0 to 1; null: none.';
comment on column bandit_internal.weight_stage.blended_weight is 'The current weight moved towards the score; null: the policy does not blend, or there is no score.';
comment on column bandit_internal.weight_stage.rule is 'The rule of the policy that decided the target.';
comment on column bandit_internal.weight_stage.target_weight is 'Target before normalising, 0 or more, on any scale; null only where fixed_weight is given.';
comment on column bandit_internal.weight_stage.fixed_weight is 'Weight that the generator must have exactly, 0 to 1; null: the projection decides.';
comment on column bandit_internal.weight_stage.posterior_mean is 'Followers per 1000 of exposure by the posterior; null: the policy has none.';
comment on column bandit_internal.weight_stage.credible_low is 'Lower bound of the 95 % credible interval of the rate; null: the policy has none.';
comment on column bandit_internal.weight_stage.credible_high is 'Upper bound of that interval.';
comment on column bandit_internal.weight_stage.best_probability is 'Probability that the generator is the best, 0 to 1; null: the policy has none.';
comment on column bandit_internal.weight_stage.evidence is 'Further numbers of the policy, a JSON object; null: none.';
comment on column bandit_internal.weight_stage.new_weight is 'Weight after the run, 0 to 1.';
comment on column bandit_internal.weight_stage.explanation is 'Why the weight is what it is, one sentence.';
comment on column bandit_internal.weight_stage.context_weights is 'Weights in contexts after the run; null: none.';

create type bandit_internal.new_weight as (
    generator_name text,
    weight numeric,
    reason text,
    context_weights bandit_internal.context_weight[]
);
comment on type bandit_internal.new_weight is 'A weight to write, see set_weights.';
comment on column bandit_internal.new_weight.generator_name is 'Canonical name of the generator.';
comment on column bandit_internal.new_weight.weight is 'Weight, 0 to 1.';
comment on column bandit_internal.new_weight.reason is 'Why the weight changes, in words.';
comment on column bandit_internal.new_weight.context_weights is 'Weights in contexts; null: none.';

create type bandit_internal.weight_move as (
    generator_name text,
    old_status text,
    new_status text,
    old_weight numeric,
    new_weight numeric,
    pinned_weight numeric
);
comment on type bandit_internal.weight_move is 'Status and weight of a generator before and after an override or the undoing of a run.';
comment on column bandit_internal.weight_move.generator_name is 'Canonical name of the generator.';
comment on column bandit_internal.weight_move.old_status is 'Status before.';
comment on column bandit_internal.weight_move.new_status is 'Status after.';
comment on column bandit_internal.weight_move.old_weight is 'Weight before, 0 to 1.';
comment on column bandit_internal.weight_move.new_weight is 'Weight after, 0 to 1.';
comment on column bandit_internal.weight_move.pinned_weight is 'Weight that the generator is pinned at afterwards; null: not pinned.';

create type bandit_internal.run_result as (
    status text,
    reason text,
    error_code text,
    posts_analyzed bigint,
    generators_updated integer,
    top_performer text,
    bottom_performer text,
    changes jsonb,
    weights jsonb,
    reasons jsonb,
    stages bandit_internal.weight_stage[]
);
comment on type bandit_internal.run_result is 'What a run logs. The columns are those of optimization_runs; null where that column has a default.';
comment on column bandit_internal.run_result.status is 'Status of the run.';
comment on column bandit_internal.run_result.reason is 'Why the run was skipped or failed; null for others.';
comment on column bandit_internal.run_result.error_code is 'SQLSTATE of a failed run; null for others.';
comment on column bandit_internal.run_result.posts_analyzed is 'Number of measured posts in the lookback.';
comment on column bandit_internal.run_result.generators_updated is 'Number of weights that change significantly.';
comment on column bandit_internal.run_result.top_performer is 'Generator with the highest F/1K; null: none was measured.';
comment on column bandit_internal.run_result.bottom_performer is 'Generator with the lowest F/1K; null: none was measured.';
comment on column bandit_internal.run_result.changes is 'The significant changes: [{generator_name, old_weight, new_weight, reason}].';
comment on column bandit_internal.run_result.weights is 'All weights after the run: [{generator_name, weight}].';
comment on column bandit_internal.run_result.reasons is 'The reason for each weight: {generator_name: sentence}.';
comment on column bandit_internal.run_result.stages is 'The computation behind the weights; null: none.';

insert into bandit.generator_weights (account_id, generator_name, weight)
select a.account_id, d.generator_name, d.weight
from bandit.accounts as a
cross join bandit.default_generators as d
where a.handle = 'default';

create type bandit_internal.report_state as (
    generator_name text,
    status text,
    needs_review boolean,
    present_weight numeric,
    weight_before numeric,
    weight numeric,
    reason text
);
comment on type bandit_internal.report_state is 'The state of a generator in a report.';
comment on column bandit_internal.report_state.generator_name is 'Canonical name of the generator.';
comment on column bandit_internal.report_state.status is 'active, testing or disabled.';
comment on column bandit_internal.report_state.needs_review is 'Whether an operator should review the generator.';
comment on column bandit_internal.report_state.present_weight is 'Weight (0 to 1) now.';
comment on column bandit_internal.report_state.weight_before is 'Weight at the start of the window of the report.';
comment on column bandit_internal.report_state.weight is 'Weight at the time of the report.';
comment on column bandit_internal.report_state.reason is 'Reason for the weight; null: not changed up to then.';
