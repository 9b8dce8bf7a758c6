"""Single lines with styles: on a terminal with colours and wrapped."""

from collections.abc import Callable, Iterable

from rich.console import Console
from rich.text import Text

from runner.terminal.streams import color_system
from runner.terminal.texts import on_one_line

Part = tuple[str, str]  # a text and its style, "" for none


def printer() -> Callable[[Iterable[Part]], None]:
    """Return a function that prints the parts of a line on stdout, two spaces apart."""
    console = Console(highlight=False, color_system=color_system())

    def show(parts: Iterable[Part]) -> None:
        line = Text("  ").join(Text(on_one_line(text), style) for text, style in parts)
        console.print(line, soft_wrap=not console.is_terminal)

    return show
