"""Write runner/defaults.json, the propensities of a new account as the database tells them: `make reference`."""

import sys
from pathlib import Path

import psycopg
from psycopg.rows import dict_row

TARGET = Path(__file__).resolve().parents[1] / "runner" / "defaults.json"
sys.path.insert(0, str(TARGET.parents[1]))

from runner.fallback import document  # noqa: E402


def defaults(connection: psycopg.Connection) -> str:
    """The whole file; the account made to ask with is gone when this returns."""
    with connection.transaction(force_rollback=True):
        connection.execute("select bandit.create_account('pgbandit-defaults')")
        cursor = connection.cursor(row_factory=dict_row)
        cursor.execute("select * from bandit.list_propensities(bandit.account_id('pgbandit-defaults'))")
        return document(cursor.fetchall())


if __name__ == "__main__":
    with psycopg.connect(sys.argv[1]) as database:
        TARGET.write_text(defaults(database), encoding="utf-8")
