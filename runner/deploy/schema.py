"""The two schemas: bandit is the interface, bandit_internal has its helpers."""

import psycopg
from psycopg import sql
from psycopg.errors import InsufficientPrivilege

from runner.deploy import administrator, session
from runner.deploy.names import SCHEMAS
from runner.errors import UserError


def ensure(conn: psycopg.Connection) -> None:
    """Create the schemas that are absent; they must belong to bandit_owner."""
    for name in SCHEMAS:
        match owner(conn, name):
            case None:
                _create(conn, name)
            case "bandit_owner":
                pass
            case other:
                raise UserError(
                    f"the schema {name} belongs to {other}",
                    hint=f"if it is pgbandit's: alter schema {name} owner to bandit_owner; if not, rename it",
                )


def owner(conn: psycopg.Connection, name: str) -> str | None:
    row = conn.execute("select nspowner::regrole::text from pg_namespace where nspname = %s", [name]).fetchone()
    return row and row[0]


def _create(conn: psycopg.Connection, name: str) -> None:
    try:
        conn.execute(sql.SQL("create schema {} authorization bandit_owner").format(sql.Identifier(name)))
    except InsufficientPrivilege as error:
        raise UserError(
            f"{session.user(conn)} may not create schemas in this database",
            hint=administrator.hint(conn),
        ) from error
