"""The spool: calls that could not be sent, one JSON object a line, in order, until they are sent.

An appender locks the file only while it writes, and never waits for a database. Draining has a lock of its own. When it
ends, it first stores the dead letters, then removes the lines that it processed; each step is atomic and durable. After
a crash at any point, the next drain starts again at the first line; sending a call twice has no effect.
"""

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from runner.bot import files
from runner.database import documents

Entry = dict[str, Any]


class Rejected(Exception):
    """The database rejected the entry permanently."""


class Spool:
    """The queued calls, and the dead letters: those that were rejected."""

    def __init__(self, stem: str):
        self.path = Path(f"{stem}.spool")
        self.dead_letters = Path(f"{stem}.dead-letters")
        self._appending = Path(f"{stem}.lock")
        self._draining = Path(f"{stem}.draining")

    def append(self, entry: Entry) -> None:
        """Write an entry durably. If that fails, the file is unchanged."""
        line = json.dumps(entry, default=str).encode() + b"\n"
        with files.locked(self._appending):
            descriptor = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT, files.PRIVATE)
            try:
                self._write(descriptor, line)
            finally:
                os.close(descriptor)

    def count_waiting(self) -> int:
        """Return the number of queued calls."""
        return _count(self.path)

    def count_dead_letters(self) -> int:
        """Return the number of dead letters."""
        return len(_lines(self.dead_letters))

    def elsewhere(self) -> dict[Path, int]:
        """Return the other spools in the folder that have queued calls, with the number of these."""
        others = [path for path in sorted(self.path.parent.glob("*.spool")) if path != self.path]
        return {path: count for path in others if (count := _count(path))}

    def drain(self, send: Callable[[Entry], None], report: Callable[[str], None]) -> None:
        """Send every entry in order, and report the reason for each dead letter.

        `send` raises Rejected for a dead letter; any other exception ends the drain.
        """
        if not self.path.exists():
            return
        with files.locked(self._draining):
            with files.locked(self._appending):
                lines = _lines(self.path)
            done: list[bytes] = []
            rejected: dict[bytes, str] = {}
            try:
                for line in lines:
                    if line.strip():
                        try:
                            send(_parsed(line))
                        except Rejected as error:
                            rejected[line] = str(error)
                    done.append(line)
            finally:
                self._remove(done, rejected)
                for reason in rejected.values():
                    report(reason)

    def _write(self, descriptor: int, line: bytes) -> None:
        end = os.fstat(descriptor).st_size
        if end and os.pread(descriptor, 1, end - 1) != b"\n":
            line = b"\n" + line  # a process died while it wrote its line
        try:
            if os.write(descriptor, line) < len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self.path))
            os.fsync(descriptor)
            if not end:
                files.sync_folder(self.path.parent)
        except OSError:
            os.ftruncate(descriptor, end)
            raise

    def _remove(self, done: list[bytes], rejected: dict[bytes, str]) -> None:
        with files.locked(self._appending):
            if rejected:
                kept = _lines(self.dead_letters)
                kept += [letter for letter in map(_dead_letter, rejected.items()) if not _is_among(letter, kept)]
                files.replace(self.dead_letters, b"".join(kept))
            rest = b"".join(_lines(self.path)[len(done) :])
            if rest.strip():
                files.replace(self.path, rest)
            elif done:
                files.remove(self.path)


def _count(file: Path) -> int:
    return sum(1 for line in _lines(file) if line.strip())


def _lines(file: Path) -> list[bytes]:
    """Return the lines of a file with their ends, or none if there is no file."""
    try:
        with file.open("rb") as opened:
            return opened.readlines()
    except FileNotFoundError:
        return []


def _dead_letter(rejection: tuple[bytes, str]) -> bytes:
    """Return the whole rejected line with the reason, as a line of JSON."""
    line, reason = rejection
    return json.dumps({"line": line.decode(errors="surrogateescape"), "reason": reason}).encode() + b"\n"


def _is_among(letter: bytes, kept: list[bytes]) -> bool:
    """Return whether an interrupted drain has stored the line already; its reason may differ now."""
    line, _, _ = letter.rpartition(b'", "reason": "')
    return any(each.startswith(line + b'", "reason": ') for each in kept)


def _parsed(line: bytes) -> Entry:
    try:
        return documents.parse(line.decode())
    except ValueError as error:
        raise Rejected(f"the line is damaged: {error}") from None
