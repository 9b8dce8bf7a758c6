"""Printing: JSON for machines, tables for people, progress for those who wait at a terminal."""

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import click

from runner.table import Column, lay_out

HEADINGS = {"f_per_1k": "F/1K"}
PROBABILITIES = ("weight", "change", "propensity", "share")
SMALL = 0.1  # below this a number is shown like a probability, with four decimals instead of two


def print_json(value: Any) -> None:
    """One JSON document on stdout."""
    click.echo(json.dumps(value, default=_plain, ensure_ascii=False))


def print_table(rows: Iterable[dict[str, Any]], columns: Sequence[str], title: str | None = None) -> None:
    """The named columns of the rows; numbers to the right, what is not known as a dot."""
    rows = list(rows)
    heading, body = lay_out([_column(rows, name) for name in columns])
    if title:
        click.echo(title)
    click.echo("\n".join([*(click.style(line, bold=True) for line in heading), *body]))


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


def progress(description: str, total: float | None) -> Any:
    """A progress bar on a terminal's stderr, nothing in a pipe: a context manager; its value has `advance(amount)`."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return _Bar(
        Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()),
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


def _column(rows: list[dict[str, Any]], name: str) -> Column:
    """A column as it is to be printed; its name is broken before the last word where it is wider than the cells."""
    heading = HEADINGS.get(name) or name.replace("_", " ")
    cells = [cell(row[name], name) for row in rows]
    fits = len(heading) <= max(map(len, cells), default=0)
    return Column([heading] if fits else heading.rsplit(maxsplit=1), cells, any(_is_number(row[name]) for row in rows))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _number(value: float | Decimal, column: str) -> str:
    if isinstance(value, Decimal) and value == value.to_integral_value() and value.as_tuple().exponent == 0:
        return str(value)
    is_small = 0 < abs(value) < SMALL
    return f"{value:.4f}" if is_small or any(word in column for word in PROBABILITIES) else f"{value:.2f}"


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
