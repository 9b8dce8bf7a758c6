"""The schema that everything lives in."""

import psycopg
from psycopg.errors import InsufficientPrivilege

from runner.deploy import session
from runner.errors import UserError


def ensure(conn: psycopg.Connection) -> None:
    """Create the schema if it is absent; it must be bandit_owner's."""
    match owner(conn):
        case None:
            _create(conn)
        case "bandit_owner":
            pass
        case other:
            raise UserError(
                f"the schema bandit belongs to {other}",
                hint="if it is pgbandit's: alter schema bandit owner to bandit_owner; if not, rename it",
            )


def owner(conn: psycopg.Connection) -> str | None:
    row = conn.execute("select nspowner::regrole::text from pg_namespace where nspname = 'bandit'").fetchone()
    return row and row[0]


def _create(conn: psycopg.Connection) -> None:
    try:
        conn.execute("create schema bandit authorization bandit_owner")
    except InsufficientPrivilege as error:
        raise UserError(
            f"{session.user(conn)} may not create schemas in this database",
            hint="have an administrator run: create schema bandit authorization bandit_owner;",
        ) from error
