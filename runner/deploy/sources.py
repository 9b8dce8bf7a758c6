"""The files of `sql/`: one object each, named after it."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from runner.errors import UserError

_REFERENCE = re.compile(r"\bbandit(?:_internal)?\.(\w+)")
_INTERNAL = {"internal", "staging", "intermediate"}
_COMMENT_OR_LITERAL = re.compile(r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'", re.DOTALL)


@dataclass(frozen=True)
class Source:
    path: str  # relative to sql/
    text: str

    @property
    def name(self) -> str:
        return Path(self.path).stem

    @property
    def is_view(self) -> bool:
        return self.path.startswith("views/")

    @property
    def schema(self) -> str:
        """The schema that belongs to the folder of the file."""
        return "bandit_internal" if _INTERNAL & set(Path(self.path).parts) else "bandit"

    @property
    def key(self) -> tuple[bool, str]:
        """Kind (whether it is a view) and name of the object, regardless of its folder."""
        return self.is_view, self.name

    @cached_property
    def hash(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def mentions(self) -> set[str]:
        """Names of our objects that occur in the statements. Comments and literals do not count."""
        return set(_REFERENCE.findall(_COMMENT_OR_LITERAL.sub("", self.text)))


def read(folder: Path) -> list[Source]:
    """All files: routines before views, each after the files that it depends on."""
    routines = _read(folder, "functions/**/*.sql")
    views = _read(folder, "views/**/*.sql")
    return _in_order(routines) + _in_order(views)


def _read(folder: Path, pattern: str) -> list[Source]:
    found: dict[str, Source] = {}
    for file in sorted(folder.glob(pattern)):
        source = Source(file.relative_to(folder).as_posix(), file.read_text("utf-8"))
        if source.name in found:
            raise UserError(f"sql/{source.path} and sql/{found[source.name].path} hold an object of the same name")
        found[source.name] = source
    return list(found.values())


def _in_order(sources: Iterable[Source]) -> list[Source]:
    """Each after those that it mentions. If routines mention each other, one of them comes first."""
    by_name = {source.name: source for source in sources}
    ordered: list[Source] = []
    seen: set[str] = set()

    def visit(name: str) -> None:
        if name in seen:
            return
        seen.add(name)
        for mentioned in sorted(by_name[name].mentions & by_name.keys()):
            visit(mentioned)
        ordered.append(by_name[name])

    for name in by_name:
        visit(name)
    return ordered
