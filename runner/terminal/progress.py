"""Progress bars, shown on stderr if it is a terminal."""

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from runner.terminal.streams import color_system, is_dumb


def progress(description: str, total: float | None) -> Any:
    """Return a context manager whose value has `advance(amount)`."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return _Bar(
        Progress(
            *columns,
            console=Console(stderr=True, color_system=color_system()),
            transient=True,
            disable=is_dumb() or not sys.stderr.isatty(),
        ),
        description,
        total,
    )


def track(description: str) -> Callable[[Sequence[Any]], Iterator[Any]]:
    """Return a function that passes items on and shows the progress through them."""

    def passed_on(items: Sequence[Any]) -> Iterator[Any]:
        with progress(description, len(items)) as bar:
            for item in items:
                yield item
                bar.advance()

    return passed_on


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
