-- tests/sql/schema/names.sql: names follow one pattern, and none stands for two things.
begin;
select plan(8);

create temp view overloaded as
select p.proname::text as name
from pg_proc as p
where p.pronamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace)
group by p.proname
having count(*) > 1;

create temp view misnamed_argument as
select p.proname::text || '.' || coalesce(nullif(a.name, ''), '?') as name
from pg_proc as p
cross join lateral unnest(coalesce(p.proargnames, array_fill(null::text, array[p.pronargs::integer])), coalesce(p.proargmodes::text[], array_fill('i'::text, array[p.pronargs::integer]))) as a (name, mode)
where p.pronamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace)
  and ((a.mode in ('i', 'b', 'v') and coalesce(a.name, '') !~ '^p_[a-z0-9_]+$') or (a.mode in ('t', 'o') and a.name ~ '^p_'));

create temp view misnamed as
select c.relname::text as name from pg_class as c where c.relnamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace) and c.relname !~ '^[a-z][a-z0-9_]*$' and c.relname !~ 'yoyo'
union all
select p.proname from pg_proc as p where p.pronamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace) and p.proname !~ '^[a-z][a-z0-9_]*$'
union all
select c.relname || '.' || a.attname
from pg_class as c
join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relnamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace) and c.relkind in ('r', 'p', 'v') and c.relname !~ 'yoyo' and a.attname !~ '^[a-z][a-z0-9_]*$';

-- The blueprint's last_updated and last_used, and job_status beside them, are times too.
create temp view mistimed as
select c.relname || '.' || a.attname as name
from pg_class as c
join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relnamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace) and c.relkind in ('r', 'p', 'v') and c.relname !~ 'yoyo'
  and (a.atttypid in ('timestamp'::regtype, 'timetz'::regtype)
       or (a.atttypid = 'timestamptz'::regtype and a.attname !~ '_at$' and a.attname !~ '^last_(updated|used|started|finished)$')
       or (a.attname ~ '_at$' and a.atttypid <> 'timestamptz'::regtype));

select is_empty('table overloaded', 'no routine is overloaded');
select is_empty('table misnamed_argument', 'arguments are p_, result columns are not');
select is_empty('table misnamed', 'names are lower case');
select is_empty('table mistimed', 'times have a time zone and end in _at');

create function bandit.bad_twice(p_n integer) returns integer language sql as 'select 1';
create function bandit.bad_twice(p_n text) returns integer language sql as 'select 1';
create function bandit."badCase"(n integer, integer) returns table (p_out integer) language sql as 'select 1';
create table bandit.bad_times (made timestamptz, seen_at timestamp, ended_at date, last_used timestamptz);
select set_eq('select name from overloaded', $$values ('bad_twice')$$, 'the check finds an overload');
select set_eq('table misnamed_argument', $$values ('badCase.n'), ('badCase.?'), ('badCase.p_out')$$, 'misnamed arguments');
select set_eq('select name from misnamed', $$values ('badCase')$$, 'misnamed objects');
select set_eq('table mistimed', $$values ('bad_times.made'), ('bad_times.seen_at'), ('bad_times.ended_at')$$, 'and misnamed or local times');

select * from finish();
rollback;
