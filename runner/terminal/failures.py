"""How the command line fails: one line on stderr, and an exit code that scripts can use."""

import contextlib
import os
import sys
from collections.abc import Iterator

import click

from runner.database.failures import DatabaseError, explain, one_line
from runner.errors import EXIT_FAILURE, UserError
from runner.terminal.texts import printable

EXIT_INTERRUPTED = 130
LONGEST = 2000  # characters of the line


@contextlib.contextmanager
def errors_in_one_line() -> Iterator[None]:
    """Turn an error into a line on stderr and an exit code."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        sys.exit(error.exit_code)
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "pgbandit"
        _fail(error.format_message().rstrip("."), f"see {path} --help", error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(EXIT_INTERRUPTED)
    except UserError as error:
        _fail(error.message, error.hint, error.exit_code)
    except DatabaseError as error:
        failure = explain(error)
        _fail(failure.message, failure.hint, failure.exit_code, failure.state)
    except OSError as error:
        _discard_unwritten_output()
        _fail(str(error), None, EXIT_FAILURE)


def _discard_unwritten_output() -> None:
    """Keep Python from writing it again at exit, which would fail again and change the exit code."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _fail(message: str, hint: str | None, exit_code: int, state: str = "") -> None:
    message = one_line(message)
    line = f"pgbandit: {message if len(message) <= LONGEST else f'{message[:LONGEST]} ...'}"
    if hint:
        line += f"; {hint}"
    if state:
        line += f" [{state}]"
    click.echo(printable(line), err=True)
    sys.exit(exit_code)
