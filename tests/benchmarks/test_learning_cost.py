"""What a run of the policy thompson costs: by the posts of its memory, 8 half-lives, and nothing for what is older."""

from datetime import timedelta

import psycopg
import pytest
from psycopg.rows import dict_row
from psycopg.sql import SQL

from tests.benchmarks.figures import at_most, for_information, in_turns, seconds
from tests.benchmarks.test_optimizing import NOW, POSTS
from tests.conftest import dsn_of, execute

MEMORY = timedelta(days=240)
OLDER = 500_000
EXPLAIN = "select * from bandit.explain_weights(p_now => %s)"


@pytest.fixture
def remembering(cluster, template):
    """Connect to an account under thompson with so many posts in memory, and so many before."""
    made = []

    def make(recent: int, older: int) -> psycopg.Connection:
        name = f"remembering_{recent}_{older}"
        execute(cluster.dsn, SQL("create database {} template {}"), name, template)
        db = psycopg.connect(dsn_of(cluster, name), autocommit=True, row_factory=dict_row)
        made.append((name, db))
        db.execute("select bandit.set_setting('policy', 'thompson')")
        db.execute("set session_replication_role = replica")  # the rows are sound: check no keys
        for posts, until, span in ((recent, NOW, timedelta(days=120)), (older, NOW - MEMORY, timedelta(days=855))):
            if posts:
                db.execute(POSTS, {"posts": posts, "until": until, "span": span, "counted": True})
        db.execute("reset session_replication_role")
        db.execute("vacuum analyze")
        return db

    yield make
    for name, db in made:
        db.close()
        execute(cluster.dsn, SQL("drop database {}"), name)


def test_cost(remembering):
    few, busy, old = remembering(3_000, 0), remembering(10_000, 0), remembering(3_000, OLDER)
    explain = [lambda db=db: seconds(lambda: db.execute(EXPLAIN, [NOW]).fetchall()) for db in (few, busy, old)]
    in_turns(6, *explain)  # by then a session keeps its plans
    short, long, flat = (1000 * took for took in in_turns(21, *explain))
    at_most(1.3, flat / short, f"explain_weights, {OLDER:,} older posts", f"{flat:.1f} ms, without them {short:.1f} ms")
    at_most(100, long, "explain_weights, 10,000 posts in memory, ms", f"{long:.1f} ms")
    for_information("explain_weights, 3,000 posts in memory", f"{short:.1f} ms")
