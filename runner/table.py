"""Tables for people. On a terminal the widest column wraps until the others fit; in a pipe nothing does."""

import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

GAP = "  "
NARROWEST = 24  # characters that the widest column keeps, however narrow the terminal


@dataclass
class Column:
    """A column's heading, in lines, and its cells."""

    heading: list[str]
    cells: list[str]
    is_number: bool

    @property
    def width(self) -> int:
        return max(map(len, self.heading + self.cells))


def lay_out(columns: Sequence[Column]) -> tuple[list[str], list[str]]:
    """The lines of the heading, and those below it."""
    widths = _fitted([column.width for column in columns])
    height = max(len(column.heading) for column in columns)
    headings = [[""] * (height - len(column.heading)) + column.heading for column in columns]

    def lines(cells: Sequence[list[str]]) -> Iterator[str]:
        for words in zip_longest(*cells, fillvalue=""):
            aligned = (
                word.rjust(width) if column.is_number else word.ljust(width)
                for word, width, column in zip(words, widths, columns, strict=True)
            )
            yield GAP.join(aligned).rstrip()

    rows = zip(*(_wrapped(column.cells, width) for column, width in zip(columns, widths, strict=True)), strict=True)
    return list(lines(headings)), [line for row in rows for line in lines(row)]


def _fitted(widths: list[int]) -> list[int]:
    """The widths, with the widest cut to what the terminal has left for it."""
    if not sys.stdout.isatty():
        return widths
    widest = widths.index(max(widths))
    surplus = sum(widths) + len(GAP) * (len(widths) - 1) - shutil.get_terminal_size().columns
    if surplus > 0:
        widths[widest] = max(widths[widest] - surplus, min(widths[widest], NARROWEST))
    return widths


def _wrapped(cells: list[str], width: int) -> list[list[str]]:
    return [textwrap.wrap(cell, width) or [""] for cell in cells]
