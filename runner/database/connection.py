"""How the runner connects to a database."""

import os
import re
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from runner.database import refusals
from runner.errors import EXIT_NOT_READY, UserError


def connect(dsn: str, **options: Any) -> psycopg.Connection:
    """Open a session in autocommit mode, in UTC. No error shows the connection string, which may hold a password."""
    os.environ["PGTZ"] = "UTC"  # libpq sends it with the connection request, so it costs no statement
    try:
        return psycopg.connect(dsn, autocommit=True, fallback_application_name="pgbandit", **options)
    except psycopg.ProgrammingError:
        raise _malformed() from None
    except psycopg.OperationalError as error:
        reason = re.sub(r"[^\s'\"]*@", "...@", " ".join(str(error).split()))  # a password may itself contain an @
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


def _malformed() -> UserError:
    return UserError(
        "the connection string is malformed",
        "write postgresql://user@host/database, with %-escapes for special characters, or host=... dbname=...",
    )
