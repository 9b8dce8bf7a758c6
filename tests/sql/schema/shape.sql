-- tests/sql/schema/shape.sql: routines are short, the interface is small, and an account is named in one place.
begin;
select plan(8);

create temp view too_long as
select p.proname::text as name
from pg_proc as p
where p.pronamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace)
  and regexp_count(trim(e'\n' from p.prosrc), e'\n') + 1 > 90;

-- Public: the last argument, which can be left out. Internal: the first argument, which cannot.
create temp view misplaced_account as
select p.proname::text as name
from pg_proc as p
where p.pronamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace)
  and 'p_account_id' = any(p.proargnames)
  and case p.pronamespace
      when 'bandit'::regnamespace then p.proargnames[p.pronargs] <> 'p_account_id' or p.pronargdefaults = 0
      else p.proargnames[1] <> 'p_account_id' or p.pronargdefaults = p.pronargs
  end;

create temp view resolved_inside as
select p.proname::text as name
from pg_proc as p
where p.pronamespace = 'bandit_internal'::regnamespace
  and p.proname <> 'resolve_account'
  and p.prosrc ~ '\mresolve_account\('
  and 'p_account_id' = any(p.proargnames);

select is_empty('table too_long', 'no body has more than 90 lines');
select is_empty('table misplaced_account', 'p_account_id is last and optional in the interface, first and required inside');
select is_empty('table resolved_inside', 'an account is resolved in the interface only');
select cmp_ok((select count(*) from pg_proc as p where p.pronamespace = 'bandit'::regnamespace), '<', 80::bigint, 'the interface has fewer than 80 routines');
select is_empty($$select c.relname from pg_class as c where c.relnamespace = 'bandit'::regnamespace and c.relkind = 'v' and c.relname ~ '^(stg|int)_'$$, 'and no staging or intermediate view');

create function bandit.bad_first(p_account_id bigint, p_n integer) returns integer language sql as 'select 1';
create function bandit.bad_required(p_n integer, p_account_id bigint) returns integer language sql as 'select 1';
create function bandit_internal.bad_last(p_n integer, p_account_id bigint) returns integer language sql as 'select 1';
create function bandit_internal.bad_optional(p_account_id bigint default null) returns integer language sql as 'select 1';
create function bandit_internal.bad_resolving(p_account_id bigint) returns bigint language plpgsql as 'begin return bandit_internal.resolve_account(p_account_id); end';
do $$ begin execute format('create function bandit_internal.bad_length() returns integer language sql as %L', e'select 1\n' || repeat(e'-- and on\n', 90)); end $$;
select set_eq('table too_long', $$values ('bad_length')$$, 'the checks find a long body');
select set_eq('table misplaced_account', $$values ('bad_first'), ('bad_required'), ('bad_last'), ('bad_optional')$$, 'an account in the wrong place');
select set_eq('table resolved_inside', $$values ('bad_resolving')$$, 'and an account that is resolved inside');

select * from finish();
rollback;
