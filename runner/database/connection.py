"""How the runner connects to a database. Each session is pinned, whatever the settings of its role and its database."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import TransactionStatus
from psycopg.rows import scalar_row

from runner.errors import EXIT_NOT_READY, UserError

# Every setting that changes the meaning of a statement or the form of a result, and a bound for the wait for a lock.
PINNED = {
    "client_encoding": "UTF8",
    "DateStyle": "ISO, MDY",
    "IntervalStyle": "postgres",
    "TimeZone": "UTC",
    "array_nulls": "on",
    "extra_float_digits": "1",
    "lock_timeout": "30s",
    "quote_all_identifiers": "off",
    "row_security": "on",
    "search_path": "pg_catalog, pg_temp",
    "standard_conforming_strings": "on",
    "transform_null_equals": "off",
}
_OPTIONS = " ".join(f"-c {name}={value.replace(' ', '')}" for name, value in PINNED.items())
_SET_LOCAL = "select " + ", ".join(f"pg_catalog.set_config('{name}', '{value}', true)" for name, value in PINNED.items())
_REFUSED_OPTIONS = re.compile("startup parameter|command-line options")


class Connection(psycopg.Connection):
    """A pinned session in autocommit mode.

    A pooler may run each transaction in another session of the server. Then each transaction is pinned on its own, and
    nothing is left behind in the session.
    """

    is_pooled = False

    @contextmanager
    def transaction(self, *args: Any, **options: Any) -> Iterator[psycopg.Transaction]:
        """Run the statements within in one transaction, or in a savepoint if one is open."""
        is_outermost = self.info.transaction_status == TransactionStatus.IDLE
        with super().transaction(*args, **options) as transaction:
            if self.is_pooled and is_outermost:
                self.execute(_SET_LOCAL)
            yield transaction

    def pinned(self) -> Any:
        """Return the context in which a single statement is pinned."""
        return self.transaction() if self.is_pooled else nullcontext()


def connect(dsn: str, **options: Any) -> Connection:
    """Open a session. No error shows the connection string, which may hold a password."""
    try:
        return _open(dsn, options)
    except psycopg.ProgrammingError:
        raise _malformed() from None
    except psycopg.OperationalError as error:
        reason = re.sub(r"[^\s'\"]*@", "...@", " ".join(str(error).split()))  # a password may itself contain an @
        raise UserError(
            f"cannot reach the database: {reason}",
            "start the server, or check PGBANDIT_DSN or --dsn",
            EXIT_NOT_READY,
        ) from error


def parameters(dsn: str) -> dict[str, str]:
    """Return a connection string's parameters, completed from libpq's environment variables and defaults."""
    try:
        given = conninfo_to_dict(dsn)
    except psycopg.ProgrammingError:
        raise _malformed() from None
    defaults = {option.keyword: option.val for option in psycopg.pq.Conninfo.get_defaults() if option.val is not None}
    texts = {name.decode(): value.decode(errors="replace") for name, value in defaults.items()}
    return texts | {name: str(value) for name, value in given.items()}


def _open(dsn: str, options: dict[str, Any]) -> Connection:
    """Connect with the pinned settings. If a pooler refuses them or drops them, connect without."""
    os.environ |= {"PGTZ": PINNED["TimeZone"], "PGDATESTYLE": PINNED["DateStyle"]}  # libpq has no parameters for these
    options |= {
        "autocommit": True,
        "prepare_threshold": None,  # a prepared statement would outlive its transaction
        "client_encoding": PINNED["client_encoding"],
        "fallback_application_name": "pgbandit",
    }
    try:
        conn = Connection.connect(dsn, **options, options=f"{parameters(dsn).get('options', '')} {_OPTIONS}")
    except psycopg.OperationalError as error:
        if not _REFUSED_OPTIONS.search(str(error)):
            raise
        conn = Connection.connect(dsn, **options)
    pid = conn.cursor(row_factory=scalar_row).execute("select pg_catalog.pg_backend_pid()").fetchone()
    conn.is_pooled = pid != conn.info.backend_pid
    return conn


def _malformed() -> UserError:
    return UserError(
        "the connection string is malformed",
        "write postgresql://user@host/database, with %-escapes for special characters, or host=... dbname=...",
    )
