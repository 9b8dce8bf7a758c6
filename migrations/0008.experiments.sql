-- depends: 0007.scraping
-- Experiment arms, and the probability of each generator in each arm.

create table bandit.default_experiment_arms (
    arm text primary key,
    share numeric(5, 4) not null check (share > 0 and share <= 1),
    transform text not null,
    strength numeric not null
);
comment on table bandit.default_experiment_arms is 'Catalogue of the experiment arms of a new account; the shares sum to 1.';
comment on column bandit.default_experiment_arms.arm is 'Name of the arm.';
comment on column bandit.default_experiment_arms.share is 'Share of the choices, 0 to 1.';
comment on column bandit.default_experiment_arms.transform is 'How the arm transforms the weights: none, flatten or boost_low.';
comment on column bandit.default_experiment_arms.strength is 'Strength of the transform, 0 to 1; 0 for the transform none.';

insert into bandit.default_experiment_arms (arm, share, transform, strength) values
('control', 0.60, 'none', 0),
('variant_a', 0.25, 'flatten', 0.3),
('variant_b', 0.15, 'boost_low', 0.3);

create table bandit.experiment_arms (
    account_id bigint not null references bandit.accounts (account_id) on delete cascade,
    arm text not null check (arm ~ '^[a-z][a-z0-9_]{0,30}$'),
    share numeric(5, 4) not null check (share between 0 and 1),
    transform text not null check (transform in ('none', 'flatten', 'boost_low')),
    strength numeric not null check (strength between 0 and 1),
    started_at timestamptz not null,
    ended_at timestamptz check (ended_at >= started_at),
    primary key (account_id, arm),
    check ((ended_at is null) = (share > 0)),
    check ((transform = 'none') = (strength = 0)),
    check (arm <> 'control' or (transform = 'none' and ended_at is null))
);
comment on table bandit.experiment_arms is
    'The experiment arms of an account. The shares of the running arms sum to exactly 1.0000 at every commit; control gets the rest.';
comment on column bandit.experiment_arms.account_id is 'The account.';
comment on column bandit.experiment_arms.arm is 'Name of the arm, lower case; the others are compared with control.';
comment on column bandit.experiment_arms.share is 'Probability that a choice is assigned to the arm, 0 to 1; 0: the arm has ended.';
comment on column bandit.experiment_arms.transform is
    'How the arm transforms the weights: none, flatten (towards their mean) or boost_low (the lowest third up, the rest down).';
comment on column bandit.experiment_arms.strength is 'Strength of the transform, above 0 and up to 1, see transform_weights; 0 for the transform none.';
comment on column bandit.experiment_arms.started_at is 'Time from which its posts count: when the arm started, or when its transform or strength last changed.';
comment on column bandit.experiment_arms.ended_at is 'When the arm ended; null: it is running.';

create type bandit_internal.arm_period as (
    arm text,
    share numeric,
    transform text,
    strength numeric,
    started_at timestamptz,
    ended_at timestamptz
);
comment on type bandit_internal.arm_period is 'An experiment arm with the time over which it is compared with control, see experiment_arms.';
comment on column bandit_internal.arm_period.arm is 'Name of the arm.';
comment on column bandit_internal.arm_period.share is 'Share of the choices, 0 to 1.';
comment on column bandit_internal.arm_period.transform is 'none, flatten or boost_low.';
comment on column bandit_internal.arm_period.strength is 'Strength of the transform, 0 to 1.';
comment on column bandit_internal.arm_period.started_at is 'Time from which its posts count.';
comment on column bandit_internal.arm_period.ended_at is 'When the arm ended; null: it is running.';

-- A row trigger, for the reason given at check_weights_sum.
create function bandit_internal.check_arm_shares() returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id bigint := coalesce(new.account_id, old.account_id);
    v_sum numeric;
begin
    select sum(e.share)
    into v_sum
    from bandit.experiment_arms as e
    where e.account_id = v_account_id;

    if v_sum <> 1 then
        raise exception 'the shares of an account''s arms must sum to 1.0000'
            using errcode = 'WT015',
                  detail  = format('account_id %s: the shares sum to %s', v_account_id, v_sum),
                  hint    = 'change arms through set_arm and end_arm';
    end if;
    return null;
end
$function$;
comment on function bandit_internal.check_arm_shares() is 'Trigger function: raises WT015 if the shares of the arms of an account do not sum to exactly 1.0000.';
revoke all on function bandit_internal.check_arm_shares() from public;

create constraint trigger experiment_arms_sum
after insert or update or delete on bandit.experiment_arms
deferrable initially deferred
for each row execute function bandit_internal.check_arm_shares();
comment on trigger experiment_arms_sum on bandit.experiment_arms is 'The shares of an account sum to exactly 1.0000 at every commit.';

create table bandit.generator_propensities (
    account_id bigint not null,
    arm text not null,
    generator_name text not null,
    propensity numeric(5, 4) not null check (propensity between 0 and 1),
    upper_edge double precision not null,
    choice_edge double precision not null,
    context_number integer not null default 0,
    basis uuid not null,
    primary key (account_id, context_number, arm, generator_name),
    foreign key (account_id, arm) references bandit.experiment_arms (account_id, arm) on delete cascade,
    foreign key (account_id, generator_name) references bandit.generator_weights (account_id, generator_name) on delete cascade
);
comment on table bandit.generator_propensities is
    'The propensities of every context, arm and generator, ready for a choice to read: all rows of an account, or none; then the next choice derives them. Written by refresh_propensities.';
comment on column bandit.generator_propensities.account_id is 'The account.';
comment on column bandit.generator_propensities.arm is 'The experiment arm.';
comment on column bandit.generator_propensities.generator_name is 'The generator.';
comment on column bandit.generator_propensities.propensity is 'Probability that a choice in the arm is this generator, 0 to 1.';
comment on column bandit.generator_propensities.upper_edge is
    'Upper edge of the interval of draws in [0,1) that choose this generator within the arm: cumulative propensities, generators in byte order.';
comment on column bandit.generator_propensities.choice_edge is
    'Upper edge of the interval of draws in [0,1) that choose this arm and this generator: arms in byte order, each as wide as its share.';
comment on column bandit.generator_propensities.context_number is 'The context, see contexts; 0: all choices without a context of their own.';
comment on column bandit.generator_propensities.basis is 'Hash of the weights and arms that the row was derived from, see propensity_basis.';

-- Propensities must follow from the weights and the arms as they are committed. A row trigger, because a statement trigger does
-- not know the accounts of its statement; deferred, because functions change weights and arms first and then refresh.
create function bandit_internal.check_propensities() returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $function$
declare
    v_account_id bigint := coalesce(new.account_id, old.account_id);
    v_basis uuid;
begin
    select p.basis
    into v_basis
    from bandit.generator_propensities as p
    where p.account_id = v_account_id
    limit 1;
    if not found then
        return null;
    end if;

    if v_basis <> bandit_internal.propensity_basis(v_account_id) then
        raise exception 'the propensities of an account must follow from its weights and arms'
            using errcode = 'WT019',
                  detail  = format('account_id %s: %s changed, generator_propensities did not', v_account_id, tg_table_name),
                  hint    = 'change weights and arms through the functions of pgbandit, or remove the rows of the account from generator_propensities in the same transaction';
    end if;
    return null;
end
$function$;
comment on function bandit_internal.check_propensities() is
    'Trigger function: raises WT019 if the stored propensities of an account were derived from other weights or arms than its present ones.';
revoke all on function bandit_internal.check_propensities() from public;

create constraint trigger propensities_fit_weights
after insert or delete or update of weight, status, pinned_weight on bandit.generator_weights
deferrable initially deferred
for each row execute function bandit_internal.check_propensities();
comment on trigger propensities_fit_weights on bandit.generator_weights is 'Stored propensities fit the weights at every commit.';

create constraint trigger propensities_fit_arms
after insert or delete or update on bandit.experiment_arms
deferrable initially deferred
for each row execute function bandit_internal.check_propensities();
comment on trigger propensities_fit_arms on bandit.experiment_arms is 'Stored propensities fit the arms at every commit.';

create type bandit_internal.experiment_arm as (
    arm text,
    share numeric,
    transform text,
    strength numeric
);
comment on type bandit_internal.experiment_arm is 'A running arm, see experiment_arms.';
comment on column bandit_internal.experiment_arm.arm is 'Name of the arm.';
comment on column bandit_internal.experiment_arm.share is 'Share of the choices, above 0 and up to 1.';
comment on column bandit_internal.experiment_arm.transform is 'none, flatten or boost_low.';
comment on column bandit_internal.experiment_arm.strength is 'Strength of the transform, 0 to 1.';

create type bandit_internal.weight_vector as (
    context_number integer,
    names text[],
    weights numeric[],
    fixed numeric[]
);
comment on type bandit_internal.weight_vector is 'The weights of the generators in play in one context.';
comment on column bandit_internal.weight_vector.context_number is 'The context, see contexts; 0: all choices without a context of their own.';
comment on column bandit_internal.weight_vector.names is 'Names of the generators.';
comment on column bandit_internal.weight_vector.weights is 'Weight of each generator, in the same order.';
comment on column bandit_internal.weight_vector.fixed is 'Weight that each generator keeps in every arm, in the same order; null: the transform decides.';

create type bandit_internal.propensity as (
    context_number integer,
    arm text,
    generator_name text,
    propensity numeric,
    upper_edge double precision,
    choice_edge double precision
);
comment on type bandit_internal.propensity is 'A row to store in generator_propensities.';
comment on column bandit_internal.propensity.context_number is 'The context.';
comment on column bandit_internal.propensity.arm is 'The experiment arm.';
comment on column bandit_internal.propensity.generator_name is 'The generator.';
comment on column bandit_internal.propensity.propensity is 'Probability that a choice in the arm is this generator, 0 to 1.';
comment on column bandit_internal.propensity.upper_edge is 'Upper edge of the interval of draws within the arm.';
comment on column bandit_internal.propensity.choice_edge is 'Upper edge of the interval of draws over all arms.';

insert into bandit.experiment_arms (account_id, arm, share, transform, strength, started_at)
select a.account_id, d.arm, d.share, d.transform, d.strength, now() as started_at
from bandit.accounts as a
cross join bandit.default_experiment_arms as d
where a.handle = 'default';
