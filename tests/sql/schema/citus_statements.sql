-- tests/sql/schema/citus_statements.sql: the statements in routines and views would run on shards too.
begin;
select plan(24);

create temp view source as
select p.proname::text as name, p.prokind, l.lanname as language, regexp_replace(p.prosrc, '--[^\n]*', '', 'g') as text
from pg_proc as p
join pg_language as l on l.oid = p.prolang
where p.pronamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace)
union all
select c.relname, 'v', 'view', pg_get_viewdef(c.oid)
from pg_class as c
where c.relnamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace) and c.relkind = 'v';

create temp view distributed as
select c.relname::text as name
from pg_class as c
join pg_attribute as a on a.attrelid = c.oid and a.attname = 'account_id'
where c.relnamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace) and c.relkind in ('r', 'p', 'v') and c.relname not in ('accounts', 'stg_accounts');

create temp view merging as select name from source where text ~* '\mmerge\s+into\M';
create temp view advisory as select name from source where text ~* '\mpg_(try_)?advisory_';
-- Time comes from arguments and the functions that only read a clock, chance from choose_generator's argument: read into variables first, never inside a statement.
create temp view own_time as select name from source where name not in ('clock', 'clock_now', 'has_timed_out') and text ~* '\m(now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\s*\(|\m(current_timestamp|current_date|localtimestamp|current_time)\M';
create temp view own_chance as select name from source where text ~* '\mrandom\s*\(' and text !~* '^\s*declare\s(?:(?!\mbegin\M).)*:=\s*coalesce\(p_u, random\(\)\)';
create temp view sql_on_tables as select s.name from source as s where s.language = 'sql' and exists (select from distributed as d where s.text ~ format('\mbandit\.%s\M', d.name));
-- A join of two tables of an account names account_id, or is USING it.
create temp view astray as
select distinct s.name
from source as s
cross join lateral regexp_matches(s.text, '\mjoin\s+bandit\.(\w+)\M(?!\()((?:(?!\mjoin\M|\mwhere\M|\mgroup by\M|\morder by\M|\mcross\M|\mleft\M|;).)*)', 'gi') as j (parts)
join distributed as d on d.name = j.parts[1]
where j.parts[2] !~ '\maccount_id\M';
create temp view astray_by_key as select name from source where text ~* '\musing\s*\((decision_id|run_id|generator_name|tweet_id)\)' and language = 'view';
-- Partitions are made and dropped by routines of their own.
create temp view dropping as select name from source where name not in ('make_partition', 'maintain_partitions') and text ~* '\m(truncate|drop|alter)\s+(table|view|function|index)\M';
create temp view generic as
select p.proname::text as name
from pg_proc as p
where p.pronamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace)
  and 'plan_cache_mode=force_generic_plan' = any(p.proconfig);
create temp view without_select_list as select name from source where text ~* '\mexists\s*\(\s*select\s+from\M';
-- A trigger function reads and raises.
create temp view deriving as
select s.name
from source as s
join pg_proc as p on p.proname = s.name and p.prorettype = 'trigger'::regtype and p.pronamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace)
where s.text ~* '\m(insert|update|delete|perform|execute|call)\M|\mnew\.\w+\s*:?=[^=]|\mselect\M[^;]*\mbandit(_internal)?\.\w+\s*\(';
-- The row type of a table or view: in a signature, declared, or cast to.
create temp view table_row as
select p.proname::text as name
from pg_proc as p
cross join lateral unnest(coalesce(p.proallargtypes, p.proargtypes::oid[]) || p.prorettype) as a (type_oid)
join pg_type as t on t.oid = a.type_oid
left join pg_type as e on e.oid = t.typelem
join pg_class as c on c.oid = coalesce(nullif(t.typrelid, 0), e.typrelid) and c.relkind in ('r', 'p', 'v')
where p.pronamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace)
union
select s.name
from source as s
cross join lateral regexp_matches(s.text, '(?:\mv_\w+\s+(?:constant\s+)?|::\s*)(bandit|bandit_internal)\.(\w+)', 'gi') as d (parts)
join pg_class as c on c.relname = d.parts[2] and c.relnamespace = d.parts[1]::regnamespace and c.relkind in ('r', 'p', 'v')
union
select s.name from source as s where s.text ~* '%\s*rowtype\M';

select is_empty('table merging', 'upserts, not MERGE');
select is_empty('table advisory', 'row locks, not advisory locks');
select is_empty('table own_time', 'time is an argument');
select is_empty('table own_chance', 'chance is an argument, drawn before the statement');
select is_empty('table sql_on_tables', 'functions on tables are PL/pgSQL');
select is_empty('table astray', 'joins name account_id');
select is_empty('table astray_by_key', 'no view joins by a key alone');
select is_empty('table dropping', 'routines change rows, not objects');
select is_empty('select name from generic', 'no function forces generic plans');
select is_empty('table without_select_list', 'exists has a select list');
select is_empty('select name from deriving', 'triggers guard and derive nothing');
select is_empty('select name from table_row', 'functions use composite types of their own, not the row types of tables');

create function bandit.bad_merge() returns void language plpgsql as 'begin merge into bandit.accounts as a using bandit.policies as p on false when not matched then do nothing; end';
create function bandit.bad_lock() returns void language plpgsql as 'begin perform pg_advisory_xact_lock(1); end';
create function bandit.bad_time() returns void language plpgsql as 'begin update bandit.outcomes as o set collected_at = now() where o.account_id = 1; end';
create function bandit.bad_chance() returns void language plpgsql as 'begin update bandit.generator_weights as g set weight = random() where g.account_id = 1; end';
create function bandit.bad_sql(p_account_id bigint) returns bigint language sql stable as 'select count(*) from bandit.outcomes as o where o.account_id = p_account_id';
create function bandit.bad_join() returns bigint language plpgsql as 'begin return (select count(*) from bandit.content_metadata as c left join bandit.outcomes as o on o.decision_id = c.decision_id where c.account_id = 1); end';
create view bandit.bad_view as select c.account_id from bandit.content_metadata as c join bandit.outcomes as o using (decision_id);
create function bandit.bad_drop() returns void language plpgsql as 'begin drop table bandit.outcomes; end';
create function bandit.bad_plan() returns bigint language plpgsql set plan_cache_mode = force_generic_plan as 'begin return (select count(*) from bandit.policies as p); end';
create function bandit.bad_exists() returns boolean language plpgsql as 'begin return exists (select from bandit.policies as p); end';
create function bandit.bad_trigger() returns trigger language plpgsql as 'begin new.weight := 1; return new; end';
create function bandit.bad_cascade() returns trigger language plpgsql as 'begin delete from bandit.contexts as c where c.account_id = old.account_id; return null; end';
create function bandit.bad_argument(p_outcome bandit.outcomes) returns bigint language plpgsql as 'begin return p_outcome.likes; end';
create function bandit.bad_result() returns setof bandit.policies language plpgsql as 'begin return query select p.* from bandit.policies as p; end';
create function bandit.bad_variable() returns void language plpgsql as 'declare v_outcome bandit.outcomes; begin null; end';
create function bandit.bad_rowtype() returns void language plpgsql as 'declare v_outcome bandit.outcomes%rowtype; begin null; end';
select set_eq('table merging', $$values ('bad_merge')$$, 'the checks find a MERGE');
select set_eq('table advisory', $$values ('bad_lock')$$, 'an advisory lock');
select set_eq('table own_time', $$values ('bad_time')$$, 'a statement with a time of its own');
select set_eq('table own_chance', $$values ('bad_chance')$$, 'or with chance of its own');
select set_eq('table sql_on_tables', $$values ('bad_sql')$$, 'an SQL function on a table');
select set_eq('table astray', $$values ('bad_join'), ('bad_view')$$, 'a join without account_id');
select set_eq('table astray_by_key', $$values ('bad_view')$$, 'a view that joins by a key alone');
select set_eq('table dropping', $$values ('bad_drop')$$, 'a routine that drops a table');
select set_eq('select name from generic', $$values ('bad_plan')$$, 'a function that forces generic plans');
select set_eq('table without_select_list', $$values ('bad_exists')$$, 'an exists without a select list');
select set_eq('select name from deriving', $$values ('bad_trigger'), ('bad_cascade')$$, 'a trigger that derives');
select set_eq(
    'select name from table_row', $$values ('bad_argument'), ('bad_result'), ('bad_variable'), ('bad_rowtype')$$,
    'and the row type of a table'
);

select * from finish();
rollback;
