"""Exports for pandas, R and spreadsheets."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import click

from runner.database.calls import Period, Row
from runner.database.session import Session
from runner.errors import UserError
from runner.terminal.files import FORMATS, write_rows
from runner.terminal.options import NAME, with_period, with_session
from runner.terminal.output import print_json, print_table

COLUMNS = ("export", "column_name", "data_type", "description")


@click.group()
def export() -> None:
    """Write decisions, weights or changes as CSV or JSON lines."""


def _with_file(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of an export."""
    form = click.option(
        "--format", "form", type=click.Choice(FORMATS), help="csv, or jsonl: one JSON object a line.  [default: csv]"
    )
    output = click.option("--output", type=NAME, help="File to write.  [default: standard output]")
    return form(output(with_session(command)))


@export.command()
@with_period
@_with_file
def decisions(
    session: Session, form: str | None, output: str | None, since: datetime | None, until: datetime | None
) -> None:
    """Write every decision of the account with the metrics of its post, oldest first.

    A value that is unknown or was not measured is empty in CSV and null in JSON, never 0. Times are UTC. A period
    selects decisions by the time at which they were made. pgbandit export columns gives the meaning of each column.

    \b
    Example:
      pgbandit export decisions --account mybot --output decisions.csv --from 2025-05-01
    """
    period = Period("created_at", since, until)
    database, account = session.database, session.database.account
    count = database.count("exported_decisions", period, account=account)
    _write(session, "decisions", database.iterate("exported_decisions", period, account=account), count, form, output)


@export.command()
@_with_file
def weights(session: Session, form: str | None, output: str | None) -> None:
    """Write the present weight of every generator of the account.

    \b
    Example:
      pgbandit export weights --account mybot
    """
    database, account = session.database, session.database.account
    count = database.count("exported_weights", account=account)
    _write(session, "weights", database.iterate("exported_weights", account=account), count, form, output)


@export.command()
@with_period
@_with_file
def changes(
    session: Session, form: str | None, output: str | None, since: datetime | None, until: datetime | None
) -> None:
    """Write every change of a weight of the account, oldest first.

    \b
    Example:
      pgbandit export changes --account mybot --format jsonl --from 2025-05-01
    """
    period = Period("changed_at", since, until)
    database, account = session.database, session.database.account
    count = database.count("exported_changes", period, account=account)
    _write(session, "changes", database.iterate("exported_changes", period, account=account), count, form, output)


@export.command()
@with_session
def columns(session: Session) -> None:
    """List the columns of each export: name, type and meaning.

    \b
    Example:
      pgbandit export columns
    """
    rows = session.database.read("export_columns")
    if session.as_json:
        print_json(rows)
    else:
        print_table(rows, COLUMNS)


def _write(session: Session, what: str, rows: Iterator[Row], count: int, form: str | None, output: str | None) -> None:
    """Write the rows in the columns of the export."""
    if session.as_json and form == "csv":
        raise UserError("--json and --format csv contradict each other", "leave one of them out")
    columns = [column["column_name"] for column in session.database.read("export_columns", export=what)]
    write_rows(rows, columns, "jsonl" if session.as_json else form or "csv", output, f"Exporting {what}", count)
