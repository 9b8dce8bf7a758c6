"""The optional extensions: plpgsql_check, and pg_cron if it belongs to this database."""

import psycopg

from runner.deploy import scripts, session

_CREATE = {
    "plpgsql_check": "create extension if not exists plpgsql_check schema public",
    "pg_cron": "create extension if not exists pg_cron",
}
_SCHEDULE_ELSEWHERE = "cron.schedule_in_database(text, text, text, text, text, boolean)"


def ensure(conn: psycopg.Connection) -> list[str]:
    """Create missing extensions. A refused statement becomes a warning."""
    return [warning for name in missing(conn) if (warning := _create(conn, name))]


def missing(conn: psycopg.Connection) -> list[str]:
    """The extensions that this database should have."""
    wanted = ["plpgsql_check"] + (["pg_cron"] if is_cron_home(conn) else [])
    return [name for name in wanted if not is_installed(conn, name)]


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


def cron_home(conn: psycopg.Connection) -> str | None:
    """The database that pg_cron belongs to; None if that is not visible, or pg_cron is not loaded.

    Ordinary roles cannot see its setting, but they see the database of its launcher.
    """
    query = """
        select coalesce(
            (select current_database() from pg_extension where extname = 'pg_cron'),
            (select setting from pg_settings where name = 'cron.database_name'),
            (
                select datname
                from pg_stat_activity
                where application_name = 'pg_cron scheduler'
                    and usesysid = 10
                limit 1
            )
        )
    """
    return conn.execute(query).fetchone()[0]


def is_cron_home(conn: psycopg.Connection) -> bool:
    return (cron_home(conn),) == conn.execute("select current_database()").fetchone()


def statements(conn: psycopg.Connection) -> list[str]:
    """The statements for an administrator that create the missing extensions and open pg_cron to the installer."""
    create = [f"{_CREATE[name]};" for name in missing(conn) if name != "pg_cron"]
    return create + (cron_statements(conn, is_home=True) if is_cron_home(conn) else [])


def cron_statements(conn: psycopg.Connection, is_home: bool) -> list[str]:
    """The statements for an administrator, in the database of pg_cron, that let the installer schedule jobs."""
    create = [] if is_installed(conn, "pg_cron") else [f"{_CREATE['pg_cron']};"]
    if conn.execute("select rolsuper from pg_roles where rolname = session_user").fetchone()[0]:
        return create
    user = session.user(conn)
    grants = [f"grant usage on schema cron to {user};"]
    return [*create, *grants, *([] if is_home else [f"grant execute on function {_SCHEDULE_ELSEWHERE} to {user};"])]


def _create(conn: psycopg.Connection, name: str) -> str | None:
    try:
        conn.execute(_CREATE[name])
    except scripts.BUSY:
        raise
    except psycopg.Error as error:
        return (
            f"the extension {name} is missing and could not be created: {error.diag.message_primary};"
            f" have an administrator run: {_CREATE[name]}"
        )
    return None
