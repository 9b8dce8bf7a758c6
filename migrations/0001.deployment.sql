-- The schemas, and two ledgers of the deployment: the migrations that were applied, and the objects of sql/.

comment on schema bandit is
    'pgbandit: chooses the generator of the next post, measures the result, and moves the weights towards the generators that perform best.';
grant usage on schema bandit to bandit_bot, bandit_operator, bandit_reader;

comment on schema bandit_internal is
    'pgbandit: helpers of the functions and views in schema bandit. They are no interface and can change without notice.';
grant usage on schema bandit_internal to bandit_operator, bandit_reader;

create table bandit.applied_migrations (
    migration_id text primary key,
    checksum text not null,
    applied_at timestamptz not null default now()
);
comment on table bandit.applied_migrations is
    'Ledger of the migrations: the file of each as it was when it was applied. Written by migrate, compared by doctor.';
comment on column bandit.applied_migrations.migration_id is 'Name of the migration: its file without .sql.';
comment on column bandit.applied_migrations.checksum is 'SHA-256 of the file, in hex: differs if the file is edited later.';
comment on column bandit.applied_migrations.applied_at is 'When the migration was applied.';

create table bandit.deployed_objects (
    identity text primary key,
    kind text not null check (kind in ('function', 'procedure', 'view')),
    file_path text not null unique,
    file_hash text not null,
    catalogue_hash text not null,
    deployed_at timestamptz not null default now()
);
comment on table bandit.deployed_objects is
    'Ledger of the sync: the file of each object of sql/, and a hash of both at the time of deployment. Written by migrate, compared by doctor.';
comment on column bandit.deployed_objects.identity is
    'The object as the catalogue names it: bandit.performance for a view, bandit.attribute_all(timestamp with time zone) for a routine.';
comment on column bandit.deployed_objects.kind is 'function, procedure or view.';
comment on column bandit.deployed_objects.file_path is 'The file of the object, relative to sql/, such as functions/learning/performance_tier.sql.';
comment on column bandit.deployed_objects.file_hash is 'SHA-256 of the file, in hex: differs if the file is edited.';
comment on column bandit.deployed_objects.catalogue_hash is
    'SHA-256 of definition, owner, comments and the rights of PUBLIC and the bandit_* roles, in hex: differs if the object is changed by hand.';
comment on column bandit.deployed_objects.deployed_at is 'When the sync last changed the object or this row.';
