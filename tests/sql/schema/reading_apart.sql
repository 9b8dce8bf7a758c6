-- tests/sql/schema/reading_apart.sql: reading and computing are apart. A statement that reads tables calls IMMUTABLE functions only.
begin;
select plan(4);

-- Violations, and what is allowed.
create function bandit.read_weight(p_account_id bigint) returns numeric language plpgsql stable as 'begin return (select max(g.weight) from bandit.generator_weights as g where g.account_id = p_account_id); end';
create function bandit.read_posts(p_account_id bigint) returns setof bigint language plpgsql stable as 'begin return query select c.account_id from bandit.content_metadata as c where c.account_id = p_account_id; end';
create function bandit.bad_call(p_account_id bigint) returns numeric language plpgsql stable as $$
begin
    return (
        with outcome as (select bandit.read_weight(p_account_id) as weight), run as (select r.run_id from bandit.optimization_runs as r where r.account_id = p_account_id)
        select max(o.weight) from outcome as o cross join run as r
    );
end
$$;
create function bandit.bad_update(p_account_id bigint) returns void language plpgsql as 'begin if true then
    update bandit.generator_weights as g set weight = bandit.read_weight(p_account_id) where g.account_id = p_account_id; end if; end';
create function bandit.bad_pair(p_account_id bigint) returns bigint language plpgsql stable as 'begin return (select count(*) from bandit.read_posts(p_account_id) as a cross join bandit.read_posts(p_account_id) as b); end';
create function bandit.bad_pure(p_account_id bigint) returns numeric language plpgsql immutable as 'begin return bandit.read_weight(p_account_id); end';
create view bandit.bad_view as select c.account_id, bandit.read_weight(c.account_id) as weight from bandit.content_metadata as c;
create view bandit.bad_stack as select b.weight from bandit.bad_view as b;
create function bandit.good_steps(p_account_id bigint) returns numeric language plpgsql stable as $$
declare
    v_weight numeric := bandit.read_weight(p_account_id);   -- from bandit.outcomes
    v_posts  bigint := (select count(*) from bandit.content_metadata as c where c.account_id = p_account_id);
begin
    if exists (select 1 from bandit.outcomes as o where o.account_id = p_account_id) then
        v_weight := bandit.read_weight(p_account_id);
    end if;
    raise notice 'select bandit.read_weight(1) from bandit.outcomes; nothing';
    return v_weight + v_posts;
end
$$;
create function bandit.good_source(p_account_id bigint) returns setof bigint language plpgsql stable as $$
begin
    return query select p.* from bandit.read_posts(p_account_id) as p union all select p.* from bandit.read_posts(p_account_id) as p where p > 1;
end
$$;
create view bandit.good_view as select a.handle, p.* from bandit.accounts as a cross join lateral bandit.read_posts(a.account_id) as p;

-- Comments and literals are left out.
create temp table routine as
select
    p.proname::text as name,
    p.provolatile = 'i' as is_pure,
    regexp_replace(regexp_replace(p.prosrc, '(''(?:[^'']|'''')*'')|--[^\n]*', '\1', 'g'), '\$(\w*)\$.*?\$\1\$|''(?:[^'']|'''')*''', '''''', 'g') as text
from pg_proc as p
where p.pronamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace);

create temp table relation as
select
    c.oid,
    c.relname::text as name,
    exists (select 1 from pg_attribute as a where a.attrelid = c.oid and a.attname = 'account_id') and c.relname not in ('accounts', 'stg_accounts') as is_distributed
from pg_class as c
where c.relnamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace) and c.relkind in ('r', 'p', 'v');

-- A body is split where a statement ends and where a control word ends its line. A CTE stays whole; an assignment is a statement.
create temp table statement as
select row_number() over () as place, r.name, r.is_pure, t.text
from routine as r
cross join lateral regexp_split_to_table(r.text, ';|\m(?:begin|exception|loop|then|else)\s*\n', 'i') as t (text);

create temp table reads_table as
select distinct s.place
from statement as s
cross join lateral regexp_matches(s.text, '(?:\m(?:from|join|using|update|only)\s+|,\s*)bandit(?:_internal)?\.(\w+)\M(?!\s*\()', 'gi') as m (parts)
join relation as r on r.name = m.parts[1];

create temp table calls_reader as
select distinct s.place
from statement as s
cross join lateral regexp_matches(s.text, '\mbandit(?:_internal)?\.(\w+)\s*\(', 'gi') as m (parts)
join routine as r on r.name = m.parts[1] and not r.is_pure;

-- Without a table, one reading function in FROM is what an assignment would be, and each branch of a union stands alone.
create temp table joins_readers as
select s.place
from statement as s
cross join lateral regexp_split_to_table(s.text, '\munion\s+all\M', 'i') with ordinality as b (text, branch)
cross join lateral regexp_matches(b.text, '\m(?:from|join|lateral)\s+bandit(?:_internal)?\.(\w+)\s*\(', 'gi') as m (parts)
join routine as r on r.name = m.parts[1] and not r.is_pure
group by s.place, b.branch
having count(*) > 1;

create temp view reading_and_calling as
select distinct s.name
from statement as s
left join reads_table as t using (place)
left join calls_reader as c using (place)
left join joins_readers as j using (place)
where t.place = c.place or j.place is not null;

create temp view impure as
select distinct s.name
from statement as s
where s.is_pure and (s.place in (table reads_table) or s.place in (table calls_reader));

-- A view calls a reading function only where all relations that it reads, directly or not, are accounts or catalogues: reference tables.
create temp view view_calling as
with recursive direct as (
    select distinct w.ev_class as view, d.refclassid, d.refobjid
    from pg_rewrite as w
    join pg_depend as d on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid and d.refobjid <> w.ev_class
    join relation as r on r.oid = w.ev_class
),

below as (
    select d.view, d.refclassid, d.refobjid
    from direct as d
    union
    select b.view, d.refclassid, d.refobjid
    from below as b
    join direct as d on b.refclassid = 'pg_class'::regclass and d.view = b.refobjid
)

select v.name
from relation as v
join below as b on b.view = v.oid
left join relation as r on b.refclassid = 'pg_class'::regclass and r.oid = b.refobjid
left join pg_proc as p
    on b.refclassid = 'pg_proc'::regclass
   and p.oid = b.refobjid
   and p.pronamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace)
group by v.name
having bool_or(r.is_distributed) and bool_or(p.provolatile <> 'i');

select set_eq(
    'select name from reading_and_calling', $$values ('bad_call'), ('bad_update'), ('bad_pair')$$,
    'a statement that reads tables calls IMMUTABLE functions only, and a statement reads from one reading function'
);
select set_eq('table impure', $$values ('bad_pure')$$, 'IMMUTABLE functions read nothing');
select set_eq(
    'select name from view_calling', $$values ('bad_view'), ('bad_stack')$$,
    'a view that reads tables of accounts, itself or through another view, calls IMMUTABLE functions only'
);
select is_empty($$select name from statement where text ~* '\mcase\M(?!.*\mend\M)'$$, 'no CASE is split');

select * from finish();
rollback;
