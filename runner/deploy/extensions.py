"""The optional extensions: plpgsql_check, and pg_cron if it belongs to this database."""

from contextlib import suppress

import psycopg
from psycopg import sql
from psycopg.errors import InsufficientPrivilege


def ensure(conn: psycopg.Connection) -> list[str]:
    """Create missing extensions and let our roles read pg_cron's jobs. A refused statement becomes a warning."""
    wanted = ["plpgsql_check"] + (["pg_cron"] if _is_cron_home(conn) else [])
    warnings = [_create(conn, name) for name in wanted if not is_installed(conn, name)]
    if is_installed(conn, "pg_cron"):
        warnings.append(_open_cron(conn))
    return [warning for warning in warnings if warning]


def is_installed(conn: psycopg.Connection, extension: str) -> bool:
    return conn.execute("select from pg_extension where extname = %s", [extension]).fetchone() is not None


def usable_schema(conn: psycopg.Connection, extension: str) -> str | None:
    """The schema of the extension's functions; None if the extension is missing or the current role may not use it."""
    query = """
        select n.nspname
        from pg_extension as e
        join pg_namespace as n on n.oid = e.extnamespace
        where e.extname = %s
            and has_schema_privilege(n.oid, 'usage')
    """
    row = conn.execute(query, [extension]).fetchone()
    return row and row[0]


def roles_without_cron(conn: psycopg.Connection) -> list[str]:
    """Our roles that may read `job_status` but may not use the schema cron."""
    query = r"""
        select rolname
        from pg_roles
        where rolname in ('bandit_owner', 'bandit_operator', 'bandit_reader')
            and not has_schema_privilege(oid, 'cron', 'usage')
        order by rolname
    """
    return [role for (role,) in conn.execute(query)]


def _is_cron_home(conn: psycopg.Connection) -> bool:
    """Whether pg_cron is loaded and configured for this database. Ordinary roles cannot see its setting."""
    query = "select from pg_settings where name = 'cron.database_name' and setting = current_database()"
    return conn.execute(query).fetchone() is not None


def _create(conn: psycopg.Connection, name: str) -> str | None:
    try:
        conn.execute(sql.SQL("create extension {}").format(sql.Identifier(name)))
    except psycopg.Error as error:
        return f"the extension {name} is missing and could not be created: {error.diag.message_primary}"
    return None


def _open_cron(conn: psycopg.Connection) -> str | None:
    roles = roles_without_cron(conn)
    if not roles:
        return None
    grant = f"grant usage on schema cron to {', '.join(roles)}"
    with suppress(InsufficientPrivilege):
        conn.execute(grant)
    return f"job_status needs an administrator to run: {grant}" if roles_without_cron(conn) else None
