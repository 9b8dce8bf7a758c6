"""How the command line fails: one line on stderr, and an exit code that a script can act on."""

import contextlib
import os
import sys
from collections.abc import Iterator

import click
import psycopg

from runner.errors import EXIT_FAILURE, EXIT_MISTAKE, EXIT_NOT_READY, UserError

EXIT_INTERRUPTED = 130
NOT_MIGRATED = {"3F000", "42883", "42P01"}  # no such schema, function or view
MISSING_RIGHTS = "42501"
MISTAKE = ("WT0", "22", MISSING_RIGHTS)  # ours, values that do not fit, and missing rights
AWAY = ("08", "25006", "40", "53", "55P03", "57", "58")  # what PostgreSQL says where trying again may help
NOT_READY = ("WT1", *AWAY)


@contextlib.contextmanager
def told_in_one_line() -> Iterator[None]:
    """Turn what went wrong into a message and an exit code."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(error.exit_code)
    except click.UsageError as error:
        _fail(error.format_message().rstrip("."), f"see {error.ctx.command_path} --help", error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(EXIT_INTERRUPTED)
    except UserError as error:
        _fail(error.message, error.hint, error.exit_code)
    except psycopg.OperationalError as error:
        if error.sqlstate:
            _fail_with(error)
        _fail(f"the connection broke: {_squeezed(error)}", "try again", EXIT_NOT_READY)
    except psycopg.Error as error:
        _fail_with(error)
    except OSError as error:
        _drop_what_cannot_be_written()
        _fail(_squeezed(error), None, EXIT_FAILURE)


def is_away(error: Exception) -> bool:
    """Whether the database could not be had, so that the same call may well succeed later."""
    match error:
        case UserError():
            return error.exit_code == EXIT_NOT_READY
        case psycopg.Error(sqlstate=str(state)):
            return state.startswith(AWAY)
        case _:
            return isinstance(error, psycopg.OperationalError)


def is_refusal(error: Exception) -> bool:
    """Whether the database will not have what it was told, now or later, rather than lack something itself."""
    if not isinstance(error, psycopg.Error) or is_away(error):
        return False
    return not (error.sqlstate in NOT_MIGRATED or (error.sqlstate or "").startswith(("WT1", MISSING_RIGHTS)))


def reason(error: Exception) -> str:
    """What went wrong, in one line without what to do about it."""
    match error:
        case UserError():
            return error.message
        case psycopg.Error(sqlstate=str(state)):
            return f"{_message(error)} [{state}]"
        case _:
            return _squeezed(error)


def told_in_passing(error: Exception) -> bool:
    """Say in one line what went wrong, if it is such that trying again may help; else say nothing and return False."""
    if not is_away(error):
        return False
    click.echo(f"pgbandit: {reason(error)}", err=True)
    return True


def _drop_what_cannot_be_written() -> None:
    """Python would try to write it once more at its end, fail again and change the exit code."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fail_with(error: psycopg.Error) -> None:
    state, primary = error.sqlstate or "", error.diag.message_primary or ""
    if state in NOT_MIGRATED and "bandit" in primary:
        _fail(f"this database does not have what the runner needs: {primary}", "run pgbandit migrate", EXIT_NOT_READY)
    _fail(_message(error), error.diag.message_hint, _exit_code(state), state)


def _message(error: psycopg.Error) -> str:
    told = error.diag
    message = told.message_primary or _squeezed(error)
    return f"{message} ({told.message_detail})" if told.message_detail else message


def _exit_code(state: str) -> int:
    if state.startswith(NOT_READY):
        return EXIT_NOT_READY
    if state.startswith(MISTAKE):
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
