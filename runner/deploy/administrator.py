"""The statements that an administrator has to run if the installer may not."""

import psycopg

from runner.deploy import extensions, session
from runner.deploy.names import OWNER, ROLES, SCHEMAS

# On PostgreSQL 15, CREATEROLE includes the right to grant any role.
_CANNOT_GRANT = """
select rolname
from pg_roles
where rolname = any(%s)
    and not pg_has_role(session_user, oid, 'member with admin option')
"""


def hint(conn: psycopg.Connection) -> str:
    return f"have an administrator run: {statements(conn)}"


def statements(conn: psycopg.Connection) -> str:
    """All statements at once: roles, schemas, extensions and rights, as far as the installer lacks them."""
    return " ".join([*_roles(conn), *_schemas(conn), *extensions.statements(conn)])


def missing_roles(conn: psycopg.Connection) -> list[str]:
    existing = {name for (name,) in conn.execute("select rolname from pg_roles")}
    return [role for role in ROLES if role not in existing]


def _roles(conn: psycopg.Connection) -> list[str]:
    missing = missing_roles(conn)
    not_grantable = {name for (name,) in conn.execute(_CANNOT_GRANT, [list(ROLES)])}
    needed = [role for role in ROLES if role in missing or role in not_grantable]
    grant = f"grant {', '.join(needed)} to {session.user(conn)} with admin option;"
    return [f"create role {role} nologin;" for role in missing] + ([grant] if needed else [])


def _schemas(conn: psycopg.Connection) -> list[str]:
    query = "select has_database_privilege(session_user, current_database(), 'create')"
    if conn.execute(query).fetchone()[0]:
        return []
    existing = {name for (name,) in conn.execute("select nspname from pg_namespace")}
    return [f"create schema {name} authorization {OWNER};" for name in SCHEMAS if name not in existing]
