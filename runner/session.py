"""What every command is given: the database to talk to, the account it means, and how to print."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import click

from runner import database, paths
from runner.errors import EXIT_NOT_READY, UserError


@dataclass
class Session:
    """One command's view of the world; the connection is opened when it is first needed."""

    dsn: str | None
    account: str | None
    as_json: bool

    @property
    def resolved_dsn(self) -> str:
        return self.dsn or _local_dsn()

    @functools.cached_property
    def database(self) -> database.Database:
        return database.Database(self.resolved_dsn, self.account)


def with_session(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that all commands take, and a `Session` as its first argument."""

    @click.option("--dsn", envvar="PGBANDIT_DSN", help="The database, as psql takes it.  [env: PGBANDIT_DSN]")
    @click.option(
        "--account", envvar="PGBANDIT_ACCOUNT", help="Handle of the account.  [env: PGBANDIT_ACCOUNT; default: default]"
    )
    @click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
    @functools.wraps(command)
    def wrapped(dsn: str | None, account: str | None, as_json: bool, **options: Any) -> Any:
        return command(Session(dsn, account, as_json), **options)

    return wrapped


def _local_dsn() -> str:
    """The DSN of the local server, read from its folder."""
    from runner import server

    status = server.status(paths.home())
    if not status.running:
        raise UserError(
            "no database: no local server is running", "set PGBANDIT_DSN, or run pgbandit server start", EXIT_NOT_READY
        )
    return status.dsn
