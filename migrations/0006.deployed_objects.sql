-- depends: 0005.default_account
-- The ledger of the sync: what sql/ last put into the database, so that a second deployment finds nothing to do and a
-- change made by hand is noticed.

create table bandit.deployed_objects (
    identity text primary key,
    kind text not null check (kind in ('function', 'procedure', 'view')),
    file_path text not null unique,
    file_hash text not null,
    catalogue_hash text not null,
    deployed_at timestamptz not null default now()
);
comment on table bandit.deployed_objects is
    'Ledger of the sync: which file of sql/ holds which object, and what both looked like when it was deployed. Written by migrate, compared by doctor.';
comment on column bandit.deployed_objects.identity is
    'The object as the catalogue names it: bandit.performance for a view, bandit.performance_tier(numeric,integer,integer,numeric) for a routine.';
comment on column bandit.deployed_objects.kind is 'function, procedure or view.';
comment on column bandit.deployed_objects.file_path is
    'The file that holds the object, relative to sql/, such as functions/performance/performance_tier.sql.';
comment on column bandit.deployed_objects.file_hash is 'SHA-256 of the file, in hex: differs once the file is edited.';
comment on column bandit.deployed_objects.catalogue_hash is
    'SHA-256 of definition, owner, comments and the rights of PUBLIC and the bandit_* roles, in hex: differs once the object is changed by hand.';
comment on column bandit.deployed_objects.deployed_at is 'When the sync last changed the object or its entry here.';
