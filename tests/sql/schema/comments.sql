-- tests/sql/schema/comments.sql: everything says what it is.
begin;
select plan(2);

create temp view uncommented as
select c.oid::regclass::text as object
from pg_class as c
where c.relnamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace) and c.relkind in ('r', 'p', 'v', 'm') and c.relname !~ 'yoyo' and obj_description(c.oid, 'pg_class') is null
union all
select format('%s.%s', c.oid::regclass, a.attname)
from pg_class as c
join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relnamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace) and c.relkind in ('r', 'p') and not c.relispartition and c.relname !~ 'yoyo' and col_description(c.oid, a.attnum) is null
union all
select i.indexrelid::regclass::text
from pg_index as i
join pg_class as c on c.oid = i.indrelid
where c.relnamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace) and c.relname !~ 'yoyo' and obj_description(i.indexrelid, 'pg_class') is null
  and not exists (select from pg_constraint as n where n.conindid = i.indexrelid and n.contype in ('p', 'u', 'x'))
union all
select p.oid::regprocedure::text
from pg_proc as p
where p.pronamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace) and obj_description(p.oid, 'pg_proc') is null
union all
select format('%s on %s', t.tgname, t.tgrelid::regclass)
from pg_trigger as t
join pg_class as c on c.oid = t.tgrelid
where c.relnamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace) and not t.tgisinternal and obj_description(t.oid, 'pg_trigger') is null;

select is_empty('table uncommented', 'tables, columns, views, indexes, routines and triggers have comments');

create table bandit.bad_table (bad_column integer);
comment on table bandit.bad_table is 'Commented, but for its column and index.';
create index bad_index on bandit.bad_table (bad_column);
create trigger bad_trigger before update on bandit.bad_table for each row execute function suppress_redundant_updates_trigger();
create view bandit.bad_view as select 1 as one;
create function bandit.bad_function(p_n integer) returns integer language sql as 'select 1';
select set_eq('table uncommented', $$values ('bandit.bad_table.bad_column'), ('bandit.bad_index'), ('bad_trigger on bandit.bad_table'), ('bandit.bad_view'), ('bandit.bad_function(integer)')$$, 'the check finds what has none');

select * from finish();
rollback;
