"""Write runner/bot/defaults.json, the propensities of a new account: `make reference`."""

import sys
from pathlib import Path

import psycopg
from psycopg.rows import dict_row

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "runner" / "bot" / "defaults.json"
sys.path.insert(0, str(ROOT))

from runner.bot.fallback import document  # noqa: E402


def defaults(connection: psycopg.Connection) -> str:
    """Return the whole file. The account that is created for this is rolled back."""
    with connection.transaction(force_rollback=True):
        connection.execute("select bandit.create_account('pgbandit-defaults')")
        cursor = connection.cursor(row_factory=dict_row)
        cursor.execute("select * from bandit.list_propensities(bandit.account_id('pgbandit-defaults'))")
        return document(cursor.fetchall())


if __name__ == "__main__":
    with psycopg.connect(sys.argv[1]) as database:
        TARGET.write_text(defaults(database), encoding="utf-8")
