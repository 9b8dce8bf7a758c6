-- depends: 0002.optimization_runs
-- The one place that weights are read from, and their history.

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
comment on table bandit.generator_weights is 'The generators of an account and their weights. Active and testing weights sum to exactly 1.0000 at every commit.';
comment on column bandit.generator_weights.account_id is 'The account.';
comment on column bandit.generator_weights.generator_name is 'Canonical name, lower camel case, such as dataNerd.';
comment on column bandit.generator_weights.weight is 'Probability of being chosen, 0 to 1 in steps of 0.0001; a disabled generator keeps its last one outside the sum.';
comment on column bandit.generator_weights.pinned_weight is 'Weight that every run must keep exactly; null: free to move.';
comment on column bandit.generator_weights.total_posts is 'Measured posts in the last run''s lookback; null before the first run.';
comment on column bandit.generator_weights.total_followers_gained is 'Followers gained in the last run''s lookback; null where not measured.';
comment on column bandit.generator_weights.avg_f_per_1k is 'Followers per 1000 impressions in the last run''s lookback; null where not measured.';
comment on column bandit.generator_weights.last_updated is 'When weight, status or figures last changed.';
comment on column bandit.generator_weights.last_used is 'When the generator was last chosen, as of the last run; null: never.';
comment on column bandit.generator_weights.times_selected is 'How often the generator was chosen, as of the last run.';
comment on column bandit.generator_weights.status is 'active, testing (held at its weight, measured) or disabled (never chosen).';
comment on column bandit.generator_weights.needs_review is 'Whether an operator should look at the generator.';
comment on column bandit.generator_weights.review_reason is 'Why it should be looked at; null where it need not.';
comment on column bandit.generator_weights.run_id is 'Run that last set the weight; null: set by hand or from the start.';
comment on column bandit.generator_weights.notes is 'Free text of the operator.';

create unique index generator_weights_name_key on bandit.generator_weights (account_id, lower(generator_name));
comment on index bandit.generator_weights_name_key is 'Two spellings of one name cannot both exist.';

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
comment on table bandit.weight_changes is 'Every change of a weight, with its reason and who made it. Append-only.';
comment on column bandit.weight_changes.account_id is 'The account.';
comment on column bandit.weight_changes.change_id is 'Key of the change, ascending.';
comment on column bandit.weight_changes.generator_name is 'The generator whose weight changed.';
comment on column bandit.weight_changes.old_weight is 'Weight before, 0 to 1; 0 where the generator was added.';
comment on column bandit.weight_changes.new_weight is 'Weight after, 0 to 1.';
comment on column bandit.weight_changes.reason is 'Why, in words.';
comment on column bandit.weight_changes.actor is 'Who: a database login, or the policy in a run.';
comment on column bandit.weight_changes.run_id is 'The run that made the change; null: not a run.';
comment on column bandit.weight_changes.changed_at is 'Time the change stands for (a run''s run_at).';

create index weight_changes_generator_at_idx on bandit.weight_changes (account_id, generator_name, changed_at desc);
comment on index bandit.weight_changes_generator_at_idx is 'Weights as of a time; history of one generator.';

create table bandit.events (
    account_id bigint not null references bandit.accounts (account_id) on delete cascade,
    event_id bigint generated always as identity,
    event_at timestamptz not null,
    kind text not null check (kind ~ '^[a-z_]+$'),
    generator_name text,
    run_id bigint,
    actor text not null,
    message text not null,
    detail jsonb not null default '{}',
    primary key (account_id, event_id),
    foreign key (account_id, run_id) references bandit.optimization_runs (account_id, run_id) on delete cascade
);
comment on table bandit.events is 'What happened that a person may want to know: viral and failing generators, settings, failed runs. Append-only.';
comment on column bandit.events.account_id is 'The account.';
comment on column bandit.events.event_id is 'Key of the event, ascending.';
comment on column bandit.events.event_at is 'Time the event stands for.';
comment on column bandit.events.kind is 'Kind of event, such as viral, failing, setting, account_created, generator_added, run_failed.';
comment on column bandit.events.generator_name is 'The generator concerned; null: the account as a whole.';
comment on column bandit.events.run_id is 'The run concerned; null: none.';
comment on column bandit.events.actor is 'Who caused it: a database login, or the policy in a run.';
comment on column bandit.events.message is 'The event in one sentence.';
comment on column bandit.events.detail is 'The numbers behind it, a JSON object.';

create index events_at_idx on bandit.events (account_id, event_at desc);
comment on index bandit.events_at_idx is 'The latest events of an account.';

-- Belongs to the table rather than to the functions: without it the table does not keep its promise. A row trigger is
-- unavoidable, since the sum spans rows and must hold at commit, not after each statement. Definer,
-- because at commit it runs as whoever called the function that moved the weights.
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
    'Trigger: raises WT012 when the active and testing weights of an account do not sum to exactly 1.0000.';
revoke all on function bandit_internal.check_weights_sum() from public;

create constraint trigger generator_weights_sum
after insert or update or delete on bandit.generator_weights
deferrable initially deferred
for each row execute function bandit_internal.check_weights_sum();
comment on trigger generator_weights_sum on bandit.generator_weights is 'Active and testing weights sum to exactly 1.0000 at every commit.';
