-- tests/sql/schema/errors.sql: every error has a code that is listed, a DETAIL and a HINT; no error is swallowed.
begin;
select plan(8);

create temp view raised as
select p.proname::text, regexp_replace(m.raise[1], '''[^'']*''', '''''', 'g') as raise, substring(m.raise[1] from $$errcode\s*=\s*'(\w+)'$$) as code
from pg_proc as p
cross join lateral regexp_matches(p.prosrc, $$(\mraise exception\M(?:[^';]|'[^']*')*;)$$, 'gi') as m (raise)
where p.pronamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace);

create temp view incomplete as
select proname from raised where code is null or code !~ '^WT[01]\d\d$' or raise !~* '\mdetail\s*=' or raise !~* '\mhint\s*=';

create temp view unlisted as
select distinct code from raised where code is not null
except
select code from bandit.error_code;

create temp view unraised as
select code from bandit.error_code
except
select code from raised;

create temp view swallowing as
select p.proname::text
from pg_proc as p
where p.pronamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace)
  and p.prosrc ~* '\mwhen\s+others\s+then\s+null\M';

select cmp_ok(count(*), '>=', 30::bigint, 'the errors are found at all') from raised;
select is_empty('table incomplete', 'every error has a code of class WT, a DETAIL and a HINT');
select is_empty('table unlisted', 'every code is in the view error_code');
select is_empty('table unraised', 'and every code in the view is raised');
select is_empty('table swallowing', 'no error is swallowed');
select is_empty($$select code from bandit.error_code where name !~ '^[a-z_]+$' or meaning = '' group by code union all select code from bandit.error_code group by code having count(*) > 1$$, 'each code stands once, with a name and a meaning');

create function bandit.bad_bare() returns void language plpgsql as $$ begin raise exception 'no; not like this'; end $$;
create function bandit.bad_code() returns void language plpgsql as $$ begin raise exception 'x' using errcode = 'P0001', detail = 'd', hint = 'h'; end $$;
create function bandit.bad_hint() returns void language plpgsql as $$ begin raise exception 'x' using errcode = 'WT001', detail = 'a hint = none'; end $$;
create function bandit.bad_unlisted() returns void language plpgsql as $$ begin raise exception 'x' using errcode = 'WT099', detail = 'd', hint = 'h'; end $$;
create function bandit.bad_silence() returns void language plpgsql as $$ begin perform 1 / 0; exception when others then null; end $$;
select set_eq('select proname from incomplete union all select code from unlisted union all select proname from swallowing', $$values ('bad_bare'), ('bad_code'), ('bad_hint'), ('P0001'), ('WT099'), ('bad_silence')$$, 'the checks find what is wrong');

-- What a function's comment says it raises exists.
select is_empty($$
    select distinct m.code[1]
    from pg_proc as p
    cross join lateral regexp_matches(obj_description(p.oid, 'pg_proc'), '\m(WT\d\d\d)\M', 'g') as m (code)
    where p.pronamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace)
    except
    select code from bandit.error_code$$, 'comments name codes that exist');

select * from finish();
rollback;
