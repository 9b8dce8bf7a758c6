"""Several runners scrape one account: no post is read twice within a lease, none is forgotten, nothing read is lost."""

import json
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import psycopg
import pytest
from psycopg.types.json import Jsonb

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
POSTS = 400
WORKERS = 5

WORKER = """
import json, sys
import psycopg
from psycopg.types.json import Jsonb

dsn, worker, now = sys.argv[1:]
claims = []
with psycopg.connect(dsn, autocommit=True) as db:
    db.execute("select pg_advisory_lock_shared(1)")  # until all are here
    idle = 0
    while idle < 3:
        claim = "select tweet_id from bandit.claim_scrapes(p_limit => 7, p_worker => %s, p_now => %s)"
        posts = [post for (post,) in db.execute(claim, [worker, now])]
        idle = 0 if posts else idle + 1
        claims.append(posts)
        if worker == "w0":
            break  # dies with what it has claimed
        results = [{"tweet_id": post, "likes": 1} for post in posts]
        db.execute("select bandit.finish_scrape(%s, %s, p_now => %s)", [worker, Jsonb(results), now])
print(json.dumps(claims))
"""
"""Claims and finishes until nothing is due; the first worker dies at its first claim."""


def add_posts(db: psycopg.Connection, posts: int = POSTS) -> None:
    db.execute(
        """
        select bandit.mark_posted(c.decision_id, n::text, %s - n * interval '1 minute')
        from generate_series(1, %s) as n
        cross join lateral bandit.choose_generator(p_u => n / (n + 1.0)) as c
        """,
        [NOW, posts],
    )


def work(db: psycopg.Connection, database: str, at: datetime, workers: int = WORKERS) -> list[list[list[str]]]:
    """The claims of so many processes at once, by worker."""
    db.execute("select pg_advisory_lock(1)")
    started = [
        subprocess.Popen(
            [sys.executable, "-c", WORKER, database, f"w{number}", at.isoformat()],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for number in range(workers)
    ]
    here = "select count(*) = %s as all from pg_locks where locktype = 'advisory' and not granted"
    while not db.execute(here, [workers]).fetchone()["all"]:
        assert not any(process.poll() for process in started)
        time.sleep(0.05)
    db.execute("select pg_advisory_unlock(1)")
    done = [process.communicate(timeout=120) for process in started]
    assert [process.returncode for process in started] == [0] * workers, done
    return [json.loads(printed) for printed, _ in done]


def test_no_post_twice(db, database):
    add_posts(db)
    claims = work(db, database, NOW)
    claimed = Counter(post for worker in claims for posts in worker for post in posts)
    assert set(claimed) == {str(n) for n in range(1, POSTS + 1)}, "a post starved"
    assert set(claimed.values()) == {1}, "a post was claimed twice"
    assert sum(bool(worker[0]) for worker in claims) > 1, "one worker had it all: nothing was at the same time"

    [lost] = claims[0]
    assert len(lost) == 7
    in_lease, after_it = NOW + timedelta(minutes=9, seconds=59), NOW + timedelta(minutes=10)
    claim = "select tweet_id from bandit.claim_scrapes(p_limit => 1000, p_worker => 'x', p_now => %s)"
    assert not {row["tweet_id"] for row in db.execute(claim, [in_lease])} & set(lost), "the dead worker's lease holds"
    assert {row["tweet_id"] for row in db.execute(claim, [after_it])} >= set(lost), "and then it does not"
    assert db.execute("select count(*) from bandit.metric_snapshots").fetchone() == {"count": POSTS - len(lost)}


def test_locked_posts_are_skipped(db, database):
    """A claim in an open transaction is waited for by nobody."""
    add_posts(db, 10)
    claim = "select tweet_id from bandit.claim_scrapes(p_limit => %s, p_worker => %s, p_now => %s)"
    with psycopg.connect(database) as slow, psycopg.connect(database, autocommit=True) as quick:
        quick.execute("set lock_timeout = '100ms'")
        first = {post for (post,) in slow.execute(claim, [4, "slow", NOW])}
        second = {post for (post,) in quick.execute(claim, [10, "quick", NOW])}
        assert (len(first), len(second)) == (4, 6)
        assert not first & second
        slow.rollback()
        assert {post for (post,) in quick.execute(claim, [10, "quick", NOW])} == first, "given back, they are due"


def test_workers_that_overlap_do_not_block_each_other_for_ever(db, database):
    """The same posts finished by many at once, each in its own order: no deadlock, one snapshot each."""
    add_posts(db, 60)
    posts = [str(n) for n in range(1, 61)]

    def finish(number: int) -> None:
        mine = posts[number:] + posts[:number]
        mine = mine if number % 2 else mine[::-1]
        kinds = [{"likes": 3}, {"error": "no"}, {"deleted": True}]
        results = [{"tweet_id": post} | kinds[0 if int(post) % 10 else number % 3] for post in mine]
        with psycopg.connect(database, autocommit=True) as connection:
            for _ in range(5):
                connection.execute(
                    "select bandit.finish_scrape(%s, %s, p_now => %s)", [f"w{number}", Jsonb(results), NOW]
                )

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(finish, range(6)))
    assert db.execute("select count(*), max(likes) as likes from bandit.metric_snapshots").fetchone() == {
        "count": 60,
        "likes": 3,
    }
    gone = db.execute("select tweet_id from bandit.content_metadata where deleted_at is not null").fetchall()
    assert {row["tweet_id"] for row in gone} == {"10", "20", "30", "40", "50", "60"}
    events = db.execute("select count(*) from bandit.events where kind = 'post_deleted'").fetchone()
    assert events == {"count": 6}


@pytest.mark.parametrize("writing", ["record_outcomes", "mark_posted first"])
def test_partitions_change_under_writers(db, database, writing):
    """Readings that arrive while their month gets its partition: all of them are there, and no writer is refused."""
    add_posts(db, 1)
    first = datetime(2026, 11, 1, tzinfo=UTC)
    db.execute("update bandit.content_metadata set posted_at = %s", [first])
    until = time.monotonic() + 3

    def write(number: int) -> list[datetime]:
        written = []
        with psycopg.connect(database) as connection:
            while time.monotonic() < until:
                at = first + timedelta(minutes=10 * (number + 4 * len(written)))
                if writing == "mark_posted first":  # the posts are locked before the readings
                    choose = "select decision_id from bandit.choose_generator()"
                    connection.execute(f"select bandit.mark_posted(({choose}), %s)", [f"{number}-{len(written)}"])
                connection.execute(
                    "select bandit.record_outcomes(%s, p_collected_at => %s)", [Jsonb([{"tweet_id": "1"}]), at]
                )
                connection.commit()
                written.append(at)
        return written

    def unmake() -> None:
        """Back to the default partition, so that there is something to do again."""
        with db.transaction():
            db.execute("lock table bandit.content_metadata, bandit.metric_snapshots in access exclusive mode")
            db.execute("alter table bandit.metric_snapshots detach partition bandit.metric_snapshots_y2026m11")
            db.execute("insert into bandit.metric_snapshots select * from bandit.metric_snapshots_y2026m11")
            db.execute("drop table bandit.metric_snapshots_y2026m11")

    with ThreadPoolExecutor(4) as pool:
        writers = [pool.submit(write, number) for number in range(4)]
        made = 0
        while time.monotonic() < until:
            names = [row["partition_name"] for row in db.execute("select * from bandit.maintain_partitions(%s)", [NOW])]
            made += "metric_snapshots_y2026m11" in names
            if time.monotonic() < until - 0.5:
                unmake()
        written = [at for writer in writers for at in writer.result()]

    kept = [row["bucket_at"] for row in db.execute("select bucket_at from bandit.metric_snapshots order by bucket_at")]
    assert kept == sorted(written)
    assert made > 3
    waiting = "select count(*) from bandit.metric_snapshots_default where bucket_at < '2026-12-01'"
    db.execute("select bandit.maintain_partitions(%s)", [NOW])
    assert db.execute(waiting).fetchone() == {"count": 0}


def test_what_is_read_while_partitions_wait_does_not_wait_for_them(db, database):
    """A scrape that is under way when partitions are to change: one goes first, none is undone."""
    add_posts(db, 1)
    finish = "select recorded from bandit.finish_scrape('w', %s, p_now => %s)"
    results = Jsonb([{"tweet_id": "1", "likes": 1}])
    with (
        psycopg.connect(database) as holder,
        psycopg.connect(database, autocommit=True) as scraper,
        psycopg.connect(database, autocommit=True) as keeper,
        ThreadPoolExecutor() as threads,
    ):
        holder.execute("select from bandit.scrapes for update")
        finished = threads.submit(lambda: scraper.execute(finish, [results, NOW]).fetchall())
        wait_for_waiting(db, 1)
        changed = threads.submit(
            lambda: keeper.execute("select * from bandit.maintain_partitions(%s)", [NOW]).fetchall()
        )
        wait_for_waiting(db, 2)
        holder.commit()
        assert finished.result(10) == [(1,)]
        assert len(changed.result(10)) >= 3


def test_a_reading_leaves_to_attribution_what_attribution_just_changes(db, database):
    add_posts(db, 1)
    finish = "select recorded from bandit.finish_scrape('w', %s, p_now => %s)"
    first, second = (Jsonb([{"tweet_id": "1", "impressions": seen}]) for seen in (1000, 2000))
    db.execute(finish, [first, NOW])
    db.execute("update bandit.outcomes set followers_gained = 20, followers_source = 'attributed'")
    with (
        psycopg.connect(database) as attribution,
        psycopg.connect(database, autocommit=True) as scraper,
        ThreadPoolExecutor() as threads,
    ):
        attribution.execute("update bandit.outcomes set followers_gained = null, followers_source = null")
        finished = threads.submit(lambda: scraper.execute(finish, [second, NOW + timedelta(hours=1)]).fetchall())
        wait_for_waiting(db, 1)
        attribution.commit()
        assert finished.result(10) == [(1,)]
    [row] = db.execute("select impressions, followers_gained, followers_source from bandit.outcomes").fetchall()
    assert row == {"impressions": 2000, "followers_gained": None, "followers_source": None}


def wait_for_waiting(db: psycopg.Connection, sessions: int) -> None:
    """Until so many sessions of the database wait for a lock."""
    query = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
    while db.execute(query).fetchone()["count"] < sessions:
        time.sleep(0.02)


def test_a_day_of_a_post(db):
    """A post that is read whenever it is due is read as often as the schedule says, up to its 60th day."""
    add_posts(db, 1)
    posted = NOW - timedelta(minutes=1)
    readings = []
    at = posted
    while at is not None:
        claim = "select tweet_id, wants_private from bandit.claim_scrapes(p_worker => 'w', p_now => %s)"
        [claimed] = db.execute(claim, [at]).fetchall()
        readings.append((at - posted, claimed["wants_private"]))
        results = Jsonb([{"tweet_id": "1", "likes": len(readings)}])
        db.execute("select bandit.finish_scrape('w', %s, p_now => %s)", [results, at])
        at = db.execute("select due_at from bandit.scrapes").fetchone()["due_at"]

    ages = [age for age, _ in readings]
    bands = [(2, 1 / 6), (24, 1), (72, 6), (720, 24), (1440, 168)]
    for earlier, later in pairwise(ages):
        hours = earlier / timedelta(hours=1)
        every = next(every for until, every in bands if hours < until)
        assert (later - earlier) / timedelta(hours=1) == pytest.approx(every)
    assert timedelta(days=29) in ages
    assert ages[-1] < timedelta(days=60) <= ages[-1] + timedelta(days=7)
    assert [private for _, private in readings] == [age < timedelta(days=30) for age in ages]
    assert db.execute("select count(*) from bandit.metric_snapshots").fetchone() == {"count": len(readings)}
