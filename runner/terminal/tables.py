"""Tables for people, laid out by rich. On a terminal the widest column wraps; otherwise a row is one line."""

import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from runner.terminal.streams import color_system
from runner.terminal.texts import on_one_line

GAP = 2
NARROWEST = 24  # characters that the widest column keeps, however narrow the terminal is
LONGEST_LINE = 10**6


@dataclass
class Column:
    """A column's heading, in lines, and its cells."""

    heading: list[str]
    cells: list[str]
    is_number: bool


def render(columns: Sequence[Column]) -> str:
    """Return the table as text: no borders, numbers to the right, nothing truncated, headings bold on a terminal."""
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    contents = [[on_one_line(cell) for cell in column.cells] for column in columns]
    widths = [max(map(cell_len, column.heading + cells)) for column, cells in zip(columns, contents, strict=True)]
    widest = widths.index(max(widths))
    minimum = [min(width, NARROWEST) if index == widest else width for index, width in enumerate(widths)]
    height = max(len(column.heading) for column in columns)
    table = Table(box=None, padding=(0, GAP, 0, 0), pad_edge=False, header_style="bold")
    for index, column in enumerate(columns):
        heading = "\n".join([""] * (height - len(column.heading)) + column.heading)
        table.add_column(
            Text(heading),
            justify="right" if column.is_number else "left",
            no_wrap=index != widest,
            min_width=minimum[index],
        )
    for cells in zip(*contents, strict=True):
        table.add_row(*(Text(cell.rstrip()) for cell in cells))

    available = shutil.get_terminal_size().columns if sys.stdout.isatty() else LONGEST_LINE
    console = Console(
        width=max(available, sum(minimum) + GAP * (len(columns) - 1)),
        color_system=color_system(),
        highlight=False,
    )
    with console.capture() as capture:
        console.print(table, crop=False)
    return "\n".join(line.rstrip() for line in capture.get().splitlines())
