"""A session: which database and account a command uses, and how it prints."""

from dataclasses import dataclass
from functools import cached_property

from runner import paths
from runner.database.calls import Database
from runner.errors import EXIT_NOT_READY, UserError


@dataclass
class Session:
    """The options that all commands share. The connection is opened at its first use."""

    dsn: str | None
    account: str | None
    as_json: bool = False

    @property
    def resolved_dsn(self) -> str:
        return self.dsn or _local_dsn()

    @cached_property
    def database(self) -> Database:
        return Database(self.resolved_dsn, self.account)


def _local_dsn() -> str:
    """Return the DSN of the local server. The import is here because most calls need no local server."""
    from runner import server

    status = server.status(paths.home())
    if not status.running:
        raise UserError(
            "no database: the local server is not running",
            "set PGBANDIT_DSN, or run pgbandit server start",
            EXIT_NOT_READY,
        )
    return status.dsn
