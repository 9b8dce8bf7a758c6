"""A session: which database and account a command uses, and how it prints."""

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from functools import cached_property
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from runner import paths
from runner.database.calls import Database, Row
from runner.database.failures import NOT_NAMED, DatabaseError
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

    @cached_property
    def zone(self) -> tzinfo:
        """The time zone of the account; UTC if several are meant, or if this machine does not know the zone."""
        try:
            [account] = self.database.call("account_platform")
            return ZoneInfo(account["time_zone"])
        except ZoneInfoNotFoundError:
            return UTC
        except DatabaseError as error:
            if error.sqlstate != NOT_NAMED:
                raise
            return UTC

    def local(self, row: Row) -> Row:
        """Return the row with its times in the zone of the account."""
        return {
            name: value.astimezone(self.zone) if isinstance(value, datetime) else value for name, value in row.items()
        }

    def all_local(self, rows: list[Row]) -> list[Row]:
        """Return the rows with their times in the zone of the account."""
        return [self.local(row) for row in rows]


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
