"""Write tests/upgrade/<version>.sql.gz: a database of the present version with rows of every kind.

    python -m tests.upgrade.dump

The same files give the same dump: rows are sorted, and values that depend on chance, on the time of this run or on this
machine are replaced.
"""

import gzip
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import md5
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier

from runner import deploy, server
from tests.conftest import CARELESS, throw_away_home

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
TARGET = FOLDER / f"{VERSION}.sql.gz"

OLDEST = 15  # older servers may be unable to restore the dump of a newer one
DEPLOYED_AT = "2025-01-01 00:00:00"

HEAD = """\
-- pgbandit {version} with rows of every kind, written by tests/upgrade/dump.py.
-- A role that may create a schema and act as bandit_owner can restore it.
{roles}
{schemas}
set role bandit_owner;
"""
SCHEMA = re.compile(r"^CREATE SCHEMA (\w+);$", re.MULTILINE)
LEFT_OUT = re.compile(r"^(\\(un)?restrict |CREATE SCHEMA |-- Dumped |SET transaction_timeout ).*\n", re.MULTILINE)
ROWS = re.compile(r"^(COPY [^\n]* FROM stdin;\n)(.*?)(^\\\.$)", re.MULTILINE | re.DOTALL)
UUID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
TIME = re.compile(r"\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+")


def fill(dsn: str) -> None:
    subprocess.run(["psql", "--quiet", "--no-psqlrc", "--file", FOLDER / "fill.psql", dsn], check=True)
    with psycopg.connect(dsn) as conn:
        conn.execute("""
            update bandit._yoyo_log
            set id = migration_id, username = 'user', hostname = 'host'
        """)
        if missing := [*_empty_tables(conn), *_unused_values(conn)]:
            sys.exit(f"fill.psql leaves out: {', '.join(missing)}")


def _empty_tables(conn: psycopg.Connection) -> Iterator[str]:
    tables = conn.execute("""
        select relname
        from pg_class
        where relnamespace = 'bandit'::regnamespace
            and relkind in ('r', 'p')
            and not relispartition
            and relname <> 'yoyo_lock'
        order by relname
    """)
    for (name,) in tables.fetchall():
        if conn.execute(SQL("select 1 from bandit.{} limit 1").format(Identifier(name))).fetchone() is None:
            yield name


def _unused_values(conn: psycopg.Connection) -> Iterator[str]:
    """Values that a check of a column lists (a status, a source, ...) and no row has."""
    lists = conn.execute(r"""
        select c.conrelid::regclass::text, a.attname, v.value[1]
        from pg_constraint as c
        join pg_attribute as a on a.attrelid = c.conrelid and array[a.attnum] = c.conkey
        cross join lateral regexp_matches(pg_get_constraintdef(c.oid), '''(\w+)''::text', 'g') as v (value)
        where c.connamespace = 'bandit'::regnamespace
            and c.contype = 'c'
            and pg_get_constraintdef(c.oid) ~ '= ANY \(ARRAY'
        order by 1, 2, 3
    """)
    for table, column, value in lists.fetchall():
        query = SQL("select 1 from {} where {} = {} limit 1").format(SQL(table), Identifier(column), value)
        if conn.execute(query).fetchone() is None:
            yield f"{table}.{column} = {value}"


def dump(dsn: str, started: datetime) -> str:
    """Our schemas and their rows, as SQL."""
    command = ["pg_dump", "--no-owner", "--schema", "bandit*", dsn]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    schemas = "\n".join(f"create schema {name} authorization bandit_owner;" for name in SCHEMA.findall(text))
    text = UUID.sub(_stable_ids(dsn), LEFT_OUT.sub("", text))
    text = TIME.sub(lambda found: DEPLOYED_AT if found[0] >= f"{started:%F %T}" else found[0], text)
    text = ROWS.sub(lambda found: found[1] + "".join(sorted(found[2].splitlines(keepends=True))) + found[3], text)
    roles = (ROOT / "sql/roles.sql").read_text()
    return HEAD.format(version=VERSION, roles=roles, schemas=schemas) + text


def _stable_ids(dsn: str):
    """What replaces each id of a decision: a number in the order of the decisions, hashed."""
    with psycopg.connect(dsn) as conn:
        decisions = conn.execute("""
            select decision_id::text
            from bandit.content_metadata
            order by account_id, created_at, u, tweet_id
        """)
        stable = {old: str(_uuid(number)) for number, (old,) in enumerate(decisions)}
    return lambda found: stable.get(found[0], found[0])  # other ids are hashes


def _uuid(number: int) -> str:
    digits = md5(str(number).encode()).hexdigest()
    return "-".join([digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]])


def main() -> None:
    with throw_away_home() as home:
        started = datetime.now(UTC)
        status = server.start(home, CARELESS | {"autovacuum": "off", "timezone": "UTC"})
        with psycopg.connect(status.dsn) as conn:
            if conn.info.server_version // 10000 != OLDEST:
                sys.exit(f"write the dump with PostgreSQL {OLDEST}, the oldest version that is supported")
        deploy.migrate(status.dsn, schedule_jobs=False)
        fill(status.dsn)
        text = dump(status.dsn, started)
    TARGET.write_bytes(gzip.compress(text.encode(), mtime=0))
    print(f"{TARGET.relative_to(ROOT)}: {TARGET.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
