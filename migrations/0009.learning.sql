-- depends: 0008.experiments
-- The types that the policy thompson computes with, and its constants.

create type bandit_internal.learning_day as (
    generator_name text,
    day integer,
    posts integer,
    followers double precision,
    exposure_1k double precision,
    log_reach double precision,
    log_reach_squared double precision,
    post_followers double precision[],
    post_exposures_1k double precision[],
    post_topics text[],
    post_formats text[],
    post_dayparts integer[]
);
comment on type bandit_internal.learning_day is 'The measured posts of a generator on one day: the input of the policy thompson.';
comment on column bandit_internal.learning_day.generator_name is 'Canonical name of the generator.';
comment on column bandit_internal.learning_day.day is 'Day (UTC) of the posts, in days since 1970-01-01.';
comment on column bandit_internal.learning_day.posts is 'Number of posts.';
comment on column bandit_internal.learning_day.followers is 'Followers gained so far, their sum.';
comment on column bandit_internal.learning_day.exposure_1k is 'Exposure in thousands at the last reading, corrected because followers arrive later than impressions; their sum.';
comment on column bandit_internal.learning_day.log_reach is 'Natural logarithm of the exposure in thousands that each post is expected to end with; their sum.';
comment on column bandit_internal.learning_day.log_reach_squared is 'Sum of the squares of these logarithms.';
comment on column bandit_internal.learning_day.post_followers is 'Followers of each post.';
comment on column bandit_internal.learning_day.post_exposures_1k is 'Exposure of each post, in the same order.';
comment on column bandit_internal.learning_day.post_topics is 'Topic of each post, in the same order; null: not given.';
comment on column bandit_internal.learning_day.post_formats is 'Format of each post, in the same order; null: not given.';
comment on column bandit_internal.learning_day.post_dayparts is 'Daypart of each post, in the same order: see daypart.';

create type bandit_internal.factor_effect as (
    generator_name text,
    factor text,
    level text,
    log_effect double precision,
    standard_error double precision
);
comment on type bandit_internal.factor_effect is 'The effect of one level of a factor of the context (a topic, a format, a daypart) on the rate of a generator.';
comment on column bandit_internal.factor_effect.generator_name is 'Canonical name of the generator.';
comment on column bandit_internal.factor_effect.factor is 'topic, format or daypart; mix: the effect of the contexts of all posts of the generator, removed from its rate.';
comment on column bandit_internal.factor_effect.level is 'The topic or format, or the number of the daypart; null for mix.';
comment on column bandit_internal.factor_effect.log_effect is 'Natural logarithm of the factor by which the rate is multiplied.';
comment on column bandit_internal.factor_effect.standard_error is 'Standard error of log_effect, in addition to that of the rate.';

create type bandit_internal.context_effect as (
    topic text,
    format text,
    daypart integer,
    log_effect double precision,
    standard_error double precision
);
comment on type bandit_internal.context_effect is 'The effect of a context on the rate of one generator.';
comment on column bandit_internal.context_effect.topic is 'Topic; null: any topic without a context of its own.';
comment on column bandit_internal.context_effect.format is 'Format; null: any format without a context of its own.';
comment on column bandit_internal.context_effect.daypart is 'Daypart, see daypart; null: any.';
comment on column bandit_internal.context_effect.log_effect is 'Natural logarithm of the factor by which the rate is multiplied.';
comment on column bandit_internal.context_effect.standard_error is 'Standard error of log_effect.';

create type bandit_internal.posterior_rate as (
    generator_name text,
    generator_number integer,
    shape double precision,
    exposure_1k double precision,
    log_reach double precision,
    reach_standard_error double precision,
    account_rate double precision,
    dispersion double precision,
    changed_at timestamptz,
    rate_before double precision,
    rate_after double precision,
    effects bandit_internal.context_effect[]
);
comment on type bandit_internal.posterior_rate is 'What is known of the rate and the reach of a generator, see posterior_rates.';
comment on column bandit_internal.posterior_rate.generator_name is 'Canonical name of the generator.';
comment on column bandit_internal.posterior_rate.generator_number is 'Place of the generator among those of the account by name, from 0: decides its draws.';
comment on column bandit_internal.posterior_rate.shape is 'Shape of the gamma posterior of its followers per 1000 of exposure.';
comment on column bandit_internal.posterior_rate.exposure_1k is 'Rate parameter of that distribution, exposure in thousands.';
comment on column bandit_internal.posterior_rate.log_reach is 'Natural logarithm of the exposure in thousands expected of a post.';
comment on column bandit_internal.posterior_rate.reach_standard_error is 'Standard error of log_reach.';
comment on column bandit_internal.posterior_rate.account_rate is 'Followers of the account per 1000 of exposure, see account_rate.';
comment on column bandit_internal.posterior_rate.dispersion is 'Dispersion of the account, see account_dispersion.';
comment on column bandit_internal.posterior_rate.changed_at is 'When the rate last changed; null: no change found.';
comment on column bandit_internal.posterior_rate.rate_before is 'Followers per 1000 of exposure before that change; null: no change found.';
comment on column bandit_internal.posterior_rate.rate_after is 'Followers per 1000 of exposure since; null: no change found.';
comment on column bandit_internal.posterior_rate.effects is 'Effects of contexts on the rate; null: none.';

create type bandit_internal.generator_posterior as (
    generator_name text,
    posterior_mean double precision,
    credible_low double precision,
    credible_high double precision,
    best_probability double precision,
    expected_loss double precision,
    shape double precision,
    exposure_1k double precision,
    log_reach double precision,
    account_rate double precision,
    dispersion double precision,
    log_value double precision,
    value_standard_error double precision,
    changed_at timestamptz,
    rate_before double precision,
    rate_after double precision,
    effects bandit_internal.context_effect[],
    rate_draws double precision[],
    value_draws double precision[]
);
comment on type bandit_internal.generator_posterior is 'The posterior of a generator, see generator_posteriors.';
comment on column bandit_internal.generator_posterior.generator_name is 'Canonical name of the generator.';
comment on column bandit_internal.generator_posterior.posterior_mean is 'Mean of its followers per 1000 of exposure.';
comment on column bandit_internal.generator_posterior.credible_low is 'Lower bound of the 95 % credible interval of the rate.';
comment on column bandit_internal.generator_posterior.credible_high is 'Upper bound of that interval.';
comment on column bandit_internal.generator_posterior.best_probability is 'Probability that it is the best of the generators in play, 0 to 1; null: disabled.';
comment on column bandit_internal.generator_posterior.expected_loss is 'Expected loss against the best, in units of the objective; null: disabled.';
comment on column bandit_internal.generator_posterior.shape is 'Shape of the gamma posterior.';
comment on column bandit_internal.generator_posterior.exposure_1k is 'Rate parameter of that distribution, exposure in thousands.';
comment on column bandit_internal.generator_posterior.log_reach is 'Natural logarithm of the exposure in thousands expected of a post.';
comment on column bandit_internal.generator_posterior.account_rate is 'Followers of the account per 1000 of exposure.';
comment on column bandit_internal.generator_posterior.dispersion is 'Dispersion of the account.';
comment on column bandit_internal.generator_posterior.log_value is 'Natural logarithm of what the rate is multiplied by in the objective: log_reach, or 0.';
comment on column bandit_internal.generator_posterior.value_standard_error is 'Standard error of log_value.';
comment on column bandit_internal.generator_posterior.changed_at is 'When the rate last changed; null: no change found.';
comment on column bandit_internal.generator_posterior.rate_before is 'Followers per 1000 of exposure before that change; null: no change found.';
comment on column bandit_internal.generator_posterior.rate_after is 'Followers per 1000 of exposure since; null: no change found.';
comment on column bandit_internal.generator_posterior.effects is 'Effects of contexts on the rate; null: none.';
comment on column bandit_internal.generator_posterior.rate_draws is 'Standard normal draws for its rate, see standard_normals.';
comment on column bandit_internal.generator_posterior.value_draws is 'Standard normal draws for its value.';

create type bandit_internal.draw_series as (
    series integer,
    draws double precision[]
);
comment on type bandit_internal.draw_series is 'A row of standard_normals.';
comment on column bandit_internal.draw_series.series is 'Number of the series.';
comment on column bandit_internal.draw_series.draws is 'The draws.';

create type bandit_internal.contender as (
    generator_name text,
    shape double precision,
    exposure_1k double precision,
    log_value double precision,
    standard_error double precision,
    rate_draws double precision[],
    value_draws double precision[]
);
comment on type bandit_internal.contender is 'A generator that best_probabilities compares with others.';
comment on column bandit_internal.contender.generator_name is 'Canonical name of the generator.';
comment on column bandit_internal.contender.shape is 'Shape of the gamma posterior of its rate, 1 or more.';
comment on column bandit_internal.contender.exposure_1k is 'Rate parameter of that distribution, above 0.';
comment on column bandit_internal.contender.log_value is 'Natural logarithm of what the rate is multiplied by.';
comment on column bandit_internal.contender.standard_error is 'Standard error of log_value, 0 or more.';
comment on column bandit_internal.contender.rate_draws is 'Standard normal draws for the rate.';
comment on column bandit_internal.contender.value_draws is 'Standard normal draws for the value.';

create type bandit_internal.context_cell as (
    generator_name text,
    levels text[],
    followers double precision,
    exposure_1k double precision,
    rate_exposure_1k double precision,
    effects double precision[],
    level_effects double precision[]
);
comment on type bandit_internal.context_cell is 'The posts of one generator in one context, summed with their weights. Arrays are by factor: topic, format, daypart.';
comment on column bandit_internal.context_cell.generator_name is 'Canonical name of the generator.';
comment on column bandit_internal.context_cell.levels is 'Topic, format and number of the daypart; null: none, or a level with too few posts.';
comment on column bandit_internal.context_cell.followers is 'Followers gained.';
comment on column bandit_internal.context_cell.exposure_1k is 'Exposure in thousands, as in learning_days.';
comment on column bandit_internal.context_cell.rate_exposure_1k is 'The same, weighted as for the rate of the generator, which forgets sooner.';
comment on column bandit_internal.context_cell.effects is
    'Factor by which each level multiplies the rate of this generator, in addition to its effect on all generators.';
comment on column bandit_internal.context_cell.level_effects is 'Factor by which each level multiplies the rate of all generators.';

create table bandit.default_delays (
    age_bucket integer primary key check (age_bucket between 1 and 28),
    share_of_followers double precision not null check (share_of_followers > 0 and share_of_followers <= 1),
    share_of_impressions double precision not null check (share_of_impressions > 0 and share_of_impressions <= 1)
);
comment on table bandit.default_delays is
    'Catalogue: the shares of followers and impressions that a post has by its age, used where an account has too few readings of its own.';
comment on column bandit.default_delays.age_bucket is 'Age of the post in buckets of 6 hours, 1 to 28.';
comment on column bandit.default_delays.share_of_followers is
    'Share of the followers that have arrived by the middle of the bucket: lognormal, median 18 hours, sigma 1.2.';
comment on column bandit.default_delays.share_of_impressions is 'Share of the impressions that have arrived by then: 1 - exp(-age / 12 hours).';

insert into bandit.default_delays (age_bucket, share_of_followers, share_of_impressions) values
(1, 0.067701, 0.221199),
(2, 0.281759, 0.527633),
(3, 0.439619, 0.713495),
(4, 0.551107, 0.826226),
(5, 0.632276, 0.894601),
(6, 0.693260, 0.936072),
(7, 0.740318, 0.961226),
(8, 0.777440, 0.976482),
(9, 0.807270, 0.985736),
(10, 0.831615, 0.991348),
(11, 0.851750, 0.994752),
(12, 0.868596, 0.996817),
(13, 0.882832, 0.998070),
(14, 0.894970, 0.998829),
(15, 0.905400, 0.999290),
(16, 0.914426, 0.999569),
(17, 0.922287, 0.999739),
(18, 0.929173, 0.999842),
(19, 0.935236, 0.999904),
(20, 0.940601, 0.999942),
(21, 0.945368, 0.999965),
(22, 0.949622, 0.999979),
(23, 0.953432, 0.999987),
(24, 0.956857, 0.999992),
(25, 0.959945, 0.999995),
(26, 0.962738, 0.999997),
(27, 0.965272, 0.999998),
(28, 0.967577, 0.999999);

create table bandit.standard_normals (
    series integer primary key,
    draws double precision[] not null check (cardinality(draws) = 400)
);
comment on table bandit.standard_normals is
    'Catalogue: 256 series of the same 400 standard normal draws, one from the middle of each of 400 equally probable strata, each series in its own order; of every 4 neighbouring strata one is among the first 100 draws.';
comment on column bandit.standard_normals.series is 'Number of the series, 0 to 255.';
comment on column bandit.standard_normals.draws is 'The 400 draws, in the order of the series.';

-- The array holds the upper half of the draws; the lower half mirrors it. A hash shuffles them, equal on every server.
with upper_half as (
    select u.z, u.place
    from unnest(array[
        0.003133290, 0.009399994, 0.015667068, 0.021934756, 0.028203307, 0.034472965, 0.040743980, 0.047016597, 0.053291064, 0.059567630,
        0.065846544, 0.072128055, 0.078412413, 0.084699869, 0.090990676, 0.097285085, 0.103583352, 0.109885730, 0.116192476, 0.122503846,
        0.128820101, 0.135141499, 0.141468301, 0.147800772, 0.154139175, 0.160483777, 0.166834846, 0.173192651, 0.179557465, 0.185929561,
        0.192309216, 0.198696707, 0.205092316, 0.211496324, 0.217909019, 0.224330687, 0.230761619, 0.237202109, 0.243652454, 0.250112952,
        0.256583906, 0.263065623, 0.269558410, 0.276062581, 0.282578452, 0.289106343, 0.295646576, 0.302199481, 0.308765388, 0.315344633,
        0.321937557, 0.328544505, 0.335165825, 0.341801873, 0.348453007, 0.355119592, 0.361801997, 0.368500597, 0.375215774, 0.381947913,
        0.388697408, 0.395464657, 0.402250065, 0.409054045, 0.415877014, 0.422719399, 0.429581633, 0.436464156, 0.443367416, 0.450291871,
        0.457237983, 0.464206227, 0.471197085, 0.478211048, 0.485248616, 0.492310300, 0.499396620, 0.506508107, 0.513645303, 0.520808760,
        0.527999043, 0.535216728, 0.542462404, 0.549736672, 0.557040146, 0.564373456, 0.571737242, 0.579132162, 0.586558889, 0.594018110,
        0.601510531, 0.609036871, 0.616597870, 0.624194284, 0.631826891, 0.639496484, 0.647203881, 0.654949917, 0.662735452, 0.670561368,
        0.678428569, 0.686337987, 0.694290576, 0.702287319, 0.710329226, 0.718417337, 0.726552721, 0.734736478, 0.742969742, 0.751253680,
        0.759589496, 0.767978430, 0.776421761, 0.784920810, 0.793476939, 0.802091554, 0.810766110, 0.819502108, 0.828301100, 0.837164694,
        0.846094551, 0.855092394, 0.864160004, 0.873299230, 0.882511988, 0.891800264, 0.901166123, 0.910611707, 0.920139242, 0.929751042,
        0.939449517, 0.949237172, 0.959116617, 0.969090575, 0.979161881, 0.989333498, 0.999608517, 1.009990169, 1.020481835, 1.031087050,
        1.041809519, 1.052653124, 1.063621938, 1.074720238, 1.085952518, 1.097323504, 1.108838172, 1.120501767, 1.132319821, 1.144298175,
        1.156443004, 1.168760845, 1.181258621, 1.193943679, 1.206823821, 1.219907348, 1.233203098, 1.246720498, 1.260469622, 1.274461242,
        1.288706908, 1.303219015, 1.318010897, 1.333096920, 1.348492596, 1.364214709, 1.380281464, 1.396712645, 1.413529819, 1.430756549,
        1.448418657, 1.466544527, 1.485165457, 1.504316083, 1.524034873, 1.544364727, 1.565353693, 1.587055832, 1.609532291, 1.632852606,
        1.657096335, 1.682355113, 1.708735258, 1.736361133, 1.765379538, 1.795965526, 1.828330267, 1.862731867, 1.899490611, 1.939010990,
        1.981814554, 2.028590667, 2.080278453, 2.138206341, 2.204346288, 2.281819484, 2.376030842, 2.497705474, 2.673787315, 3.023341440
    ]::double precision[]) with ordinality as u (z, place)
),

both_halves as (
    select
        u.z,
        199 + u.place as stratum
    from upper_half as u
    union all
    select
        -u.z as z,
        200 - u.place as stratum
    from upper_half as u
)

insert into bandit.standard_normals (series, draws)
select
    s.series,
    array_agg(b.z order by (b.stratum + b.stratum / 4) % 4, md5(s.series || ':' || b.stratum)) as draws
from generate_series(0, 255) as s (series)
cross join both_halves as b
group by s.series;
