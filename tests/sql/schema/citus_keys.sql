-- tests/sql/schema/citus_keys.sql: the same schema can be sharded by account_id: keys, foreign keys, triggers and defaults allow it.
begin;
select plan(16);

-- Reference tables: the accounts and the catalogues. Everything else is distributed by account_id.
create temp table reference as select unnest(array['accounts', 'policies', 'default_generators', 'default_experiment_arms', 'default_delays', 'standard_normals', 'default_scrape_schedule', 'deployed_objects', 'applied_migrations', 'scheduled_jobs', 'job_runs']) as name;
create temp view relation as
select c.oid, c.relname::text as name, c.relname in (select r.name from reference as r) as is_reference
from pg_class as c
where c.relnamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace) and c.relkind in ('r', 'p') and c.relname !~ 'yoyo';

create temp view undistributed as
select r.name
from relation as r
where not r.is_reference
  and not exists (select from pg_attribute as a where a.attrelid = r.oid and a.attname = 'account_id' and a.atttypid = 'bigint'::regtype and a.attnotnull);

create temp view misplaced_key as
select r.name || '.' || i.indexrelid::regclass::text as name
from relation as r
join pg_index as i on i.indrelid = r.oid
left join pg_attribute as a on a.attrelid = r.oid and a.attnum = i.indkey[0]
where not r.is_reference and i.indisunique and a.attname is distinct from 'account_id';

create temp view keyless as
select r.name from relation as r where not exists (select from pg_index as i where i.indrelid = r.oid and i.indisprimary);

create temp view bad_foreign_key as
select k.conname::text as name
from pg_constraint as k
join relation as source on source.oid = k.conrelid
left join relation as target on target.oid = k.confrelid
left join pg_attribute as a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
left join pg_attribute as b on b.attrelid = k.confrelid and b.attnum = k.confkey[1]
where k.contype = 'f'
  and (source.is_reference
       or target.oid is null
       or (not target.is_reference and (a.attname <> 'account_id' or b.attname <> 'account_id'))
       or k.confdeltype not in ('c', 'r', 'a')
       or k.confupdtype not in ('r', 'a'));

-- Generated keys are uuids or bigint identities.
create temp view bad_generated_key as
select r.name || '.' || a.attname as name
from relation as r
join pg_attribute as a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
left join pg_attrdef as d on d.adrelid = r.oid and d.adnum = a.attnum
where (a.attidentity <> '' and a.atttypid <> 'bigint'::regtype)
   or pg_get_expr(d.adbin, d.adrelid) ~ 'nextval'
   or (a.attname ~ '_id$' and a.atttypid not in ('bigint'::regtype, 'uuid'::regtype, 'text'::regtype));

-- A default is a constant, the time of the row, or a new uuid.
create temp view bad_default as
select r.name || '.' || a.attname as name
from relation as r
join pg_attribute as a on a.attrelid = r.oid
join pg_attrdef as d on d.adrelid = r.oid and d.adnum = a.attnum
where pg_get_expr(d.adbin, d.adrelid) ~ '\('
  and not (pg_get_expr(d.adbin, d.adrelid) = 'now()' and a.attname ~ '^(.*_at|last_updated)$')
  and not (pg_get_expr(d.adbin, d.adrelid) = 'gen_random_uuid()' and a.atttypid = 'uuid'::regtype);

create temp view bad_trigger as
select t.tgname::text as name
from relation as r
join pg_trigger as t on t.tgrelid = r.oid
where not t.tgisinternal
  and (r.is_reference or t.tgoldtable is not null or t.tgnewtable is not null or not t.tginitdeferred or t.tgname not in ('generator_weights_sum', 'experiment_arms_sum', 'propensities_fit_weights', 'propensities_fit_arms'));

select is_empty('table undistributed', 'every other table has account_id bigint not null');
select is_empty('table keyless', 'every table has a primary key');
select is_empty('table misplaced_key', 'account_id is first in every primary key and unique index');
select is_empty('table bad_foreign_key', 'foreign keys stay within an account or lead to a reference table, with CASCADE or RESTRICT');
select is_empty('table bad_generated_key', 'generated keys are uuids or bigint identities');
select is_empty('table bad_default', 'no default is a hazard');
select is_empty('table bad_trigger', 'row triggers only guard at commit, on distributed tables, without transition tables');
select is_empty($$select rulename from pg_rewrite as w join pg_class as c on c.oid = w.ev_class where c.relnamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace) and w.rulename <> '_RETURN'$$, 'views are read-only');

-- On tables of their own, so that tests beside this one need not wait.
insert into reference values ('bad_catalogue');
create table bandit.bad_parent (account_id bigint not null, run_id bigint not null, primary key (account_id, run_id), unique (run_id, account_id));
create table bandit.bad_catalogue (code text primary key, account_id bigint, run_id bigint, constraint bad_outward foreign key (account_id, run_id) references bandit.bad_parent);
create table bandit.bad_text (code text, primary key (code));
create table bandit.bad_nullable (account_id bigint, n bigint);
create table bandit.bad_keys (account_id bigint not null, part_id integer generated always as identity, serial_id bigserial, seen double precision default random(), heard timestamptz default clock_timestamp(), primary key (account_id, part_id));
create unique index bad_unique on bandit.bad_keys (lower(part_id::text), account_id);
create table bandit.bad_reference (
    account_id bigint not null, n bigint, code text, run_id bigint, primary key (account_id, n),
    constraint bad_order foreign key (run_id, account_id) references bandit.bad_parent (run_id, account_id),
    constraint bad_action foreign key (account_id, run_id) references bandit.bad_parent on delete set null,
    constraint bad_update foreign key (account_id, run_id) references bandit.bad_parent on update cascade,
    constraint good_action foreign key (account_id, run_id) references bandit.bad_parent on delete cascade,
    constraint good_catalogue foreign key (code) references bandit.bad_catalogue on delete restrict
);
create trigger bad_row before update on bandit.bad_parent for each row execute function suppress_redundant_updates_trigger();
create trigger bad_catalogue before update on bandit.bad_catalogue for each row execute function suppress_redundant_updates_trigger();
create rule bad_rule as on delete to bandit.bad_nullable do instead nothing;
select set_eq('table undistributed', $$values ('bad_text'), ('bad_nullable')$$, 'the checks find tables without account_id');
select set_eq('table keyless', $$values ('bad_nullable')$$, 'without a key');
select set_eq('table misplaced_key', $$values ('bad_text.bandit.bad_text_pkey'), ('bad_parent.bandit.bad_parent_run_id_account_id_key'), ('bad_keys.bandit.bad_unique')$$, 'keys that do not begin with it');
select set_eq('table bad_foreign_key', $$values ('bad_order'), ('bad_action'), ('bad_update'), ('bad_outward')$$, 'foreign keys that lead astray');
select set_eq('table bad_generated_key', $$values ('bad_keys.part_id'), ('bad_keys.serial_id')$$, 'small keys and serials');
select set_eq('table bad_default', $$values ('bad_keys.seen'), ('bad_keys.heard'), ('bad_keys.serial_id')$$, 'defaults that every worker would see differently');
select set_eq('table bad_trigger', $$values ('bad_row'), ('bad_catalogue')$$, 'triggers');
select isnt_empty($$select rulename from pg_rewrite as w join pg_class as c on c.oid = w.ev_class where c.relnamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace) and w.rulename <> '_RETURN'$$, 'and rules');

select * from finish();
rollback;
