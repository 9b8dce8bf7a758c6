"""The session that deploys: how it keeps others out, and whose rights it uses."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

LOCK = int.from_bytes(b"pgbandit")

# A deployment waits for its turn as long as it takes, whatever the role's own settings say,
# and the server soon notices when it was killed.
SETTINGS = """
    set statement_timeout = 0;
    set lock_timeout = 0;
    set client_connection_check_interval = '2s';
"""


def await_turn(conn: psycopg.Connection) -> None:
    """One deployment at a time in this database: the lock is held until the session ends, however it ends."""
    conn.execute(SETTINGS)
    conn.execute("select pg_advisory_lock(%s)", [LOCK])


@contextmanager
def acting_as_owner(conn: psycopg.Connection) -> Iterator[None]:
    """What is made in here belongs to bandit_owner. (A failure in here ends the session, and the role with it.)"""
    conn.execute("set role bandit_owner")
    yield
    conn.execute("reset role")


def user(conn: psycopg.Connection) -> str:
    return conn.execute("select quote_ident(session_user)").fetchone()[0]
