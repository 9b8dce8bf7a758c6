"""What a run of the policy thompson costs: by the posts of its memory, 3 half-lives, and nothing for what is older."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import psycopg
import pytest
from psycopg.rows import dict_row
from psycopg.sql import SQL

from tests.benchmarks.figures import at_most, for_information, in_turns, seconds
from tests.benchmarks.test_optimizing import NOW, POSTS
from tests.conftest import dsn_of, execute

MEMORY = timedelta(days=270)
OLDER = 500_000
ACCOUNTS, SESSIONS = 40, 2
MANY, SECONDS = 1000, 30
COPIES = """
with accounts as materialized (
    select bandit.create_account('copy' || n) as account_id
    from generate_series(1, %(accounts)s) as n
),
posts as materialized (
    select a.account_id, gen_random_uuid() as decision_id, c.decision_id as original, c.generator_name, c.posted_at
    from accounts as a
    cross join bandit.content_metadata as c
    where c.account_id = 1
),
decided as (
    insert into bandit.content_metadata (
        account_id, decision_id, generator_name, propensity, u,
        status, created_at, posted_at, tweet_id, selection_counted
    )
    select account_id, decision_id, generator_name, 0.08, 0.5, 'posted', posted_at, posted_at, decision_id, true
    from posts
)
insert into bandit.outcomes (
    account_id, decision_id, likes, views, impressions,
    followers_gained, followers_source, source, collected_at, known_at
)
select
    p.account_id, p.decision_id, o.likes, o.views, o.impressions,
    o.followers_gained, o.followers_source, o.source, o.collected_at, o.known_at
from posts as p
join bandit.outcomes as o
    on o.account_id = 1
   and o.decision_id = p.original
"""
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


def test_many_accounts(remembering):
    """Runs of so many accounts, shared by two sessions as two jobs would, and written down; scaled up to a thousand."""
    db = remembering(3_000, 0)
    db.execute("set session_replication_role = replica")
    db.execute(COPIES, {"accounts": ACCOUNTS})
    db.execute("reset session_replication_role")
    db.execute("update bandit.account_settings set policy = 'thompson', auto_tune = 'off'")
    db.execute("vacuum analyze")

    def call(minutes: int) -> None:
        with psycopg.connect(db.info.dsn, autocommit=True) as connection:
            connection.execute("call bandit.optimize_all(%s)", [NOW + timedelta(minutes=minutes)])

    with ThreadPoolExecutor(SESSIONS) as pool:
        took = [seconds(lambda at=at: list(pool.map(call, [at] * SESSIONS))) for at in (1, 2, 3)]
    runs = db.execute("select count(*), count(*) filter (where status = 'success') as good from bandit.recent_runs")
    assert runs.fetchone() == {"count": 3 * (ACCOUNTS + 1), "good": 3 * (ACCOUNTS + 1)}
    scaled = min(took) * MANY / (ACCOUNTS + 1)
    at_most(1, scaled / SECONDS, f"optimize_all, {MANY:,} accounts of 3,000 posts, of {SECONDS} s", f"{scaled:.1f} s")
