"""How the runner connects to a database."""

import os
import re
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from runner.errors import EXIT_NOT_READY, UserError


def connect(dsn: str, **options: Any) -> psycopg.Connection:
    """A session in autocommit mode, in UTC. No message about it shows the connection string: it may hold a password."""
    os.environ["PGTZ"] = "UTC"  # libpq sends it along, so that it costs no statement
    try:
        return psycopg.connect(dsn, autocommit=True, fallback_application_name="pgbandit", **options)
    except psycopg.ProgrammingError:
        raise _unreadable() from None
    except psycopg.OperationalError as error:
        reason = re.sub(r"[^\s'\"]*@", "...@", " ".join(str(error).split()))  # a password may hold an @ of its own
        raise UserError(
            f"cannot reach the database: {reason}",
            "start it, or check PGBANDIT_DSN or --dsn",
            EXIT_NOT_READY,
        ) from error


def parameters(dsn: str) -> dict[str, str]:
    """What libpq makes of a connection string, with its environment and its defaults."""
    try:
        given = conninfo_to_dict(dsn)
    except psycopg.ProgrammingError:
        raise _unreadable() from None
    defaults = {option.keyword: option.val for option in psycopg.pq.Conninfo.get_defaults() if option.val is not None}
    texts = {name.decode(): value.decode(errors="replace") for name, value in defaults.items()}
    return texts | {name: str(value) for name, value in given.items()}


def _unreadable() -> UserError:
    return UserError(
        "the connection string cannot be read",
        "write postgresql://user@host/database, with %-escapes for special characters, or host=... dbname=...",
    )
