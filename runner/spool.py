"""What a bot said while the database was away: a file with one JSON object a line, in order, until it is replayed.

Appenders lock the file for as long as a write takes, and never wait for a database. A replay has a lock of its own;
when it ends, it sets aside what was refused, and then takes from the file the lines that it did, each in one step and
for good. Killed at any point, it is done again from the first line, and what it does is idempotent.
"""

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from runner import files

Entry = dict[str, Any]


class Refused(Exception):
    """An entry will not be had, now or later."""


class Spool:
    """The lines that wait, and those that were set aside."""

    def __init__(self, stem: str):
        self.path = Path(f"{stem}.spool")
        self.aside = Path(f"{stem}.set-aside")
        self._appending = Path(f"{stem}.lock")
        self._replaying = Path(f"{stem}.replaying")

    def append(self, entry: Entry) -> None:
        """Write a line, which is on disk when this returns; if that fails, it is as if nothing had been written."""
        line = json.dumps(entry, default=str).encode() + b"\n"
        with files.locked(self._appending):
            descriptor = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT, files.PRIVATE)
            try:
                self._write(descriptor, line)
            finally:
                os.close(descriptor)

    def waiting(self) -> int:
        """How many lines wait."""
        return sum(1 for line in _lines(self.path) if line.strip())

    def set_aside(self) -> int:
        """How many lines were set aside."""
        return len(_lines(self.aside))

    def replay(self, do: Callable[[Entry], None], tell: Callable[[str], None]) -> None:
        """Do every line, in order, and tell why lines were set aside. Errors of `do` but Refused end the replay."""
        if not self.path.exists():
            return
        with files.locked(self._replaying):
            with files.locked(self._appending):
                lines = _lines(self.path)
            done: list[bytes] = []
            refused: dict[bytes, str] = {}
            try:
                for line in lines:
                    if line.strip():
                        try:
                            do(_parsed(line))
                        except Refused as error:
                            refused[line] = str(error)
                    done.append(line)
            finally:
                self._remove(done, refused)
                for reason in refused.values():
                    tell(reason)

    def _write(self, descriptor: int, line: bytes) -> None:
        end = os.fstat(descriptor).st_size
        if end and os.pread(descriptor, 1, end - 1) != b"\n":
            line = b"\n" + line  # a process died in the middle of its line
        try:
            if os.write(descriptor, line) < len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self.path))
            os.fsync(descriptor)
            if not end:
                files.sync_folder(self.path.parent)
        except OSError:
            os.ftruncate(descriptor, end)
            raise

    def _remove(self, done: list[bytes], refused: dict[bytes, str]) -> None:
        with files.locked(self._appending):
            if refused:
                kept = _lines(self.aside)
                kept += [text for text in map(_aside, refused.items()) if not _is_among(text, kept)]
                files.replace(self.aside, b"".join(kept))
            rest = b"".join(_lines(self.path)[len(done) :])
            if rest.strip():
                files.replace(self.path, rest)
            elif done:
                files.remove(self.path)


def _lines(file: Path) -> list[bytes]:
    """The lines of a file, with their ends; none if there is no file."""
    try:
        with file.open("rb") as opened:
            return opened.readlines()
    except FileNotFoundError:
        return []


def _aside(refusal: tuple[bytes, str]) -> bytes:
    """A refused line, whole, and why."""
    line, reason = refusal
    return json.dumps({"line": line.decode(errors="surrogateescape"), "reason": reason}).encode() + b"\n"


def _is_among(text: bytes, kept: list[bytes]) -> bool:
    """Whether a line was set aside before, as by a replay that died right then; the reason may read otherwise now."""
    line, _, _ = text.rpartition(b'", "reason": "')
    return any(each.startswith(line + b'", "reason": ') for each in kept)


def _parsed(line: bytes) -> Entry:
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Refused(f"the line is damaged: {error}") from None
