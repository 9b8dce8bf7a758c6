"""How the command line fails: one line on stderr, and an exit code that a script can act on."""

import contextlib
import sys
from collections.abc import Iterator

import click
import psycopg

from runner.errors import EXIT_FAILURE, EXIT_MISTAKE, EXIT_NOT_READY, UserError

EXIT_INTERRUPTED = 130
NOT_MIGRATED = {"3F000", "42883", "42P01"}  # no such schema, function or view
BAD_VALUE = "22"  # the class of SQLSTATEs for values that do not fit


@contextlib.contextmanager
def told_in_one_line() -> Iterator[None]:
    """Turn what went wrong into a message and an exit code."""
    try:
        yield
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(EXIT_INTERRUPTED)
    except UserError as error:
        _fail(error.message, error.hint, error.exit_code)
    except psycopg.OperationalError as error:
        if error.sqlstate:
            _fail_with(error)
        _fail(f"cannot reach the database: {_squeezed(error)}", "start it, or check PGBANDIT_DSN", EXIT_NOT_READY)
    except psycopg.Error as error:
        _fail_with(error)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(EXIT_FAILURE)


def _fail_with(error: psycopg.Error) -> None:
    state, told = error.sqlstate or "", error.diag
    message = told.message_primary or _squeezed(error)
    if state in NOT_MIGRATED and "bandit" in message:
        _fail(f"this database does not have what the runner needs: {message}", "run pgbandit migrate", EXIT_NOT_READY)
    if told.message_detail:
        message = f"{message} ({told.message_detail})"
    _fail(message, told.message_hint, _exit_code(state), state)


def _exit_code(state: str) -> int:
    if state.startswith("WT1"):
        return EXIT_NOT_READY
    if state.startswith(("WT0", BAD_VALUE)) or state == "42501":
        return EXIT_MISTAKE
    return EXIT_FAILURE


def _fail(message: str, hint: str | None, exit_code: int, state: str = "") -> None:
    line = f"pgbandit: {message}"
    if hint:
        line += f"; {hint}"
    if state:
        line += f" [{state}]"
    click.echo(line, err=True)
    sys.exit(exit_code)


def _squeezed(error: Exception) -> str:
    return " ".join(str(error).split())
