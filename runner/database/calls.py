"""The one place for SQL: functions and procedures are called by name, views are read by name."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.rows import dict_row
from psycopg.sql import SQL, Composable, Identifier, Placeholder
from psycopg.types.json import Jsonb

from runner.database import notifications
from runner.database.connection import connect
from runner.errors import EXIT_NOT_READY, UserError

Row = dict[str, Any]


class Database:
    """A connection in autocommit mode: each call is a transaction of its own."""

    def __init__(self, dsn: str, account: str | None):
        self._connection = connect(dsn, row_factory=dict_row)
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
        with self._connection.transaction():
            timeout = {"milliseconds": str(max(1, int(1000 * seconds)))}
            self._connection.execute(
                SQL("select set_config('statement_timeout', {}, true)").format(Placeholder("milliseconds")), timeout
            )
            yield

    def run(self, procedure: str, **arguments: Any) -> None:
        """Call `bandit.<procedure>`, which may commit, so no transaction can be around it."""
        self._connection.execute(*_statement(SQL("call bandit.{}({})"), procedure, arguments, []))

    def read(self, view: str, limit: int | None = None, **equals: Any) -> list[Row]:
        """Return rows of `bandit.<view>` in the view's order. `equals` gives columns and the values they must have."""
        wanted = {column: value for column, value in equals.items() if value is not None}
        conditions = SQL(" and ").join(
            SQL("{} = {}").format(Identifier(column), Placeholder(column)) for column in wanted
        )
        query = SQL("select * from bandit.{} where {} limit {}").format(
            Identifier(view), conditions if wanted else SQL("true"), Placeholder("row_limit")
        )
        with self._connection.pinned():
            return self._connection.execute(query, wanted | {"row_limit": limit}).fetchall()

    def notifications(self) -> Iterator[str]:
        """Yield the payloads of `notify_event` as they arrive, until the connection breaks."""
        pooled = self._connection.is_pooled
        try:
            yield from notifications.poll(self.read) if pooled else notifications.listen(self._connection)
        except psycopg.OperationalError as error:
            reason, *_ = str(error).splitlines()
            raise UserError(f"the connection broke: {reason}", "try again", EXIT_NOT_READY) from error

    @property
    def account(self) -> str:
        """The handle of the session's account."""
        return self.call("account_handle")[0]["account_handle"]

    def _account_argument(self) -> list[Composable]:
        return [SQL("p_account_id => bandit.account_id({})").format(self._account)] if self._account else []

    def _execute(self, form: SQL, name: str, arguments: Row, extra: list[Composable]) -> list[Row]:
        with self._connection.pinned():
            return self._connection.execute(*_statement(form, name, arguments, extra)).fetchall()


def _statement(form: SQL, name: str, arguments: Row, extra: list[Composable]) -> tuple[Composable, Row]:
    """Return the statement and its parameters."""
    given = {argument: value for argument, value in arguments.items() if value is not None}
    named = [SQL("{} => {}").format(Identifier(argument), Placeholder(argument)) for argument in given]
    return form.format(Identifier(name), SQL(", ").join(named + extra)), _adapted(given)


def _adapted(arguments: Row) -> Row:
    return {name: Jsonb(value) if isinstance(value, list | dict) else value for name, value in arguments.items()}
