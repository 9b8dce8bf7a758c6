-- tests/sql/schema/privileges.sql: nothing is open to PUBLIC, and everything belongs to bandit_owner.
begin;
select plan(4);

create temp view open_to_public as
select p.proname::text as object, r.privilege_type
from pg_proc as p
cross join lateral aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) as r
where p.pronamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace) and r.grantee = 0
union all
select c.relname, r.privilege_type
from pg_class as c
cross join lateral aclexplode(c.relacl) as r
where c.relnamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace) and r.grantee = 0
union all
select c.relname || '.' || a.attname, r.privilege_type
from pg_attribute as a
join pg_class as c on c.oid = a.attrelid
cross join lateral aclexplode(a.attacl) as r
where c.relnamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace) and r.grantee = 0
union all
select n.nspname, r.privilege_type
from pg_namespace as n
cross join lateral aclexplode(n.nspacl) as r
where n.nspname in ('bandit', 'bandit_internal') and r.grantee = 0;

create temp view foreign_owned as
select p.proname::text as object from pg_proc as p where p.pronamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace) and p.proowner <> to_regrole('bandit_owner')
union all
select c.relname from pg_class as c where c.relnamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace) and c.relowner <> to_regrole('bandit_owner')
union all
select n.nspname from pg_namespace as n where n.nspname in ('bandit', 'bandit_internal') and n.nspowner <> to_regrole('bandit_owner');

select is_empty('table open_to_public', 'PUBLIC may do nothing');
select is_empty('table foreign_owned', 'everything belongs to bandit_owner, definers above all');

create function bandit.bad_function() returns integer language sql as 'select 1';
create table bandit.bad_table (secret text);
grant select on bandit.bad_table to public;
grant update (secret) on bandit.bad_table to public;
create view bandit.bad_view as select 1 as one;
grant usage on schema bandit to public;
select set_eq('table open_to_public', $$values ('bad_function', 'EXECUTE'), ('bad_table', 'SELECT'), ('bad_table.secret', 'UPDATE'), ('bandit', 'USAGE')$$, 'the check finds what is open');
select set_eq('table foreign_owned', $$values ('bad_function'), ('bad_table'), ('bad_view')$$, 'and what belongs to somebody else');

select * from finish();
rollback;
