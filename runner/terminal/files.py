"""Rows as files for other programs: CSV and JSON lines, in UTF-8."""

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from runner.terminal.output import plain
from runner.terminal.progress import progress
from runner.terminal.texts import escaped_in_json, printable

Row = dict[str, Any]
FORMATS = ("csv", "jsonl")


def write_rows(
    rows: Iterable[Row], columns: Sequence[str], form: str, path: str | None, title: str, total: int
) -> None:
    """Write the columns of the rows to the file, or to stdout, and show the progress."""
    is_alone = path is not None or not sys.stdout.isatty()  # a terminal with rows has no place for a bar
    with _opened(path) as file, progress(title, total) if is_alone else nullcontext() as bar:
        write = _writer(file, form, columns)
        for row in rows:
            write(row)
            if bar:
                bar.advance()


@contextmanager
def _opened(path: str | None) -> Iterator[TextIO]:
    """Open the file, which appears when it is complete, or stdout if there is no path."""
    if path is None:
        with _Screen() if sys.stdout.isatty() else _stdout() as file:
            yield file
        return
    draft = Path(f"{path}.part")
    try:
        with draft.open("w", encoding="utf-8", newline="") as file:
            yield file
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _writer(file: TextIO, form: str, columns: Sequence[str]) -> Callable[[Row], None]:
    """Return a function that writes one row. CSV has a line with the names of the columns first."""
    if form == "jsonl":
        return lambda row: _write_json(file, {column: row[column] for column in columns})
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(columns)
    return lambda row: rows.writerow([_cell(row[column]) for column in columns])


def _write_json(file: TextIO, row: Row) -> None:
    file.write(escaped_in_json(json.dumps(row, default=plain, ensure_ascii=False)) + "\n")


def _cell(value: Any) -> Any:
    """Return a value as CSV has it; an unknown one is empty."""
    match value:
        case bool():
            return "true" if value else "false"
        case datetime():
            return value.isoformat()
        case dict() | list():
            return json.dumps(value, default=plain, ensure_ascii=False)
        case _:
            return value


def _stdout() -> TextIO:
    """Return stdout in UTF-8, whatever the locale."""
    sys.stdout.flush()
    return open(sys.stdout.fileno(), "w", encoding="utf-8", newline="", closefd=False)


class _Screen(io.TextIOBase):
    """Stdout as a terminal, which no text controls."""

    def write(self, text: str) -> int:
        return sys.stdout.write(printable(text))
