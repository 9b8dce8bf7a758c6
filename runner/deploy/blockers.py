"""Names the sessions that hold the lock that a deployment waits for."""

from collections.abc import Iterable

import psycopg

_QUERY_LENGTH = 100

# Ordinary roles do not see the times and queries of other roles.
_SESSIONS = """
select distinct a.pid, a.usename, a.xact_start, a.query
from pg_locks as l
join pg_stat_activity as a using (pid)
where {condition}
order by a.xact_start, a.pid
"""
_OF_SESSION = _SESSIONS.format(condition="l.pid = any(pg_blocking_pids(%s))")
_OF_ADVISORY_LOCK = _SESSIONS.format(
    condition="""
        l.locktype = 'advisory'
        and l.granted
        and l.database = (select oid from pg_database where datname = current_database())
        and (l.classid::bigint << 32) | l.objid::bigint = %s
    """
)


def of_session(conn: psycopg.Connection, pid: int) -> str:
    """The sessions that the session `pid` waits for, in words; empty if it waits for none."""
    return "; ".join(map(_in_words, conn.execute(_OF_SESSION, [pid])))


def of_advisory_lock(conn: psycopg.Connection, lock: int) -> str:
    return "; ".join(map(_in_words, conn.execute(_OF_ADVISORY_LOCK, [lock]))) or "it has just ended"


def _in_words(session: Iterable) -> str:
    pid, role, since, query = session
    since = f"{since:%Y-%m-%d %H:%M:%S} UTC" if since else "an unknown time"
    return f"process {pid} of role {role}, in a transaction since {since}: {_printable(query)}"


def _printable(query: str) -> str:
    text = " ".join("".join(each if each.isprintable() else " " for each in query).split())
    return text if len(text) <= _QUERY_LENGTH else f"{text[:_QUERY_LENGTH]}..."
