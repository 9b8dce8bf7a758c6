"""The session of a deployment: its lock and its role."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

LOCK = int.from_bytes(b"pgbandit")

# A deployment waits for its turn without a limit, regardless of the settings of the role.
# The server detects within seconds that a deployment was killed.
SETTINGS = """
    set statement_timeout = 0;
    set lock_timeout = 0;
    set client_connection_check_interval = '2s';
"""


def await_turn(conn: psycopg.Connection) -> None:
    """Wait for the lock that allows one deployment at a time. The session holds it until it ends."""
    conn.execute(SETTINGS)
    conn.execute("select pg_advisory_lock(%s)", [LOCK])


@contextmanager
def acting_as_owner(conn: psycopg.Connection) -> Iterator[None]:
    """Act as bandit_owner, who owns all objects. An error ends the session and thereby the role."""
    conn.execute("set role bandit_owner")
    yield
    conn.execute("reset role")


def user(conn: psycopg.Connection) -> str:
    return conn.execute("select quote_ident(session_user)").fetchone()[0]
