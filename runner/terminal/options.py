"""The options that all commands share, and click's types and callbacks for names, counts, times and JSON objects."""

import functools
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TextIO

import click

from runner.database import documents
from runner.database.session import Session
from runner.terminal.streams import is_text

NUMBER = re.compile(r"\s*[+-]?[\d.]+(e[+-]?\d+)?\s*", re.IGNORECASE)


class Count(click.IntRange):
    """A whole number from 1 to the largest that the database and the clock can take."""

    def __init__(self, largest: int):
        super().__init__(1)
        self._largest = largest

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> int:
        number = super().convert(value, parameter, context)
        if number > self._largest:
            self.fail(f"{number} is above {self._largest}", parameter, context)
        return number


COUNT = Count(2**31 - 1)
RUN_ID = Count(2**63 - 1)


class Name(click.ParamType):
    """A text that is not empty."""

    name = "text"

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> str:
        if not value.strip():
            self.fail("it is empty; leave the option out for the default", parameter, context)
        if not is_text(value):
            self.fail(f"not UTF-8 text: {ascii(value)[1:-1]:.100}", parameter, context)
        return value


NAME = Name()


class Interval(Name):
    """A time span with its unit, in one of PostgreSQL's notations."""

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> str:
        value = super().convert(value, parameter, context)
        if NUMBER.fullmatch(value):
            self.fail(f"{value.strip()} has no unit: write it as '14 days' or '6 hours'", parameter, context)
        return value


INTERVAL = Interval()


def with_session(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that all commands share, and a `Session` as its first argument."""

    @click.option("--dsn", envvar="PGBANDIT_DSN", type=NAME, help="Connection string or URI.  [env: PGBANDIT_DSN]")
    @click.option(
        "--account",
        envvar="PGBANDIT_ACCOUNT",
        type=NAME,
        help="Handle of the account.  [env: PGBANDIT_ACCOUNT; default: the only account]",
    )
    @click.option("--json", "as_json", is_flag=True, help="Print JSON.")
    @functools.wraps(command)
    def wrapped(dsn: str | None, account: str | None, as_json: bool, **options: Any) -> Any:
        return command(Session(dsn, account, as_json), **options)

    return wrapped


def read_time(_context: click.Context, _parameter: click.Parameter, text: str | None) -> datetime | None:
    """Return an option's text as a time in UTC. A time without an offset is read as UTC."""
    if text is None:
        return None
    try:
        time = datetime.fromisoformat(text)
        return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    except (ValueError, OverflowError) as error:
        raise click.BadParameter(f"{text} is not a time such as 2018-12-31 or 2018-12-31T18:00Z") from error


def with_time(command: Callable) -> Callable:
    """Add the option --at."""
    return click.option(
        "--at", callback=read_time, help="As of this time: only what was known then is used.  [default: now]"
    )(command)


def with_period(command: Callable) -> Callable:
    """Add the options --from and --to, also called --since and --until."""
    since = click.option("--from", "--since", "since", callback=read_time, help="Only from this time on.")
    until = click.option("--to", "--until", "until", callback=read_time, help="Only before this time.")
    return since(until(command))


def read_object(_context: click.Context, _parameter: click.Parameter, text: str | None) -> dict[str, Any] | None:
    """Return an option's text as a JSON object that the database can store."""
    if text is None:
        return None
    try:
        value = documents.parse(text)
    except documents.Malformed as error:
        raise click.BadParameter(str(error)) from error
    if reason := documents.find_problem(value):
        raise click.BadParameter(reason)
    if not isinstance(value, dict):
        raise click.BadParameter("not a JSON object")
    return value


def read_object_file(context: click.Context, parameter: click.Parameter, file: TextIO | None) -> dict[str, Any] | None:
    """Return the content of an option's file as a JSON object that the database can store."""
    try:
        return read_object(context, parameter, file and file.read())
    except UnicodeDecodeError as error:
        raise click.BadParameter("not a text in UTF-8") from error
