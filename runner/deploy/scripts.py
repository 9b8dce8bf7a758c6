"""Runs the SQL of a file; errors name the file and the line."""

import psycopg
from psycopg.errors import DeadlockDetected, LockNotAvailable

from runner.database import failures
from runner.errors import EXIT_MISTAKE, EXIT_NOT_READY, UserError

BUSY = (LockNotAvailable, DeadlockDetected)  # another try may succeed


def run(conn: psycopg.Connection, text: str, name: str) -> None:
    """Run all statements of `text`, the content of the file `name`."""
    try:
        conn.execute(text)
    except psycopg.Error as error:
        raise user_error(error, prefix=f"{name}{_line(text, error)}: ") from error


def user_error(error: psycopg.Error, prefix: str = "") -> UserError:
    """The error message of the server in one line."""
    detail = f" ({error.diag.message_detail})" if error.diag.message_detail else ""
    message = " ".join(f"{prefix}{error.diag.message_primary or error}{detail}".split())
    if failures.is_outdated_server(error):
        return UserError(message, failures.RESTART, EXIT_NOT_READY)
    if isinstance(error, BUSY):
        return UserError(message, "other sessions use these objects: try again", EXIT_NOT_READY)
    return UserError(message, error.diag.message_hint, EXIT_MISTAKE)


def _line(text: str, error: psycopg.Error) -> str:
    if error.diag.statement_position is None:
        return ""
    before = text[: int(error.diag.statement_position) - 1]
    return f":{before.count(chr(10)) + 1}"
