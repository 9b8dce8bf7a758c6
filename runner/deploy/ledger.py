"""The table `deployed_objects`: each object of the last sync, its file, and the hashes of both."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass

import psycopg

from runner.deploy.catalogue import name_of


@dataclass(frozen=True)
class Entry:
    identity: str
    kind: str
    file_path: str
    file_hash: str
    catalogue_hash: str

    @property
    def key(self) -> tuple[bool, str]:
        """The same key as that of a source."""
        return self.kind == "view", name_of(self.identity)


def read(conn: psycopg.Connection) -> dict[tuple[bool, str], Entry]:
    """The entries by key; empty before the migration that creates the table."""
    if conn.execute("select to_regclass('bandit.deployed_objects')").fetchone() == (None,):
        return {}
    rows = conn.execute("""
        select identity, kind, file_path, file_hash, catalogue_hash
        from bandit.deployed_objects
    """)
    return {entry.key: entry for entry in (Entry(*row) for row in rows)}


def replace(conn: psycopg.Connection, before: Iterable[Entry], after: Iterable[Entry]) -> None:
    """Write the differences."""
    before, after = set(before), set(after)
    with conn.cursor() as cursor:
        cursor.executemany(
            "delete from bandit.deployed_objects where identity = %s",
            [[entry.identity] for entry in before - after],
        )
        cursor.executemany(
            """
            insert into bandit.deployed_objects (identity, kind, file_path, file_hash, catalogue_hash)
            values (%s, %s, %s, %s, %s)
            """,
            [astuple(entry) for entry in after - before],
        )
