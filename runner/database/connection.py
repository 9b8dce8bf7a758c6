"""How the runner connects to a database. Each session is pinned, whatever the settings of its role and its database."""

import os
import re
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from runner.database import refusals
from runner.errors import EXIT_NOT_READY, UserError

# Every setting that changes the meaning of a statement or the form of a result, and a bound for the wait for a lock.
PINNED = {
    "client_encoding": "UTF8",
    "DateStyle": "ISO, MDY",
    "IntervalStyle": "postgres",
    "TimeZone": "UTC",
    "array_nulls": "on",
    "default_transaction_isolation": "read committed",
    "extra_float_digits": "1",
    "lock_timeout": "30s",
    "quote_all_identifiers": "off",
    "row_security": "on",
    "search_path": "pg_catalog, pg_temp",
    "standard_conforming_strings": "on",
    "transform_null_equals": "off",
}
_SPACE = "\\ "  # as libpq's options have it
_OPTIONS = " ".join(f"-c {name}={value.replace(' ', _SPACE)}" for name, value in PINNED.items())
_CREDENTIALS = re.compile(r"(?<![^\s'\"])[^\s'\"]*@")  # a password may itself contain an @
_REFUSED_OPTIONS = re.compile("startup parameter|command-line options")


def connect(dsn: str, **options: Any) -> psycopg.Connection:
    """Open a session in autocommit mode. No error shows the connection string, which may hold a password."""
    try:
        return _open(dsn, options)
    except psycopg.ProgrammingError:
        raise _malformed() from None
    except psycopg.OperationalError as error:
        reason = _CREDENTIALS.sub("...@", " ".join(str(error).split()))
        if refusals.is_permanent(str(error)):
            raise UserError(f"cannot connect to the database: {reason}", "correct PGBANDIT_DSN or --dsn") from error
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


def _open(dsn: str, options: dict[str, Any]) -> psycopg.Connection:
    """Connect with the pinned settings, or without if a pooler refuses them."""
    os.environ |= {"PGTZ": PINNED["TimeZone"], "PGDATESTYLE": PINNED["DateStyle"]}  # libpq has no parameters for these
    options |= {
        "autocommit": True,
        "prepare_threshold": None,  # a prepared statement would outlive its transaction
        "client_encoding": PINNED["client_encoding"],
        "fallback_application_name": "pgbandit",
    }
    try:
        return psycopg.connect(dsn, **options, options=f"{parameters(dsn).get('options', '')} {_OPTIONS}")
    except psycopg.OperationalError as error:
        if not _REFUSED_OPTIONS.search(str(error)):
            raise
        return psycopg.connect(dsn, **options)


def _malformed() -> UserError:
    return UserError(
        "the connection string is malformed",
        "write postgresql://user@host/database, with %-escapes for special characters, or host=... dbname=...",
    )
