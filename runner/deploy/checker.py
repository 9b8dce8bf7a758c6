"""Checks every PL/pgSQL routine of our schemas with plpgsql_check, so that a missing object is found at deployment."""

from collections.abc import Iterable
from dataclasses import dataclass

import psycopg
from psycopg import sql

from runner.deploy import extensions
from runner.deploy.catalogue import name_of
from runner.deploy.sources import Source

# A trigger function is checked once for each table it serves.
_PROBLEMS = """
select
    p.oid::regprocedure::text as identity,
    p.prosrc,
    f.lineno,
    concat_ws(': ', f.message, f.detail) as message
from pg_proc as p
join pg_language as l on l.oid = p.prolang and l.lanname = 'plpgsql'
left join pg_trigger as t on t.tgfoid = p.oid and not t.tgisinternal and t.tgparentid = 0
cross join lateral {schema}.plpgsql_check_function_tb(p.oid, coalesce(t.tgrelid, 0), fatal_errors => false) as f
where p.pronamespace in ('bandit'::regnamespace, 'bandit_internal'::regnamespace)
    and p.prorettype <> 'event_trigger'::regtype
    and (p.prorettype <> 'trigger'::regtype or t.oid is not null)
    and f.level = 'error'
order by p.oid::regprocedure::text, f.lineno
"""


@dataclass(frozen=True)
class Problem:
    identity: str
    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.identity}: {self.message}"


def problems(conn: psycopg.Connection, sources: Iterable[Source]) -> list[Problem]:
    """The errors that plpgsql_check reports; none if the extension cannot be used."""
    schema = extensions.usable_schema(conn, "plpgsql_check")
    if schema is None:
        return []
    rows = conn.execute(sql.SQL(_PROBLEMS).format(schema=sql.Identifier(schema))).fetchall()
    by_name = {source.name: source for source in sources if not source.is_view}
    return [
        Problem(identity, _place(by_name.get(name_of(identity)), body, line), message)
        for identity, body, line, message in rows
    ]


def _place(source: Source | None, body: str, line: int | None) -> str:
    """The line in the file if the body comes from a file, else the line in the body."""
    if source is None or body not in source.text:
        return f"line {line or 1} of its body"
    above = source.text[: source.text.index(body)].count("\n")
    return f"sql/{source.path}:{above + (line or 1)}"
