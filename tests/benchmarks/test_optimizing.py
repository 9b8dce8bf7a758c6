"""A run of an account with a long history against the same account with a short one: the window is all that counts."""

import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from psycopg.rows import dict_row
from psycopg.sql import SQL

from tests.benchmarks.figures import at_most, for_information, in_turns, seconds
from tests.conftest import dsn_of, execute

SHORT, LONG = 10_000, 1_000_000
RECENT, BUSY = 200, 10_000
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
A_WEEK = timedelta(days=7)
THREE_YEARS = timedelta(days=1095)
LAST_YEAR = NOW - timedelta(days=365)
POSTS = """
with posts as materialized (
    select
        gen_random_uuid() as decision_id,
        p.names[1 + n %% 12] as generator_name,
        %(until)s - n * %(span)s / %(posts)s::double precision as posted_at,
        n
    from generate_series(0, %(posts)s - 1) as n
    cross join (
        select array_agg(g.generator_name) as names
        from bandit.generator_weights as g
        where g.account_id = 1
    ) as p
),
decided as (
    insert into bandit.content_metadata (
        account_id, decision_id, generator_name, propensity, u,
        status, created_at, posted_at, tweet_id, selection_counted
    )
    select
        1, p.decision_id, p.generator_name, 0.08, 0.5,
        'posted', p.posted_at, p.posted_at, p.decision_id, %(counted)s
    from posts as p
)
insert into bandit.outcomes (
    account_id, decision_id, likes, views, impressions,
    followers_gained, followers_source, source, collected_at, known_at
)
select
    1, p.decision_id, p.n %% 20, 1000, 1000,
    p.n %% 3, 'reported', 'bot', p.posted_at, p.posted_at
from posts as p
"""
READINGS = {
    "explain_weights": ("select * from bandit.explain_weights(p_now => %s)", [NOW]),
    "report": ("select * from bandit.report(p_now => %s)", [NOW]),
    "report a year ago": ("select * from bandit.report(p_now => %s)", [LAST_YEAR]),
    "view performance": ("select * from bandit.performance", []),
    "view weights": ("select * from bandit.weights", []),
}


class Account:
    """The default account of a database of its own, with as many older posts, and later runs of it."""

    def __init__(self, dsn: str, older: int, recent: int):
        self.db = psycopg.connect(dsn, autocommit=True, row_factory=dict_row)
        self.db.execute("set session_replication_role = replica")  # the rows are sound: check no keys
        self._add(older, NOW - A_WEEK - timedelta(days=1), THREE_YEARS, counted=True)
        self._add(recent, NOW, A_WEEK - timedelta(days=1), counted=False)
        self.db.execute("reset session_replication_role")
        self.db.execute("vacuum analyze")
        self._minutes = itertools.count(1)

    def run(self) -> float:
        """How long the next run takes, a minute after the last."""
        at = NOW + next(self._minutes) * timedelta(minutes=1)
        return self.ask("select * from bandit.optimize(p_now => %s)", [at], status="success")

    def ask(self, query: str, parameters: list, **expected: str) -> float:
        """How long a query takes whose first row is as expected."""
        rows = []
        took = seconds(lambda: rows.extend(self.db.execute(query, parameters)))
        assert expected.items() <= rows[0].items()
        return took

    def rows_scanned(self) -> int:
        """How many rows of posts and outcomes have been read by scanning a table from end to end."""
        self.db.execute("select pg_stat_force_next_flush()")
        [counted] = self.db.execute("""
            select sum(seq_tup_read) as rows
            from pg_stat_user_tables
            where relname in ('content_metadata', 'outcomes')
        """)
        return counted["rows"]

    def _add(self, posts: int, until: datetime, span: timedelta, counted: bool) -> None:
        self.db.execute(POSTS, {"posts": posts, "until": until, "span": span, "counted": counted})


@pytest.fixture
def account(cluster, template) -> Iterator[Callable[[int, int], Account]]:
    """Make the account with so many older and recent posts."""
    made: list[tuple[str, Account]] = []

    def make(older: int, recent: int = RECENT) -> Account:
        name = f"posts_{older}_{recent}"
        execute(cluster.dsn, SQL("create database {} template {}"), name, template)
        made.append((name, Account(dsn_of(cluster, name), older, recent)))
        return made[-1][1]

    yield make
    for name, one in made:
        one.db.close()
        execute(cluster.dsn, SQL("drop database {}"), name)


def test_optimize(account):
    short, long = account(SHORT), account(LONG)
    in_turns(6, short.run, long.run)  # by then a session keeps its plans
    scanned = long.rows_scanned()
    short_run, long_run = in_turns(41, short.run, long.run)
    at_most(
        1.3,
        long_run / short_run,
        f"optimize, {LONG:,} older posts against {SHORT:,}",
        f"{1000 * long_run:.1f} ms, {1000 * short_run:.1f} ms",
    )
    for name, (query, parameters) in READINGS.items():
        [took] = in_turns(7, lambda: long.ask(query, parameters))  # noqa: B023
        for_information(f"{name}, {LONG:,} older posts", f"{1000 * took:.1f} ms")
    assert long.rows_scanned() == scanned, "a table was scanned from end to end"


def test_busy_week(account):
    busy = account(SHORT, BUSY)
    busy.run()
    [took] = in_turns(7, busy.run)
    for_information(f"optimize, {BUSY:,} posts in the window", f"{1000 * took:.1f} ms")
