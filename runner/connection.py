"""How the runner connects to a database."""

import os
import re
from typing import Any

import psycopg

from runner.errors import EXIT_NOT_READY, UserError


def connect(dsn: str, **options: Any) -> psycopg.Connection:
    """A session in autocommit mode, in UTC. No message about it shows the connection string: it may hold a password."""
    os.environ["PGTZ"] = "UTC"  # libpq sends it along, so that it costs no statement
    try:
        return psycopg.connect(dsn, autocommit=True, fallback_application_name="pgbandit", **options)
    except psycopg.ProgrammingError:
        raise UserError(
            "the connection string cannot be read",
            "write postgresql://user@host/database, with %-escapes for special characters, or host=... dbname=...",
        ) from None
    except psycopg.OperationalError as error:
        reason = re.sub(r"[^\s'\"]*@", "...@", " ".join(str(error).split()))  # a password may hold an @ of its own
        raise UserError(
            f"cannot reach the database: {reason}",
            "start it, or check PGBANDIT_DSN or --dsn",
            EXIT_NOT_READY,
        ) from error
