-- depends: 0014.names 0015.finite_times
-- Names of generators in any script, old names of renamed generators, retired generators, and posts that arrive before their decision.

-- Names are matched by the rules of no language, whatever the collation of the database. Where the server was built without
-- ICU, the next of these collations is used; with C, only the letters A to Z are matched without regard to case.
do $block$
begin
    execute format(
        'create collation bandit_internal.names from pg_catalog.%I',
        (
            select c.collname
            from pg_catalog.pg_collation as c
            join pg_catalog.pg_database as d on d.datname = current_database()
            where c.collnamespace = 'pg_catalog'::regnamespace
              and c.collname in ('und-x-icu', 'pg_c_utf8', 'C.utf8', 'C')
              and c.collencoding in (-1, d.encoding)
            order by array_position(array['und-x-icu', 'pg_c_utf8', 'C.utf8', 'C'], c.collname::text)
            limit 1
        )
    );
end
$block$;
comment on collation bandit_internal.names is 'Folds the case of names, independent of the language of the database.';

-- It is here because unique indexes store its results: another definition needs a migration that builds the indexes again.
create function bandit_internal.name_letters(p_name text) returns text
language sql
immutable
parallel safe
as $function$
    -- Removes the characters of Unicode that are neither letter nor digit nor a mark on one.
    select regexp_replace(normalize(case when length(p_name) <= 1000 then p_name end, NFKC), '[\u0001-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00A9\u00AB-\u00B4\u00B6-\u00B9\u00BB-\u00BF\u00D7\u00F7'
        || '\u02C2-\u02C5\u02D2-\u02DF\u02E5-\u02EB\u02ED\u02EF-\u02FF\u037E\u055A-\u055F\u0589-\u058F\u05BE\u05C0\u05C3\u05C6\u05F3\u05F4'
        || '\u0600-\u060F\u061B-\u061F\u066A-\u066D\u06D4\u06DD\u06DE\u06E9\u06FD\u06FE\u0700-\u070F\u0964\u0965\u0970\u0E3F\u0E4F\u0E5A\u0E5B'
        || '\u0F04-\u0F14\u0F3A-\u0F3D\u104A-\u104F\u10FB\u1360-\u1368\u166D\u166E\u16EB-\u16ED\u17D4-\u17DB\u1800-\u180A\u180E'
        || '\u2000-\u206F\u207A-\u207E\u208A-\u208E\u20A0-\u20FF\u2190-\u2BFF\u2E00-\u2E7F\u2FF0-\u3004\u3008-\u3020\u3030\u303D-\u303F\u30A0\u30FB'
        || '\u4DC0-\u4DFF\uE000-\uF8FF\uFD3E\uFD3F\uFDFC-\uFE1F\uFE30-\uFE6F\uFEFF\uFFF0-\uFFFF'
        || '\U0001D000-\U0001D3FF\U0001F000-\U0001FBEF\U000E0000-\U0010FFFF]+', '', 'g')
$function$;
comment on function bandit_internal.name_letters(text) is
    'Returns the letters and digits of a name with the marks on them (Unicode, in the form NFKC), without spaces, punctuation, symbols and control characters; NULL for NULL and for a text of over 1000 characters.';
revoke all on function bandit_internal.name_letters(text) from public;
grant execute on function bandit_internal.name_letters(text) to bandit_operator, bandit_reader;

drop index bandit.generator_weights_name_key;
create unique index generator_weights_name_key on bandit.generator_weights (
    account_id, (lower(upper(bandit_internal.name_letters(generator_name) collate bandit_internal.names) collate bandit_internal.names) collate "default")
);
comment on index bandit.generator_weights_name_key is 'Prevents two generators of an account whose names match.';

-- Other values are allowed instead.
-- squawk-ignore ban-drop-constraint
alter table bandit.generator_weights drop constraint generator_weights_generator_name_check;
-- squawk-ignore ban-drop-constraint
alter table bandit.generator_weights drop constraint generator_weights_status_check;
alter table bandit.generator_weights
add constraint generator_weights_generator_name_check check (generator_name ~ '^[^[:cntrl:]]{1,63}$') not valid,
add constraint generator_weights_status_check check (status in ('active', 'disabled', 'testing', 'retired')) not valid,
add column pin_when_enabled numeric(5, 4),
add constraint generator_weights_pin_when_enabled_check check (pin_when_enabled is null or status <> 'active') not valid;
comment on column bandit.generator_weights.generator_name is 'Canonical name, as it was written when the generator was added or renamed.';
comment on column bandit.generator_weights.status is
    'active, testing (chosen at a fixed weight and measured), disabled (never chosen) or retired (removed, but it has posts).';
comment on column bandit.generator_weights.weight is
    'Probability of being chosen, 0 to 1 in steps of 0.0001; a disabled or retired generator keeps its last weight, outside the sum.';
comment on column bandit.generator_weights.pin_when_enabled is
    'Weight that the generator was pinned at before it was disabled, tested or removed: enabling it pins it again; null: it was not pinned.';
comment on column bandit.default_generators.generator_name is 'Canonical name.';

create table bandit.generator_aliases (
    account_id bigint not null,
    alias text not null check (alias ~ '^[^[:cntrl:]]{1,63}$'),
    generator_name text not null,
    primary key (account_id, alias),
    foreign key (account_id, generator_name) references bandit.generator_weights (account_id, generator_name) on delete cascade
);
comment on table bandit.generator_aliases is 'Former names of renamed generators: they are still understood.';
comment on column bandit.generator_aliases.account_id is 'The account.';
comment on column bandit.generator_aliases.alias is 'A former name.';
comment on column bandit.generator_aliases.generator_name is 'The generator, by its present name.';

create unique index generator_aliases_name_key on bandit.generator_aliases (
    account_id, (lower(upper(bandit_internal.name_letters(alias) collate bandit_internal.names) collate bandit_internal.names) collate "default")
);
comment on index bandit.generator_aliases_name_key is 'Finds the generator of a former name, which only one can have.';

create table bandit.early_posts (
    account_id bigint not null references bandit.accounts (account_id) on delete cascade,
    decision_id uuid not null,
    tweet_id text not null,
    posted_at timestamptz not null,
    content text,
    kept_at timestamptz not null,
    primary key (account_id, decision_id)
);
comment on table bandit.early_posts is 'Posts of decisions that have not arrived yet, because they are still queued elsewhere. record_decision takes them up.';
comment on column bandit.early_posts.account_id is 'The account.';
comment on column bandit.early_posts.decision_id is 'The decision that is awaited.';
comment on column bandit.early_posts.tweet_id is 'The platform''s id of the post.';
comment on column bandit.early_posts.posted_at is 'When the post was published.';
comment on column bandit.early_posts.content is 'Text of the post; null: not given.';
comment on column bandit.early_posts.kept_at is 'When the post was stored here.';

-- A deleted account takes its runs along, one after the other.
create index content_metadata_run_idx on bandit.content_metadata (account_id, run_id) where run_id is not null;
comment on index bandit.content_metadata_run_idx is 'Finds the decisions of a run, when an account is deleted.';
create index weight_changes_run_idx on bandit.weight_changes (account_id, run_id) where run_id is not null;
comment on index bandit.weight_changes_run_idx is 'Finds the changes of a run, when an account is deleted.';
create index events_run_idx on bandit.events (account_id, run_id) where run_id is not null;
comment on index bandit.events_run_idx is 'Finds the events of a run, when an account is deleted.';

create type bandit_internal.generator_entry as (
    generator_name text,
    weight numeric,
    notes text
);
comment on type bandit_internal.generator_entry is 'A generator to add.';
comment on column bandit_internal.generator_entry.generator_name is 'Its name, as written.';
comment on column bandit_internal.generator_entry.weight is 'Its weight, 0 to 1; null: a fair share.';
comment on column bandit_internal.generator_entry.notes is 'Notes of the operator; null: none.';
