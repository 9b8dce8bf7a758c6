"""The session of a deployment: what it requires, its lock and its role."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg.errors import LockNotAvailable

from runner.database.calls import is_pooled
from runner.deploy import blockers
from runner.errors import EXIT_NOT_READY, UserError

ENCODING = "UTF8"
LOCK = int.from_bytes(b"pgbandit")
TURN = "10min"  # how long to wait for another deployment
WAIT = "2s"  # how long to wait for any other lock: as long, other sessions wait behind this one

# The server detects within seconds that a deployment was killed.
_SETTINGS = """
    set statement_timeout = 0;
    set client_connection_check_interval = '2s';
"""


def require_usable(conn: psycopg.Connection) -> None:
    """Refuse a connection and a database that a deployment cannot use. Nothing has been changed yet."""
    if is_pooled(conn):
        raise UserError(
            "the connection goes through a pooler such as pgbouncer: a deployment needs a session of its own",
            hint="give the address of the server itself; all other commands may go through the pooler",
        )
    if (found := encoding(conn)) != ENCODING:
        raise UserError(
            f"the encoding of this database is {found}: pgbandit needs {ENCODING}",
            hint=f"create a database with: create database ... encoding '{ENCODING}' template template0",
        )


def await_turn(conn: psycopg.Connection) -> None:
    """Wait for the lock that allows one deployment at a time. The session holds it until it ends."""
    conn.execute(_SETTINGS)
    set_lock_timeout(conn, TURN)
    try:
        conn.execute("select pg_advisory_lock(%s)", [LOCK])
    except LockNotAvailable as error:
        raise UserError(
            f"another deployment did not end within {TURN}: {blockers.of_advisory_lock(conn, LOCK)}",
            hint="wait for it, or end it",
            exit_code=EXIT_NOT_READY,
        ) from error
    set_lock_timeout(conn, WAIT)


def set_lock_timeout(conn: psycopg.Connection, timeout: str) -> None:
    conn.execute("select set_config('lock_timeout', %s, false)", [timeout])


@contextmanager
def waiting_long(conn: psycopg.Connection) -> Iterator[None]:
    """Wait longer for locks: for work that no other session waits behind."""
    set_lock_timeout(conn, TURN)
    try:
        yield
    finally:
        set_lock_timeout(conn, WAIT)


@contextmanager
def acting_as_owner(conn: psycopg.Connection) -> Iterator[None]:
    """Act as bandit_owner, who owns all objects. After an error the role stays, until the session or the next try."""
    conn.execute("set role bandit_owner")
    yield
    conn.execute("reset role")


def user(conn: psycopg.Connection) -> str:
    return conn.execute("select quote_ident(session_user)").fetchone()[0]


def encoding(conn: psycopg.Connection) -> str:
    return conn.execute("select current_setting('server_encoding')").fetchone()[0]
