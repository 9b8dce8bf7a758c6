"""Finds the objects of others that would be deleted with the schemas: an uninstallation deletes nothing of theirs."""

import psycopg

from runner.deploy.names import OWNER, ROLES, SCHEMAS

# What depends on our objects; for a view's rule, a constraint, a trigger, a default or a policy, its table or view.
_DEPENDENT = """
with ours as (
    select 'pg_namespace'::regclass::oid as class_id, n.oid as object_id, n.nspowner as owner_id, true as is_schema
    from pg_namespace as n
    where n.nspname = any(%(schemas)s)
    union all
    select 'pg_class'::regclass, c.oid, c.relowner, false
    from pg_class as c
    where c.relnamespace::regnamespace::text = any(%(schemas)s)
    union all
    select 'pg_proc'::regclass, p.oid, p.proowner, false
    from pg_proc as p
    where p.pronamespace::regnamespace::text = any(%(schemas)s)
    union all
    select 'pg_type'::regclass, t.oid, t.typowner, false
    from pg_type as t
    where t.typnamespace::regnamespace::text = any(%(schemas)s)
    union all
    select 'pg_collation'::regclass, c.oid, c.collowner, false
    from pg_collation as c
    where c.collnamespace::regnamespace::text = any(%(schemas)s)
),

dependent as (
    select
        case
            when coalesce(w.ev_class, nullif(k.conrelid, 0), t.tgrelid, f.adrelid, p.polrelid) is not null
                then 'pg_class'::regclass::oid
            else d.classid
        end as class_id,
        coalesce(w.ev_class, nullif(k.conrelid, 0), t.tgrelid, f.adrelid, p.polrelid, d.objid) as object_id
    from pg_depend as d
    join ours as o on o.class_id = d.refclassid and o.object_id = d.refobjid and not o.is_schema
    left join pg_rewrite as w on d.classid = 'pg_rewrite'::regclass and w.oid = d.objid
    left join pg_constraint as k on d.classid = 'pg_constraint'::regclass and k.oid = d.objid
    left join pg_trigger as t on d.classid = 'pg_trigger'::regclass and t.oid = d.objid
    left join pg_attrdef as f on d.classid = 'pg_attrdef'::regclass and f.oid = d.objid
    left join pg_policy as p on d.classid = 'pg_policy'::regclass and p.oid = d.objid
    where d.deptype in ('n', 'a')
        and d.classid <> 'pg_publication_rel'::regclass
),

owned as (
    select s.classid as class_id, s.objid as object_id
    from pg_shdepend as s
    join pg_roles as r on r.oid = s.refobjid
    where s.refclassid = 'pg_authid'::regclass
        and s.deptype = 'o'
        and s.dbid = (select oid from pg_database where datname = current_database())
        and r.rolname = any(%(roles)s)
)

select pg_describe_object(x.class_id, x.object_id, 0)
from (select * from dependent union select * from owned) as x
left join ours as o using (class_id, object_id)
where o.object_id is null
union
select pg_describe_object(o.class_id, o.object_id, 0)
from ours as o
where o.owner_id <> to_regrole(%(owner)s)
    and not o.is_schema
    and not exists (
        select
        from pg_depend as d
        where d.classid = o.class_id
            and d.objid = o.object_id
            and d.deptype in ('i', 'a')
    )
order by 1
"""


def foreign(conn: psycopg.Connection) -> list[str]:
    """What others have in our schemas or built on our objects, and what our roles own outside, in words."""
    names = {"schemas": list(SCHEMAS), "roles": list(ROLES), "owner": OWNER}
    return [description for (description,) in conn.execute(_DEPENDENT, names)]
