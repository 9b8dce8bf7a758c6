-- depends: 0013.readings
-- The statistical policy: its settings, and the constants that it leans on.

insert into bandit.policies (policy, description) values
('thompson', 'Each weight follows the probability that its generator is the best, from a Gamma-Poisson posterior that forgets.');

alter table bandit.account_settings
add column objective text not null default 'followers_per_post'
constraint account_settings_objective_check check (objective in ('followers_per_post', 'f_per_1k')),
add column half_life interval not null default '30 days'
constraint account_settings_half_life_check check (half_life between interval '1 day' and interval '120 days'),
add column by_context boolean not null default true;
comment on column bandit.account_settings.objective is
    'What the policy thompson maximises: followers_per_post (rate times reach) or f_per_1k (followers per 1000 impressions).';
comment on column bandit.account_settings.half_life is
    'Age at which a post counts half for the policy thompson, 1 to 120 days.';
comment on column bandit.account_settings.by_context is
    'Whether a choice uses the weights of its context (topic, format, time of the day) where the policy thompson has proven some.';

create type bandit_internal.learning_day as (
    generator_name text,
    day integer,
    posts integer,
    followers double precision,
    exposure double precision,
    log_reach double precision,
    log_reach_squared double precision,
    post_followers double precision[],
    post_exposures double precision[],
    post_topics text[],
    post_formats text[],
    post_slots integer[]
);
comment on type bandit_internal.learning_day is 'The measured posts of a generator on a day, as the policy thompson reads them.';
comment on column bandit_internal.learning_day.generator_name is 'Canonical name of the generator that wrote them.';
comment on column bandit_internal.learning_day.day is 'Day (UTC) on which they went out, counted from 1970-01-01.';
comment on column bandit_internal.learning_day.posts is 'How many.';
comment on column bandit_internal.learning_day.followers is 'Followers gained so far, their sum.';
comment on column bandit_internal.learning_day.exposure is 'Impressions / 1000 at the last reading, corrected for followers that come later than impressions, their sum.';
comment on column bandit_internal.learning_day.log_reach is 'Natural logarithm of the impressions / 1000 that each is expected to end with, their sum.';
comment on column bandit_internal.learning_day.log_reach_squared is 'Sum of the squares of that.';
comment on column bandit_internal.learning_day.post_followers is 'Followers of each post.';
comment on column bandit_internal.learning_day.post_exposures is 'Exposure of each post, in the same order.';
comment on column bandit_internal.learning_day.post_topics is 'Topic of each post, in the same order; null: none was told.';
comment on column bandit_internal.learning_day.post_formats is 'Format of each post, in the same order; null: none was told.';
comment on column bandit_internal.learning_day.post_slots is 'Slot of the day of each post, in the same order: see day_slot.';

create type bandit_internal.factor_effect as (
    generator_name text,
    factor text,
    level text,
    log_effect double precision,
    spread double precision
);
comment on type bandit_internal.factor_effect is 'What a level of a factor of the context (a topic, a format, a slot of the day) does to the rate of one generator and not of others.';
comment on column bandit_internal.factor_effect.generator_name is 'Canonical name of the generator.';
comment on column bandit_internal.factor_effect.factor is 'topic, format or slot.';
comment on column bandit_internal.factor_effect.level is 'The topic or format, or the number of the slot.';
comment on column bandit_internal.factor_effect.log_effect is 'Natural logarithm of what the generator''s rate is multiplied by.';
comment on column bandit_internal.factor_effect.spread is 'Standard error of that.';

create type bandit_internal.context_effect as (
    topic text,
    format text,
    slot integer,
    log_effect double precision,
    spread double precision
);
comment on type bandit_internal.context_effect is 'What a context does to the rate of one generator.';
comment on column bandit_internal.context_effect.topic is 'Topic; null: any that no other context names.';
comment on column bandit_internal.context_effect.format is 'Format; null: any that no other context names.';
comment on column bandit_internal.context_effect.slot is 'Slot of the day, see day_slot; null: any.';
comment on column bandit_internal.context_effect.log_effect is 'Natural logarithm of what the generator''s rate is multiplied by.';
comment on column bandit_internal.context_effect.spread is 'Standard error of that.';

create table bandit.contexts (
    account_id bigint not null references bandit.account_settings (account_id) on delete cascade,
    context_number integer not null check (context_number > 0),
    topic text,
    format text,
    slot integer check (slot between 0 and 3),
    primary key (account_id, context_number),
    constraint contexts_once unique nulls not distinct (account_id, topic, format, slot)
);
comment on table bandit.contexts is
    'The contexts of a post in which other weights than the account''s are proven to be better. Written by each run; gone with any other change of the weights.';
comment on column bandit.contexts.account_id is 'The account.';
comment on column bandit.contexts.context_number is 'Number of the context within the account, from 1.';
comment on column bandit.contexts.topic is 'Topic; null: any that no other context names.';
comment on column bandit.contexts.format is 'Format; null: any that no other context names.';
comment on column bandit.contexts.slot is 'Slot of the day in the account''s time zone, see day_slot; null: any.';

create table bandit.context_weights (
    account_id bigint not null,
    context_number integer not null,
    generator_name text not null,
    weight numeric(5, 4) not null check (weight between 0 and 1),
    primary key (account_id, context_number, generator_name),
    foreign key (account_id, context_number) references bandit.contexts (account_id, context_number) on delete cascade,
    foreign key (account_id, generator_name) references bandit.generator_weights (account_id, generator_name) on delete cascade
);
comment on table bandit.context_weights is 'Weights of the generators in play in a context; they sum to 1.';
comment on column bandit.context_weights.account_id is 'The account.';
comment on column bandit.context_weights.context_number is 'The context.';
comment on column bandit.context_weights.generator_name is 'The generator.';
comment on column bandit.context_weights.weight is 'Probability that a choice in the context is this generator, 0 to 1, before the transform of an experiment arm.';

-- The contexts' weights belong to the weights that a run gave the account: with pins, states or weights that somebody changed
-- since, they would keep a choice from following. A row trigger, since a statement's accounts cannot be told otherwise.
create function bandit_internal.forget_contexts() returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
begin
    delete from bandit.contexts as c
    where c.account_id = coalesce(new.account_id, old.account_id);
    return null;
end
$function$;
comment on function bandit_internal.forget_contexts() is 'Trigger: deletes the contexts of an account whose weights change; its next run finds them again.';
revoke all on function bandit_internal.forget_contexts() from public;

create trigger generator_weights_decontextualised
after insert or delete or update of weight, status, pinned_weight on bandit.generator_weights
for each row execute function bandit_internal.forget_contexts();
comment on trigger generator_weights_decontextualised on bandit.generator_weights is 'No context keeps weights that were.';

-- Derived rows: they are derived again before the next choice.
delete from bandit.generator_propensities;
alter table bandit.generator_propensities
add column context_number integer not null default 0;
alter table bandit.generator_propensities
-- squawk-ignore ban-drop-constraint
drop constraint generator_propensities_pkey,
-- squawk-ignore constraint-missing-not-valid, adding-serial-primary-key-field
add constraint generator_propensities_pkey primary key (account_id, context_number, arm, generator_name);
comment on column bandit.generator_propensities.context_number is 'The context, see contexts; 0: whatever else.';

create table bandit.default_delays (
    age_bucket integer primary key check (age_bucket between 1 and 28),
    share_of_followers double precision not null check (share_of_followers > 0 and share_of_followers <= 1),
    share_of_impressions double precision not null check (share_of_impressions > 0 and share_of_impressions <= 1)
);
comment on table bandit.default_delays is 'Catalogue: how followers and impressions of a post come in where the account''s own readings do not say.';
comment on column bandit.default_delays.age_bucket is 'Age of the post in buckets of 6 hours, 1 to 28.';
comment on column bandit.default_delays.share_of_followers is 'Share of the followers that have come in the middle of the bucket: lognormal, median 18 hours, sigma 1.2.';
comment on column bandit.default_delays.share_of_impressions is 'Share of the impressions that have come by then: 1 - exp(-age / 12 hours).';

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
    'Catalogue: 256 series of the same 400 standard normals, one from the middle of each of 400 equally probable strata, each series in an order of its own; of every 4 neighbouring strata one is among the first 100 draws.';
comment on column bandit.standard_normals.series is 'Number of the series, 0 to 255.';
comment on column bandit.standard_normals.draws is 'The 400 draws.';

-- The upper half; the lower one mirrors it. A hash shuffles them, the same everywhere and for ever.
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
