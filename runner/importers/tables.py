"""CSV files with a header row, read as a stream."""

import csv
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from runner.errors import UserError
from runner.importers import causes
from runner.importers.causes import COMMAS

LONGEST_FIELD = 10_000_000  # characters; a longer one is a quote that was never closed
BEGINNING = 100  # characters, enough to recognise another kind of file


class Table:
    """A CSV file: its header is read at once, its records as a stream. Raises UserError if it is not CSV."""

    kind = "generators"  # what the file should be
    known_keys: frozenset[str] = frozenset()  # keys of the columns that an export of this kind has

    def __init__(self, path: Path):
        self.path = path
        self.bytes_read = 0
        if cause := causes.of_beginning(self._beginning()):
            raise UserError(f"{path} {cause[0]}", hint=cause[1])
        _, self.header = next(self._lines_and_fields(), (1, []))
        if not self.header:
            raise UserError(f"{path} is empty", hint="export it again")
        self.bytes_total = path.stat().st_size

    def locate(self, key_of: Callable[[str], str | None], required: Mapping[str, str]) -> dict[str, int]:
        """Return the index of each key's column.

        `key_of` returns a header's key, or None to ignore the column; `required` describes each required key in words.
        """
        columns: dict[str, int] = {}
        for index, name in enumerate(self.header):
            key = key_of(name)
            if key in columns:
                raise UserError(
                    f"{self.path}: the columns '{self.header[columns[key]]}' and '{name}' have the same meaning"
                )
            if key is not None:
                columns[key] = index
        self._known = sum(key in self.known_keys for key in columns)
        for key, what in required.items():
            if key not in columns:
                raise self.lacks(what)
        return columns

    def lacks(self, what: str) -> UserError:
        """Return an error with its cause, as far as it shows, and the columns of the file."""
        _, first = next(self.records(), (0, []))
        cause, hint = causes.of_missing_column(self.kind, self.header, set(map(loose, self.header)), first, self._known)
        because = f": {cause}" if cause else ""
        columns = ", ".join(self.header)
        return UserError(f"{self.path} has no column for {what}{because}; it has: {columns:.300}", hint=hint)

    def notes(self) -> Iterator[str]:
        """Yield what a person should know about the file after it has been read."""
        yield from ()

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Yield each record after the header: the number of its first line, counted from 1, and its fields."""
        records = self._lines_and_fields()
        next(records)
        yield from records

    def misfit(self, fields: list[str]) -> str | None:
        """Return why the fields do not match the header, or None if they do."""
        if len(fields) == len(self.header):
            return None
        lines = 1 + sum(field.count("\n") for field in fields)
        return (
            f"{len(fields)} fields on {lines} line{'s' * (lines > 1)}, but the header has {len(self.header)}: "
            "a quote or a comma is misplaced"
        )

    def _beginning(self) -> str:
        try:
            with self.path.open(encoding="utf-8-sig", errors="replace") as stream:
                return stream.read(BEGINNING)
        except OSError as error:
            raise UserError(f"cannot read {self.path}: {error.strerror}") from error

    def _lines_and_fields(self) -> Iterator[tuple[int, list[str]]]:
        csv.field_size_limit(LONGEST_FIELD)
        line = 1
        try:
            with self.path.open(encoding="utf-8-sig", newline="") as stream:
                reader = csv.reader(text.replace("\0", "") for text in stream)
                for fields in reader:
                    self.bytes_read = stream.buffer.tell()
                    if fields:
                        yield line, fields
                    line = reader.line_num + 1
        except OSError as error:
            raise UserError(f"cannot read {self.path}: {error.strerror}") from error
        except UnicodeDecodeError as error:
            line = _first_line_not_utf8(self.path)
            raise UserError(f"{self.path}, line {line}: not UTF-8 text", hint="save it as CSV in UTF-8") from error
        except csv.Error as error:
            raise UserError(f"{self.path}, row {line}: not CSV: {error}", hint=COMMAS) from error


def loose(name: str) -> str:
    """Return a name without case, spaces and punctuation, so that 'Url clicks' and 'URL_clicks' are equal."""
    return "".join(filter(str.isalnum, name.casefold()))


def _first_line_not_utf8(path: Path) -> int:
    with path.open("rb") as stream:
        return next(number for number, line in enumerate(stream, 1) if not _is_utf8(line))


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True
