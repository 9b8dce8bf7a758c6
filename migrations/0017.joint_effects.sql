-- depends: 0016.thompson_by_default
-- The effects of topic, format and slot are fitted together, on the posts of a generator in a context added up.

create type bandit_internal.context_cell as (
    generator_name text,
    levels text[],
    followers double precision,
    exposure double precision,
    rate_exposure double precision,
    effects double precision[],
    level_effects double precision[]
);
comment on type bandit_internal.context_cell is 'The posts of one generator in one context, added up by their credence and age. Arrays are by factor: topic, format, slot.';
comment on column bandit_internal.context_cell.generator_name is 'Canonical name of the generator.';
comment on column bandit_internal.context_cell.levels is 'Topic, format and number of the slot; null: none, or one that has too few posts.';
comment on column bandit_internal.context_cell.followers is 'Followers gained.';
comment on column bandit_internal.context_cell.exposure is 'Impressions/1000, as learning_days has them.';
comment on column bandit_internal.context_cell.rate_exposure is 'The same as it counts for the rate of the generator, which forgets sooner.';
comment on column bandit_internal.context_cell.effects is 'What each level multiplies the rate of this generator by, beyond what it does to all.';
comment on column bandit_internal.context_cell.level_effects is 'What each level multiplies the rate of all generators by.';

comment on type bandit_internal.factor_effect is 'What a level of a factor of the context (a topic, a format, a slot of the day) does to the rate of a generator.';
comment on column bandit_internal.factor_effect.factor is 'topic, format or slot; mix: what the contexts of all the generator''s posts do to its rate, taken out of it.';
comment on column bandit_internal.factor_effect.level is 'The topic or format, or the number of the slot; null: of the mix.';
comment on column bandit_internal.factor_effect.log_effect is 'Natural logarithm of what the rate is multiplied by.';
comment on column bandit_internal.factor_effect.spread is 'Standard error of that, beyond the one of the rate.';

comment on column bandit.account_settings.by_context is
    'Whether a choice uses the weights of its context (topic, format, time of the day) where the policy thompson tells contexts apart.';
comment on table bandit.contexts is
    'The contexts of a post that have weights of their own. Written by each run; gone with any other change of the weights.';
