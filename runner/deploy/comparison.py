"""Files, ledger and catalogue side by side: what a sync has to do, and what the doctor has to say."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import psycopg

from runner.deploy import catalogue, ledger, sources
from runner.deploy.catalogue import Object
from runner.deploy.ledger import Entry
from runner.deploy.sources import Source


@dataclass(frozen=True)
class Comparison:
    sources: list[Source]
    entries: dict[str, Entry]  # by file
    objects: dict[str, Object]  # by identity

    @property
    def new(self) -> list[Source]:
        """Files that were never deployed."""
        return [source for source in self.sources if source.path not in self.entries]

    @property
    def edited(self) -> list[Source]:
        deployed = [source for source in self.sources if source.path in self.entries]
        return [source for source in deployed if source.hash != self.entries[source.path].file_hash]

    @property
    def gone(self) -> list[Entry]:
        """Objects whose file was removed."""
        return [entry for entry in self.entries.values() if entry.file_path not in self._paths]

    @property
    def missing(self) -> list[Entry]:
        """Objects that were dropped by hand."""
        return [entry for entry in self._kept if entry.identity not in self.objects]

    @property
    def drifted(self) -> list[Entry]:
        """Objects that were changed by hand."""
        standing = [entry for entry in self._kept if entry.identity in self.objects]
        return [entry for entry in standing if entry.catalogue_hash != self.objects[entry.identity].hash]

    @property
    def unknown(self) -> list[Object]:
        """Objects that no file made."""
        known = {entry.identity for entry in self.entries.values()}
        return [each for identity, each in self.objects.items() if identity not in known]

    @property
    def stale(self) -> list[Source]:
        """Files that have to be run, in order."""
        files = {source.path for source in self.new + self.edited}
        files |= {entry.file_path for entry in self.missing + self.drifted}
        return [source for source in self.sources if source.path in files]

    @property
    def in_step(self) -> bool:
        return not self.stale and not self.gone

    @property
    def standing_views(self) -> list[str]:
        """Views that an earlier sync made and that are still there."""
        return [entry.identity for entry in self._standing if entry.kind == "view"]

    @property
    def standing_routines(self) -> list[str]:
        return [entry.identity for entry in self._standing if entry.kind != "view"]

    @property
    def _standing(self) -> list[Entry]:
        return [entry for entry in self.entries.values() if entry.identity in self.objects]

    @property
    def _kept(self) -> list[Entry]:
        """Entries whose file is still there."""
        return [entry for entry in self.entries.values() if entry.file_path in self._paths]

    @cached_property
    def _paths(self) -> set[str]:
        return {source.path for source in self.sources}


def compare(conn: psycopg.Connection, folder: Path) -> Comparison:
    return Comparison(sources.read(folder), ledger.read(conn), catalogue.objects(conn))
