"""Privileges on our objects: those of other roles survive a sync, those of our roles come from the files."""

from collections.abc import Iterable
from dataclasses import dataclass

import psycopg
from psycopg import sql
from psycopg.errors import UndefinedColumn

from runner.deploy.names import ROLES

_OF_OTHERS = """
with rights as (
    select 'routine' as kind, p.oid::regprocedure::text as identity, null as column_name, r.*
    from pg_proc as p
    cross join aclexplode(p.proacl) as r
    where p.pronamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace)
    union all
    select 'table', c.oid::regclass::text, null, r.*
    from pg_class as c
    cross join aclexplode(c.relacl) as r
    where c.relnamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace)
        and c.relkind = 'v'
    union all
    select 'table', c.oid::regclass::text, a.attname, r.*
    from pg_class as c
    join pg_attribute as a on a.attrelid = c.oid
    cross join aclexplode(a.attacl) as r
    where c.relnamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace)
        and c.relkind = 'v'
)

select distinct r.identity, r.kind, r.column_name, r.privilege_type, g.rolname, r.is_grantable
from rights as r
join pg_roles as g on g.oid = r.grantee
where g.rolname <> all(%s)
"""

_OURS_ON_ROUTINE = """
select distinct g.rolname
from pg_proc as p
cross join aclexplode(p.proacl) as r
join pg_roles as g on g.oid = r.grantee
where p.oid = %s::regprocedure
    and g.rolname = any(%s)
    and g.oid <> p.proowner
"""


@dataclass(frozen=True)
class Right:
    """A privilege that another role holds on one of our objects."""

    identity: str
    kind: str
    column: str | None
    privilege: str
    role: str
    grantable: bool

    def grant(self, identity: str) -> sql.Composed:
        return sql.SQL("grant {privilege} {column} on {kind} {identity} to {role} {option}").format(
            privilege=sql.SQL(self.privilege),
            column=sql.SQL("({})").format(sql.Identifier(self.column)) if self.column else sql.SQL(""),
            kind=sql.SQL(self.kind),
            identity=sql.SQL(identity),
            role=sql.Identifier(self.role),
            option=sql.SQL("with grant option" if self.grantable else ""),
        )


def of_others(conn: psycopg.Connection) -> list[Right]:
    return [Right(*row) for row in conn.execute(_OF_OTHERS, [list(ROLES)])]


def restore(conn: psycopg.Connection, rights: Iterable[Right], successors: dict[str, str]) -> list[str]:
    """Grant the privileges again on objects that still exist. For a column that no longer exists, return a warning."""
    warnings = []
    for right in rights:
        if identity := successors.get(right.identity):
            try:
                with conn.transaction():
                    conn.execute(right.grant(identity))
            except UndefinedColumn:
                warnings.append(f"{right.role} loses a right: {identity} has no column {right.column} any more")
    return warnings


def reset(conn: psycopg.Connection, routine: str) -> None:
    """Give our roles and PUBLIC the privileges of a new routine: a grant that its file dropped goes."""
    target = sql.SQL(routine)
    for (role,) in conn.execute(_OURS_ON_ROUTINE, [routine, list(ROLES)]).fetchall():
        revoke = sql.SQL("revoke all on routine {} from {} cascade")
        conn.execute(revoke.format(target, sql.Identifier(role)))
    conn.execute(sql.SQL("grant execute on routine {} to public").format(target))
