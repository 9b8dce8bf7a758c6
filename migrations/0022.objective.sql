-- depends: 0020.explained
-- Objectives of one's own, and guardrails.

alter table bandit.account_settings
-- squawk-ignore ban-drop-constraint
drop constraint account_settings_objective_check,
add constraint account_settings_objective_check check (
    objective in ('followers_per_post', 'f_per_1k')
    or objective ~ (
        '^[0-9.*a-z_A-Z]+( [+] [0-9.*a-z_A-Z]+)* per (post|1000)$'
    )
) not valid;
comment on column bandit.account_settings.objective is
    'What is maximised: followers_per_post (rate times reach) or f_per_1k (followers per 1000 of exposure), or a metric or weighted sum of metrics per post or per 1000, such as followers + 0.05*bookmarks per post; metrics: followers, likes, retweets, replies, quotes, bookmarks, views, impressions, profile_clicks, url_clicks, engagements, extra.NAME.';

-- An ended experiment keeps the objective that it was judged by.
alter table bandit.experiments add column objective text;
comment on column bandit.experiments.objective is 'The objective that the experiment was judged by when it ended; null: it is running.';
update bandit.experiments
set objective = 'f_per_1k'
where ended_at is not null;

create table bandit.guardrails (
    account_id bigint not null references bandit.accounts (account_id) on delete cascade,
    metric text not null,
    kind text not null check (kind in ('min', 'max')),
    bound numeric not null check (bound >= 0 and bound <= 1000000),
    primary key (account_id, metric, kind)
);
comment on table bandit.guardrails is 'Bounds that the metrics of an account must keep, whatever the objective gains. Written by set_guardrail.';
comment on column bandit.guardrails.account_id is 'The account.';
comment on column bandit.guardrails.metric is 'The metric, as an objective names it.';
comment on column bandit.guardrails.kind is 'min: the rate must not be lower; max: it must not be higher.';
comment on column bandit.guardrails.bound is 'The bound, per 1000 of exposure, 0 to 1000000.';

create type bandit_internal.objective as (
    name text,
    metrics text[],
    weights numeric[],
    is_per_post boolean,
    is_own boolean,
    unit numeric,
    problem text
);
comment on type bandit_internal.objective is 'An objective: what the value of a post is. See parse_objective.';
comment on column bandit_internal.objective.name is 'The objective as it is stored and shown.';
comment on column bandit_internal.objective.metrics is 'The metrics of its terms.';
comment on column bandit_internal.objective.weights is 'Their weights, above 0, in the same order.';
comment on column bandit_internal.objective.is_per_post is 'Whether the value counts per post; false: per 1000 of exposure.';
comment on column bandit_internal.objective.is_own is 'Whether it is neither followers_per_post nor f_per_1k.';
comment on column bandit_internal.objective.unit is 'The largest weight: values are counted in it where the model is of counts.';
comment on column bandit_internal.objective.problem is 'Why the text is not an objective; null: it is one.';

create type bandit_internal.guardrail_result as (
    metric text,
    kind text,
    bound numeric,
    scope text,
    name text,
    posts bigint,
    rate numeric,
    low numeric,
    high numeric,
    state text
);
comment on type bandit_internal.guardrail_result is 'A guardrail compared with the posts of the lookback.';
comment on column bandit_internal.guardrail_result.metric is 'The metric.';
comment on column bandit_internal.guardrail_result.kind is 'min or max.';
comment on column bandit_internal.guardrail_result.bound is 'The bound, per 1000 of exposure.';
comment on column bandit_internal.guardrail_result.scope is 'Whose posts: account, generator or arm.';
comment on column bandit_internal.guardrail_result.name is 'The generator or the arm; null: the account.';
comment on column bandit_internal.guardrail_result.posts is 'Posts with exposure for which the metric is known.';
comment on column bandit_internal.guardrail_result.rate is 'The metric per 1000 of exposure; null: not measured.';
comment on column bandit_internal.guardrail_result.low is 'Lower end of its 95 % interval; null: too few posts.';
comment on column bandit_internal.guardrail_result.high is 'Upper end of its 95 % interval; null: too few posts.';
comment on column bandit_internal.guardrail_result.state is 'kept; missed: the whole interval lies beyond the bound; no data yet: too few posts.';

alter type bandit_internal.post
add attribute value numeric,
add attribute value_exposure bigint;
comment on column bandit_internal.post.value is 'Value of the post in the objective that was asked for; null: one of its metrics was not measured.';
comment on column bandit_internal.post.value_exposure is
    'Exposure that the value is held against: as exposure, with the impressions of the readings that its metrics are from.';

comment on column bandit_internal.learning_day.followers is 'What its posts gained in the objective, followers by default, counted in the unit of the objective.';
comment on column bandit_internal.learning_day.post_followers is 'The same of each post.';

comment on column bandit_internal.logged_post.followers is 'What the post gained in the objective that was asked for, followers by default.';

alter type bandit_internal.generator_total
add attribute value numeric,
add attribute objective text;
comment on column bandit_internal.generator_total.value is
    'What generators are ranked by: F/1K, or the value in an objective of one''s own, per post or per 1000 of exposure; null: not measured.';
comment on column bandit_internal.generator_total.objective is 'The account''s objective.';

alter type bandit_internal.weight_target
add attribute value numeric,
add attribute objective text;
comment on column bandit_internal.weight_target.value is 'What the generator is ranked by, see generator_total; null: not measured.';
comment on column bandit_internal.weight_target.objective is 'The account''s objective.';

alter type bandit_internal.weight_stage
add attribute value numeric,
add attribute objective text;
comment on column bandit_internal.weight_stage.value is 'What the generator is ranked by, see generator_total; null: not measured.';
comment on column bandit_internal.weight_stage.objective is 'The account''s objective; null: a run from before objectives were stored.';

alter type bandit_internal.period_total
add attribute objective text,
add attribute value_exposure numeric,
add attribute value numeric,
add attribute control_value_exposure numeric,
add attribute control_value numeric;
comment on column bandit_internal.period_total.rated is 'Its measured posts with a known value.';
comment on column bandit_internal.period_total.control_rated is 'Measured posts of control with a known value.';
comment on column bandit_internal.period_total.squares is 'Sum over the posts of both sides of (value - rate of the side x exposure)^2.';
comment on column bandit_internal.period_total.objective is 'The objective that the values are in.';
comment on column bandit_internal.period_total.value_exposure is 'Exposure of the posts of the arm with a known value, or their number in an objective of one''s own per post; null: none.';
comment on column bandit_internal.period_total.value is 'Their value, in the unit of the objective; null: none.';
comment on column bandit_internal.period_total.control_value_exposure is 'The same as value_exposure for control.';
comment on column bandit_internal.period_total.control_value is 'The same as value for control.';

alter type bandit_internal.arm_comparison
add attribute objective text,
add attribute value numeric,
add attribute control_value numeric,
add attribute missed_guardrails text;
comment on column bandit_internal.arm_comparison.objective is 'The objective that the sides are compared in.';
comment on column bandit_internal.arm_comparison.value is 'What the lift is of: F/1K, or the value in an objective of one''s own, per post or per 1000 of exposure, standardised over the periods; null: not known.';
comment on column bandit_internal.arm_comparison.control_value is 'The same of control.';
comment on column bandit_internal.arm_comparison.missed_guardrails is 'Guardrails that the posts of the arm miss; null: none.';
