"""The process's arguments and standard streams, whatever the caller passed on."""

import os
import sys

from runner.errors import UserError


def prepare() -> None:
    """Make the three streams usable: one that is closed, and one that cannot encode every character.

    A closed output discards what is written to it; a closed input fails when it is read. A character that the locale
    cannot encode is printed as a question mark.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_WRONLY)  # receives this number, the lowest that is free
    sys.stdin = sys.stdin or open(0, closefd=False)  # noqa: SIM115
    sys.stdout = sys.stdout or open(1, "w", closefd=False)  # noqa: SIM115
    sys.stderr = sys.stderr or open(2, "w", closefd=False)  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if stream.errors in ("strict", "surrogateescape"):
            stream.reconfigure(errors="replace")


def encodes_everything() -> bool:
    """Return whether stdout can encode every character."""
    return sys.stdout.encoding.lower().replace("-", "") == "utf8"


def is_dumb() -> bool:
    """Return whether the terminal cannot move the cursor."""
    return os.environ.get("TERM") == "dumb"


def color_system() -> str | None:
    """Return rich's colour system: None prints without colours and bold."""
    return None if is_dumb() or os.environ.get("NO_COLOR") else "auto"


def require_text(arguments: list[str]) -> None:
    """Raise UserError if an argument is not text in the encoding of the locale."""
    for number, argument in enumerate(arguments, 1):
        if not is_text(argument):
            raise UserError(f"argument {number} is not UTF-8 text: {ascii(argument)[1:-1]:.100}", "pass it in UTF-8")


def is_text(value: str) -> bool:
    """Return whether the value has no bytes that could not be decoded."""
    return not any("\ud800" <= character <= "\udfff" for character in value)
