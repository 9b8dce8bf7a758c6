"""Compares files, ledger and catalogue: the differences that a sync removes and that the doctor reports."""

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
    entries: dict[tuple[bool, str], Entry]  # by key
    objects: dict[str, Object]  # by identity

    @property
    def new(self) -> list[Source]:
        """Files whose object was never deployed."""
        return [source for source in self.sources if source.key not in self.entries]

    @property
    def edited(self) -> list[Source]:
        return [source for source in self._deployed if source.hash != self.entries[source.key].file_hash]

    @property
    def moved(self) -> list[Source]:
        """Files that were moved to another folder of the same schema, and not edited."""
        return [
            source
            for source in self._deployed
            if source.hash == self.entries[source.key].file_hash and source.path != self.entries[source.key].file_path
        ]

    @property
    def gone(self) -> list[Entry]:
        """Objects whose file was removed."""
        return [entry for entry in self.entries.values() if entry.key not in self._keys]

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
        """Objects that no file defines."""
        known = {entry.identity for entry in self.entries.values()}
        return [each for identity, each in self.objects.items() if identity not in known]

    @property
    def stale(self) -> list[Source]:
        """Files that a sync must run, in order."""
        keys = {source.key for source in self.new + self.edited}
        keys |= {entry.key for entry in self.missing + self.drifted}
        return [source for source in self.sources if source.key in keys]

    @property
    def in_step(self) -> bool:
        """Whether the catalogue equals the files. The ledger may still name an old folder."""
        return not self.stale and not self.gone

    @property
    def standing_views(self) -> list[str]:
        """Views that an earlier sync created and that still exist."""
        return [entry.identity for entry in self._standing if entry.kind == "view"]

    @property
    def standing_routines(self) -> list[str]:
        return [entry.identity for entry in self._standing if entry.kind != "view"]

    @property
    def _standing(self) -> list[Entry]:
        return [entry for entry in self.entries.values() if entry.identity in self.objects]

    @property
    def _kept(self) -> list[Entry]:
        """Entries whose file still exists."""
        return [entry for entry in self.entries.values() if entry.key in self._keys]

    @property
    def _deployed(self) -> list[Source]:
        return [source for source in self.sources if source.key in self.entries]

    @cached_property
    def _keys(self) -> set[tuple[bool, str]]:
        return {source.key for source in self.sources}


def compare(conn: psycopg.Connection, folder: Path) -> Comparison:
    return Comparison(sources.read(folder), ledger.read(conn), catalogue.objects(conn))
