"""The one place for SQL: functions and procedures are called by name, views are read by name."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from typing import Any, NamedTuple

import psycopg
from psycopg.pq import TransactionStatus
from psycopg.rows import dict_row, scalar_row
from psycopg.sql import SQL, Composable, Identifier, Placeholder
from psycopg.types.json import Jsonb

from runner.database.batches import ROWS_A_BATCH
from runner.database.connection import PINNED, connect
from runner.database.notifications import poll
from runner.errors import EXIT_NOT_READY, UserError

Row = dict[str, Any]


class Period(NamedTuple):
    """Rows whose column is at `since` or later and before `until`; None: no bound."""

    column: str
    since: datetime | None
    until: datetime | None


class Database:
    """A connection in autocommit mode: each call is a transaction of its own.

    Its settings are pinned; through a pooler, those of each transaction.
    """

    def __init__(self, dsn: str, account: str | None):
        self._connection = connect(dsn, row_factory=dict_row)
        self._connection.isolation_level = psycopg.IsolationLevel.READ_COMMITTED  # of explicit transactions
        self._is_pooled = is_pooled(self._connection)
        self._account = account

    def call(self, function: str, **arguments: Any) -> list[Row]:
        """Return the rows of `bandit.<function>` for the session's account. An argument that is None is left out."""
        return self._execute(SQL("select * from bandit.{}({})"), function, arguments, self._account_argument())

    def call_for_all(self, function: str, **arguments: Any) -> list[Row]:
        """Return the rows of a function that takes no account."""
        return self._execute(SQL("select * from bandit.{}({})"), function, arguments, [])

    @contextmanager
    def transaction(self, seconds: float) -> Iterator[None]:
        """Run the calls within in one transaction. The server cancels a statement that takes longer than `seconds`."""
        with self._transaction():
            timeout = {"milliseconds": str(max(1, int(1000 * seconds)))}
            self._connection.execute(
                SQL("select set_config('statement_timeout', {}, true)").format(Placeholder("milliseconds")), timeout
            )
            yield

    def run(self, procedure: str, **arguments: Any) -> None:
        """Call `bandit.<procedure>`, which may commit, so no transaction can be around it."""
        self._connection.execute(*_statement(SQL("call bandit.{}({})"), procedure, arguments, []))

    def perform(self, command: str) -> None:
        """Run the command of a job, as `start_job` returned it. It may commit, so no transaction can be around it."""
        self._connection.execute(command)

    def read(self, view: str, limit: int | None = None, period: Period | None = None, **equals: Any) -> list[Row]:
        """Return rows of `bandit.<view>` in the view's order, of the period.

        `equals` gives columns and the values they must have.
        """
        with self._pinned():
            return self._connection.execute(*_reading(view, limit, equals, period)).fetchall()

    def iterate(self, view: str, period: Period | None = None, **equals: Any) -> Iterator[Row]:
        """Yield the rows that `read` returns, from one snapshot, without holding them all in memory."""
        with self._transaction(), self._connection.cursor(name="rows") as cursor:
            cursor.itersize = ROWS_A_BATCH
            yield from cursor.execute(*_reading(view, None, equals, period))

    def count(self, view: str, period: Period | None = None, **equals: Any) -> int:
        """Return the number of rows that `read` returns."""
        conditions, wanted = _conditions(equals, period)
        query = SQL("select count(*) from bandit.{} where {}").format(Identifier(view), conditions)
        with self._pinned():
            return self._connection.execute(query, wanted).fetchone()["count"]

    def notifications(self) -> Iterator[str]:
        """Yield the payloads of `notify_event` as they arrive, until the connection breaks."""
        try:
            yield from poll(self.read) if self._is_pooled else self._listen()
        except psycopg.OperationalError as error:
            reason, *_ = str(error).splitlines()
            raise UserError(f"the connection broke: {reason}", "try again", EXIT_NOT_READY) from error

    def _listen(self) -> Iterator[str]:
        self._connection.execute(SQL("listen bandit_events"))
        for notification in self._connection.notifies():
            yield notification.payload

    @property
    def is_open(self) -> bool:
        """Whether the connection is usable."""
        return not self._connection.closed

    @property
    def account(self) -> str:
        """The handle of the session's account."""
        return self.call("account_handle")[0]["account_handle"]

    def _account_argument(self) -> list[Composable]:
        return [SQL("p_account_id => bandit.account_id({})").format(self._account)] if self._account else []

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._connection.transaction():
            if self._is_pooled:
                pin(self._connection)
            yield

    def _pinned(self) -> AbstractContextManager[None]:
        """Return the context for a statement: a transaction only where it is needed and none is open."""
        is_idle = self._connection.info.transaction_status == TransactionStatus.IDLE
        return self._transaction() if self._is_pooled and is_idle else nullcontext()

    def _execute(self, form: SQL, name: str, arguments: Row, extra: list[Composable]) -> list[Row]:
        with self._pinned():
            return self._connection.execute(*_statement(form, name, arguments, extra)).fetchall()


def is_pooled(conn: psycopg.Connection) -> bool:
    """Return whether a pooler stands in between, which may run each transaction in another session of the server."""
    pid = conn.cursor(row_factory=scalar_row).execute(SQL("select pg_catalog.pg_backend_pid()")).fetchone()
    return pid != conn.info.backend_pid


def pin(conn: psycopg.Connection) -> None:
    """Pin the settings to the end of the transaction, so that nothing is left behind in the session."""
    settings = [SQL("pg_catalog.set_config({}, {}, true)").format(name, value) for name, value in PINNED.items()]
    conn.execute(SQL("select {}").format(SQL(", ").join(settings)))


def _statement(form: SQL, name: str, arguments: Row, extra: list[Composable]) -> tuple[Composable, Row]:
    """Return the statement and its parameters."""
    given = {argument: value for argument, value in arguments.items() if value is not None}
    named = [SQL("{} => {}").format(Identifier(argument), Placeholder(argument)) for argument in given]
    return form.format(Identifier(name), SQL(", ").join(named + extra)), _adapted(given)


def _reading(view: str, limit: int | None, equals: Row, period: Period | None = None) -> tuple[Composable, Row]:
    """Return the query of a view and its parameters."""
    conditions, wanted = _conditions(equals, period)
    query = SQL("select * from bandit.{} where {} limit {}").format(
        Identifier(view), conditions, Placeholder("row_limit")
    )
    return query, wanted | {"row_limit": limit}


def _conditions(equals: Row, period: Period | None = None) -> tuple[Composable, Row]:
    """Return the conditions on the columns that have to have a value or lie in a period, and their parameters."""
    wanted = {column: value for column, value in equals.items() if value is not None}
    conditions = [SQL("{} = {}").format(Identifier(column), Placeholder(column)) for column in wanted]
    if period and period.since is not None:
        conditions.append(SQL("{} >= {}").format(Identifier(period.column), Placeholder("since")))
    if period and period.until is not None:
        conditions.append(SQL("{} < {}").format(Identifier(period.column), Placeholder("until")))
    bounds = {"since": period.since, "until": period.until} if period else {}
    return SQL(" and ").join(conditions or [SQL("true")]), wanted | bounds


def _adapted(arguments: Row) -> Row:
    return {name: Jsonb(value) if isinstance(value, list | dict) else value for name, value in arguments.items()}
