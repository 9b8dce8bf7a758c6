"""The roles of the product. They belong to the cluster, so they can exist before the first deployment."""

from pathlib import Path

import psycopg
from psycopg.errors import InsufficientPrivilege

from runner.deploy import administrator, scripts, session
from runner.deploy.names import OWNER, ROLES
from runner.errors import UserError


def ensure(conn: psycopg.Connection, file: Path) -> None:
    """Create the roles that are absent, and let the installer act as their owner."""
    try:
        scripts.run(conn, file.read_text("utf-8"), "sql/roles.sql")
    except UserError as error:
        if not isinstance(error.__cause__, InsufficientPrivilege):
            raise
        raise UserError(
            f"roles are missing, and {session.user(conn)} may not create them:"
            f" {', '.join(administrator.missing_roles(conn))}",
            hint=administrator.hint(conn),
        ) from error
    if not can_act_as_owner(conn):
        _join_owner(conn)


def too_mighty(conn: psycopg.Connection) -> list[str]:
    """Our roles are groups: they neither log in nor override rights."""
    query = "select rolname from pg_roles where rolname = any(%s) and (rolcanlogin or rolsuper) order by rolname"
    return [role for (role,) in conn.execute(query, [list(ROLES)])]


def can_act_as_owner(conn: psycopg.Connection) -> bool:
    try:
        with conn.transaction(force_rollback=True):
            conn.execute("set local role bandit_owner")
    except InsufficientPrivilege:
        return False
    return True


def _join_owner(conn: psycopg.Connection) -> None:
    try:
        conn.execute("grant bandit_owner to session_user")
    except InsufficientPrivilege as error:
        raise UserError(
            f"{session.user(conn)} may not act as {OWNER}",
            hint=administrator.hint(conn),
        ) from error
    except psycopg.Error:  # a deployment of another database granted it at the same time
        if not can_act_as_owner(conn):
            raise
