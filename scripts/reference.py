"""Write sql/REFERENCE.md from the COMMENTs of a migrated database: `make reference`."""

import sys
from pathlib import Path

import psycopg

TARGET = Path(__file__).resolve().parents[1] / "sql" / "REFERENCE.md"

ROUTINES = """
    select p.proname::text, pg_get_function_arguments(p.oid), pg_get_function_result(p.oid),
           obj_description(p.oid, 'pg_proc')
    from pg_proc as p
    where p.pronamespace = %s::regnamespace
      and p.prorettype <> 'trigger'::regtype
    order by p.proname collate "C"
"""
RELATIONS = """
    select c.relname::text, obj_description(c.oid, 'pg_class')
    from pg_class as c
    where c.relnamespace = %s::regnamespace
      and c.relkind = any (%s)
      and not c.relispartition
      and c.relname !~ '^_?yoyo'
    order by c.relname collate "C"
"""
COLUMNS = """
    select a.attname::text, format_type(a.atttypid, a.atttypmod), col_description(a.attrelid, a.attnum)
    from pg_attribute as a
    where a.attrelid = %s::regclass
      and a.attnum > 0
      and not a.attisdropped
    order by a.attnum
"""


def reference(connection: psycopg.Connection) -> str:
    """Return the whole page."""
    parts = [
        "# Reference",
        "Generated from the comments in the database by `make reference`. The interface is schema `bandit`.",
        "## Functions and procedures",
        *_routines(connection, "bandit"),
        "## Views",
        _views(connection, "bandit"),
        "## Tables",
        *(_table(connection, *row) for row in connection.execute(RELATIONS, ["bandit", ["r", "p"]])),
        "# Internals",
        "Schema `bandit_internal` stands behind the interface. It can change without notice.",
        "## Internal functions and procedures",
        *_routines(connection, "bandit_internal"),
        "## Internal views",
        _views(connection, "bandit_internal"),
    ]
    return "\n\n".join(parts) + "\n"


def _routines(connection: psycopg.Connection, schema: str) -> list[str]:
    return [_routine(*row) for row in connection.execute(ROUTINES, [schema])]


def _views(connection: psycopg.Connection, schema: str) -> str:
    return "\n".join(f"- **{name}**: {comment}" for name, comment in connection.execute(RELATIONS, [schema, ["v"]]))


def _routine(name: str, arguments: str, result: str | None, comment: str) -> str:
    returns = [f"  returns {result}"] if result else []
    return "\n".join([f"### {name}", comment, "", "```sql", f"{name}({arguments})", *returns, "```"])


def _table(connection: psycopg.Connection, name: str, comment: str) -> str:
    rows = connection.execute(COLUMNS, [f"bandit.{name}"])
    lines = [f"| {column} | {kind} | {meaning} |" for column, kind, meaning in rows]
    return "\n".join([f"### {name}", comment, "", "| column | type | meaning |", "| --- | --- | --- |", *lines])


if __name__ == "__main__":
    with psycopg.connect(sys.argv[1]) as database:
        TARGET.write_text(reference(database), encoding="utf-8")
