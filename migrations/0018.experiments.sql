-- depends: 0015.finite_times 0014.names
-- Experiments with a name, a hypothesis, a planned end and a verdict; periods of constant shares; arms of their own weights.

-- A new account is all control. Accounts that exist keep their shares, except the account of a new database.
alter table bandit.default_experiment_arms
-- squawk-ignore ban-drop-constraint
drop constraint default_experiment_arms_share_check,
add constraint default_experiment_arms_share_check check (share between 0 and 1) not valid;
comment on column bandit.default_experiment_arms.share is 'Share of the choices, 0 to 1; 0: the arm is used only by choices that name it, until an experiment starts.';
update bandit.default_experiment_arms
set share = case arm when 'control' then 1 else 0 end;

alter table bandit.experiment_arms
add column policy text,
add column weights jsonb check (jsonb_typeof(weights) = 'object'),
add constraint experiment_arms_policy_fkey foreign key (policy) references bandit.policies (policy) on delete restrict not valid,
-- squawk-ignore ban-drop-constraint
drop constraint experiment_arms_check1,
add constraint experiment_arms_ended_check check (ended_at is null or share = 0) not valid,
-- squawk-ignore ban-drop-constraint
drop constraint experiment_arms_check2,
add constraint experiment_arms_strength_of_transform_check check ((transform in ('flatten', 'boost_low')) = (strength > 0)) not valid,
-- squawk-ignore ban-drop-constraint
drop constraint experiment_arms_transform_check,
add constraint experiment_arms_transform_check check (transform in ('none', 'flatten', 'boost_low', 'weights', 'policy')) not valid,
add constraint experiment_arms_weights_of_transform_check
check ((transform in ('weights', 'policy')) = (weights is not null) and (transform = 'policy') = (policy is not null)) not valid;
comment on column bandit.experiment_arms.share is 'Probability that a choice is assigned to the arm, 0 to 1; 0: only choices that name it are.';
comment on column bandit.experiment_arms.transform is
    'How the arm gets its propensities: from the weights unchanged (none), towards their mean (flatten) or the lowest third up and the rest down (boost_low); from fixed weights (weights); or from the weights of another policy (policy).';
comment on column bandit.experiment_arms.strength is 'Strength of flatten and boost_low, above 0 and up to 1, see transform_weights; 0 for other transforms.';
comment on column bandit.experiment_arms.started_at is 'When the arm was created or its definition last changed.';
comment on column bandit.experiment_arms.ended_at is 'When the arm ended; null: it can be chosen.';
comment on column bandit.experiment_arms.policy is 'The policy that the arm follows; null: none.';
comment on column bandit.experiment_arms.weights is
    'The arm''s own weights, {generator_name: weight}: fixed, or those of its policy after the latest run; null: the arm uses those of the account.';

create table bandit.experiments (
    account_id bigint not null,
    experiment_name text not null check (experiment_name ~ '^[^[:cntrl:]]{1,63}$'),
    arm text not null,
    hypothesis text,
    transform text not null,
    strength numeric not null,
    policy text references bandit.policies (policy) on delete restrict,
    weights jsonb,
    started_at timestamptz not null check (isfinite(started_at)),
    planned_end_at timestamptz check (isfinite(planned_end_at) and planned_end_at > started_at),
    ended_at timestamptz check (isfinite(ended_at) and ended_at >= started_at),
    verdict text check (verdict in ('ship', 'stop', 'undecided')),
    verdict_reason text,
    figures jsonb,
    primary key (account_id, experiment_name),
    foreign key (account_id, arm) references bandit.experiment_arms (account_id, arm) on delete cascade,
    check (verdict is null or ended_at is not null)
);
comment on table bandit.experiments is 'The experiments of an account: an arm with one definition, compared with control from start to end. Rows are kept.';
comment on column bandit.experiments.account_id is 'The account.';
comment on column bandit.experiments.experiment_name is 'Name of the experiment.';
comment on column bandit.experiments.arm is 'The arm that is compared with control.';
comment on column bandit.experiments.hypothesis is 'What is expected, in words; null: the arm was started without one.';
comment on column bandit.experiments.transform is 'Transform of the arm in this experiment, see experiment_arms.';
comment on column bandit.experiments.strength is 'Strength of the transform, 0 to 1.';
comment on column bandit.experiments.policy is 'The policy that the arm followed; null: none.';
comment on column bandit.experiments.weights is 'The fixed weights of the arm, {generator_name: weight}; null: none.';
comment on column bandit.experiments.started_at is 'When it started.';
comment on column bandit.experiments.planned_end_at is 'When it is planned to end; null: not planned.';
comment on column bandit.experiments.ended_at is 'When it ended; null: it is running.';
comment on column bandit.experiments.verdict is 'ship, stop or undecided, written at the end; null: it is running, or ended before verdicts were kept.';
comment on column bandit.experiments.verdict_reason is 'Reason of the verdict, in words.';
comment on column bandit.experiments.figures is 'The results at the end: posts, lift, its interval and the probability that the arm is better.';

create unique index experiments_running on bandit.experiments (account_id, arm) where ended_at is null;
comment on index bandit.experiments_running is 'Prevents two running experiments of one arm.';

create table bandit.experiment_periods (
    account_id bigint not null,
    experiment_name text not null,
    started_at timestamptz not null check (isfinite(started_at)),
    ended_at timestamptz check (isfinite(ended_at) and ended_at > started_at),
    share numeric(5, 4) check (share > 0 and share < 1),
    control_share numeric(5, 4) check (control_share > 0 and control_share < 1),
    primary key (account_id, experiment_name, started_at),
    foreign key (account_id, experiment_name) references bandit.experiments (account_id, experiment_name) on delete cascade
);
comment on table bandit.experiment_periods is 'The periods of an experiment in which no share changed. Posts are compared within a period.';
comment on column bandit.experiment_periods.account_id is 'The account.';
comment on column bandit.experiment_periods.experiment_name is 'The experiment.';
comment on column bandit.experiment_periods.started_at is 'Start of the period.';
comment on column bandit.experiment_periods.ended_at is 'End of the period; null: it is the present one.';
comment on column bandit.experiment_periods.share is 'Share of the arm, 0 to 1; null: not known.';
comment on column bandit.experiment_periods.control_share is 'Share of control, 0 to 1; null: not known.';

alter type bandit_internal.arm_period
add attribute policy text,
add attribute weights jsonb;
comment on column bandit_internal.arm_period.transform is 'none, flatten, boost_low, weights or policy.';
comment on column bandit_internal.arm_period.policy is 'The policy that the arm follows; null: none.';
comment on column bandit_internal.arm_period.weights is 'The arm''s own weights, {generator_name: weight}; null: none.';

alter type bandit_internal.experiment_arm
add attribute weights jsonb;
comment on column bandit_internal.experiment_arm.share is 'Share of the choices, 0 to 1.';
comment on column bandit_internal.experiment_arm.transform is 'none, flatten, boost_low, weights or policy.';
comment on column bandit_internal.experiment_arm.weights is 'The arm''s own weights, {generator_name: weight}; null: none.';

create type bandit_internal.period_total as (
    experiment_name text,
    arm text,
    started_at timestamptz,
    ended_at timestamptz,
    share numeric,
    control_share numeric,
    posted bigint,
    total_posts bigint,
    rated bigint,
    exposure numeric,
    followers numeric,
    control_rated bigint,
    control_exposure numeric,
    control_followers numeric,
    squares numeric
);
comment on type bandit_internal.period_total is 'The sums over the posts of an arm, and over those of control, in a period of constant shares.';
comment on column bandit_internal.period_total.experiment_name is 'The experiment; null: the row is about control.';
comment on column bandit_internal.period_total.arm is 'The arm.';
comment on column bandit_internal.period_total.started_at is 'Start of the period.';
comment on column bandit_internal.period_total.ended_at is 'End of the period; null: it is the present one.';
comment on column bandit_internal.period_total.share is 'Share of the arm, 0 to 1; null: not known.';
comment on column bandit_internal.period_total.control_share is 'Share of control, 0 to 1; null: not known.';
comment on column bandit_internal.period_total.posted is 'Posts of the arm.';
comment on column bandit_internal.period_total.total_posts is 'Its measured posts.';
comment on column bandit_internal.period_total.rated is 'Its measured posts with known followers.';
comment on column bandit_internal.period_total.exposure is 'Their exposure; null: none.';
comment on column bandit_internal.period_total.followers is 'Their followers; null: none.';
comment on column bandit_internal.period_total.control_rated is 'Measured posts of control with known followers.';
comment on column bandit_internal.period_total.control_exposure is 'Their exposure; null: none.';
comment on column bandit_internal.period_total.control_followers is 'Their followers; null: none.';
comment on column bandit_internal.period_total.squares is 'Sum over the posts of both sides of (followers - rate of the side x exposure)^2.';

create type bandit_internal.arm_comparison as (
    posted bigint,
    total_posts bigint,
    exposure numeric,
    followers numeric,
    rate numeric,
    control_rate numeric,
    lift numeric,
    lift_low numeric,
    lift_high numeric,
    probability_better numeric,
    missing_posts bigint
);
comment on type bandit_internal.arm_comparison is 'An arm compared with control over all periods of an experiment.';
comment on column bandit_internal.arm_comparison.posted is 'Posts of the arm.';
comment on column bandit_internal.arm_comparison.total_posts is 'Its measured posts.';
comment on column bandit_internal.arm_comparison.exposure is 'Exposure of those with known followers; null: none.';
comment on column bandit_internal.arm_comparison.followers is 'Their followers; null: none.';
comment on column bandit_internal.arm_comparison.rate is 'Followers per unit of exposure, standardised over the periods; null: not known.';
comment on column bandit_internal.arm_comparison.control_rate is 'The same of control.';
comment on column bandit_internal.arm_comparison.lift is 'Relative difference of the rates: 0.1 is ten percent more; null: not known.';
comment on column bandit_internal.arm_comparison.lift_low is 'Lower end of its 95 % credible interval.';
comment on column bandit_internal.arm_comparison.lift_high is 'Upper end of its 95 % credible interval.';
comment on column bandit_internal.arm_comparison.probability_better is 'Probability (0 to 1) that the rate of the arm is higher.';
comment on column bandit_internal.arm_comparison.missing_posts is 'Posts of the arm that are missing for a lift of 20 % to show; null: not known.';

-- In a new database the account default is new as well.
update bandit.experiment_arms as e
set share = d.share
from bandit.default_experiment_arms as d
where d.arm = e.arm
  and not exists (select 1 from bandit.deployed_objects);

-- The arms that exist, under their own names. When an arm ended, its share was logged.
insert into bandit.experiments (account_id, experiment_name, arm, transform, strength, started_at, ended_at)
select account_id, arm as experiment_name, arm, transform, strength, started_at, ended_at
from bandit.experiment_arms
where arm <> 'control'
  and (share > 0 or ended_at is not null);

insert into bandit.experiment_periods (account_id, experiment_name, started_at, ended_at, share, control_share)
select
    a.account_id,
    a.arm,
    a.started_at,
    a.ended_at,
    coalesce(nullif(a.share, 0), (
        select (e.detail ->> 'share')::numeric
        from bandit.events as e
        where e.account_id = a.account_id
          and e.kind = 'experiment'
          and e.event_at = a.ended_at
          and e.detail ->> 'arm' = a.arm
          and e.detail ? 'share'
        order by e.event_id desc
        limit 1
    )) as share,
    case when a.ended_at is null then c.share end as control_share
from bandit.experiment_arms as a
join bandit.experiment_arms as c on c.account_id = a.account_id and c.arm = 'control'
where a.arm <> 'control'
  and (a.share > 0 or a.ended_at > a.started_at);
