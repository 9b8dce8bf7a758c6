"""Printing: JSON for machines, tables for people, progress for those who wait at a terminal."""

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import click

PIPE_WIDTH = 240
PROBABILITIES = ("weight", "change", "propensity")


def print_json(value: Any) -> None:
    """One JSON document on stdout."""
    click.echo(json.dumps(value, default=_plain, ensure_ascii=False))


def print_table(rows: Iterable[dict[str, Any]], columns: Sequence[str], title: str | None = None) -> None:
    """The named columns of the rows; numbers to the right, what is not known as a dot."""
    from rich.table import Table

    rows = list(rows)
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for column in columns:
        is_number = any(_is_number(row[column]) for row in rows)
        table.add_column(column.replace("_", " "), justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(cell(row[column], column) for column in columns))
    if title:
        click.echo(title)
    console().print(table, markup=False)


def print_record(record: dict[str, Any]) -> None:
    """One row, a line a column."""
    width = max(map(len, record), default=0)
    for name, value in record.items():
        click.echo(f"{name.ljust(width)}  {cell(value, name)}")


def cell(value: Any, column: str = "") -> str:
    """A value as people read it; weights and other probabilities with four decimals."""
    match value:
        case None:
            return "·"
        case bool():
            return "yes" if value else "no"
        case float() | Decimal():
            return _number(value, column)
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M")
        case dict() | list():
            return json.dumps(value, default=_plain, ensure_ascii=False)
        case _:
            return str(value)


def console(stderr: bool = False) -> Any:
    """A rich console that does not cut lines when nobody looks."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    return Console(stderr=stderr, highlight=False, width=None if stream.isatty() else PIPE_WIDTH)


def progress(description: str, total: float | None) -> Any:
    """A progress bar on a terminal's stderr, nothing in a pipe: a context manager; its value has `advance(amount)`."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return _Bar(
        Progress(*columns, console=console(stderr=True), transient=True, disable=not sys.stderr.isatty()),
        description,
        total,
    )


class _Bar:
    def __init__(self, bars: Any, description: str, total: float | None):
        self._bars = bars
        self._task = bars.add_task(description, total=total)

    def __enter__(self) -> "_Bar":
        self._bars.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._bars.stop()

    def advance(self, amount: float = 1) -> None:
        self._bars.advance(self._task, amount)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _number(value: float | Decimal, column: str) -> str:
    if isinstance(value, Decimal) and value == value.to_integral_value() and value.as_tuple().exponent == 0:
        return str(value)
    return f"{value:.4f}" if any(word in column for word in PROBABILITIES) else f"{value:.2f}"


def _plain(value: Any) -> Any:
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() and value.as_tuple().exponent >= 0 else float(value)
        case datetime():
            return value.isoformat()
        case timedelta():
            return str(value)
        case _:
            return str(value)
