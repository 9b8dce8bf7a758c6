"""The options that all commands share, and click callbacks for times and JSON objects."""

import functools
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import click

from runner.database.session import Session


def with_session(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that all commands share, and a `Session` as its first argument."""

    @click.option("--dsn", envvar="PGBANDIT_DSN", help="Connection string or URI.  [env: PGBANDIT_DSN]")
    @click.option(
        "--account", envvar="PGBANDIT_ACCOUNT", help="Handle of the account.  [env: PGBANDIT_ACCOUNT; default: default]"
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


def read_object(_context: click.Context, _parameter: click.Parameter, text: str | None) -> dict[str, Any] | None:
    """Return an option's text as a JSON object."""
    if text is None:
        return None
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise click.BadParameter(f"not JSON: {error}") from error
    if not isinstance(value, dict):
        raise click.BadParameter("not a JSON object")
    return value
