"""Printing: JSON for programs, tables, records and lines for people. No text controls the terminal."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import click

from runner.terminal.streams import encodes_everything
from runner.terminal.tables import Column, render
from runner.terminal.texts import escaped_in_json, printable

PROBABILITIES = ("weight", "change", "propensity", "share")
SMALL = 0.1  # a smaller number is printed with four decimals, like a probability, instead of two


def print_json(value: Any) -> None:
    """Print one JSON document on one line of stdout."""
    click.echo(escaped_in_json(json.dumps(value, default=plain, ensure_ascii=not encodes_everything())))


def print_table(rows: Iterable[dict[str, Any]], columns: Sequence[str], title: str | None = None) -> None:
    """Print the named columns of the rows. An unknown value is a dot."""
    rows = list(rows)
    if title:
        say(title)
    click.echo(render([_column(rows, name) for name in columns]))


def print_record(record: dict[str, Any]) -> None:
    """Print one row, a line for each column."""
    width = max(map(len, record), default=0)
    for name, value in record.items():
        say(f"{name.ljust(width)}  {cell(value, name)}")


def say(text: str = "", err: bool = False) -> None:
    """Print a line on stdout or stderr."""
    click.echo(printable(text), err=err)


def warn(message: str) -> None:
    """Print a line on stderr about a problem that does not end the command."""
    say(f"pgbandit: {message}", err=True)


def cell(value: Any, column: str = "") -> str:
    """Return a value as people read it; weights and other probabilities have four decimals, times their zone."""
    match value:
        case None:
            return "·"
        case bool():
            return "yes" if value else "no"
        case float() | Decimal():
            return _number(value, column)
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M %Z")
        case timedelta():
            return str(value).removesuffix(", 0:00:00")
        case dict() | list():
            return json.dumps(value, default=plain, ensure_ascii=False)
        case _:
            return str(value)


def _column(rows: list[dict[str, Any]], name: str) -> Column:
    """Return a column to print. A heading wider than the cells is broken before its last word."""
    heading = name.replace("f_per_1k", "F/1K").replace("_", " ")
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


def plain(value: Any) -> Any:
    """Return a value of the database as JSON has it."""
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() and value.as_tuple().exponent >= 0 else float(value)
        case datetime():
            return value.isoformat()
        case timedelta():
            return str(value)
        case _:
            return str(value)
