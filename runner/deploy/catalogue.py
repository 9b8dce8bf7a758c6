"""The views and routines in our two schemas; the functions of triggers and indexes belong to the migrations."""

from dataclasses import dataclass

import psycopg

from runner.deploy.names import ROLES

# The hash covers what a file defines: definition, comments, and the privileges of PUBLIC and of our own roles.
# Privileges of other roles belong to the user.
_OBJECTS = """
with objects as (
    select
        case p.prokind when 'p' then 'procedure' else 'function' end as kind,
        p.oid::regprocedure::text                                    as identity,
        p.tableoid                                                   as class_id,
        p.oid                                                        as object_id,
        p.proowner                                                   as owner_id,
        pg_get_functiondef(p.oid)                                    as definition,
        coalesce(p.proacl, acldefault('f', p.proowner))              as rights
    from pg_proc as p
    where p.pronamespace in (to_regnamespace('bandit'), to_regnamespace('bandit_internal'))
        and p.prokind in ('f', 'p')
        and p.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)
        and not exists (
            select from pg_depend as d
            join pg_class as i on d.classid = 'pg_class'::regclass and i.oid = d.objid and i.relkind = 'i'
            where d.refclassid = 'pg_proc'::regclass
                and d.refobjid = p.oid
                and i.relnamespace = to_regnamespace('bandit')
        )
    union all
    select
        'view',
        c.oid::regclass::text,
        c.tableoid,
        c.oid,
        c.relowner,
        concat(c.reloptions::text, pg_get_viewdef(c.oid)),
        coalesce(c.relacl, acldefault('r', c.relowner))
    from pg_class as c
    where c.relnamespace in (to_regnamespace('bandit'), to_regnamespace('bandit_internal'))
        and c.relkind = 'v'
),

rights as (
    select o.class_id, o.object_id, 0 as column_number, r.grantee, r.privilege_type, r.is_grantable
    from objects as o
    cross join aclexplode(o.rights) as r
    union
    select o.class_id, o.object_id, a.attnum, r.grantee, r.privilege_type, r.is_grantable
    from objects as o
    join pg_attribute as a on a.attrelid = o.object_id and o.kind = 'view'
    cross join aclexplode(a.attacl) as r
),

our_rights as (
    select
        r.class_id,
        r.object_id,
        string_agg(concat_ws(' ', r.column_number, g.rolname, r.privilege_type, r.is_grantable), ', '
            order by r.column_number, g.rolname, r.privilege_type, r.is_grantable) as listed
    from rights as r
    left join pg_roles as g on g.oid = r.grantee
    where r.grantee = 0
        or g.rolname = any(%s)
    group by r.class_id, r.object_id
),

comments as (
    select
        o.class_id,
        o.object_id,
        string_agg(concat_ws(' ', d.objsubid, d.description), ', ' order by d.objsubid) as listed
    from objects as o
    join pg_description as d on d.classoid = o.class_id and d.objoid = o.object_id
    group by o.class_id, o.object_id
)

select o.kind, o.identity, encode(sha256(convert_to(t.looks, 'UTF8')), 'hex') as hash
from objects as o
left join comments as c using (class_id, object_id)
left join our_rights as r using (class_id, object_id)
cross join concat_ws(E'\n', o.definition, o.owner_id::regrole, c.listed, r.listed) as t(looks)
where not exists (
    select
    from pg_depend as d
    where d.classid = o.class_id
        and d.objid = o.object_id
        and d.deptype = 'e'
)
"""

_TRACES = """
select p.oid::regprocedure::text as identity, p.ctid::text, p.xmin::text
from pg_proc as p
where p.pronamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace)
union all
select c.oid::regclass::text, c.ctid::text, c.xmin::text
from pg_class as c
where c.relnamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace)
    and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f', 'c')
    and not c.relispartition
union all
select t.oid::regtype::text, t.ctid::text, t.xmin::text
from pg_type as t
where t.typnamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace)
    and t.typtype in ('d', 'e', 'r')
"""


@dataclass(frozen=True)
class Object:
    kind: str
    identity: str
    hash: str

    @property
    def name(self) -> str:
        return name_of(self.identity)


def objects(conn: psycopg.Connection) -> dict[str, Object]:
    return {identity: Object(kind, identity, hash_) for kind, identity, hash_ in conn.execute(_OBJECTS, [list(ROLES)])}


def traces(conn: psycopg.Connection) -> set[tuple[str, str, str]]:
    """The catalogue rows of the objects in our schemas: each create, change or drop changes at least one row."""
    return set(conn.execute(_TRACES))


def name_of(identity: str) -> str:
    """The name without schema and arguments: twice in `bandit.twice(integer)`."""
    return identity.partition("(")[0].rpartition(".")[2]
