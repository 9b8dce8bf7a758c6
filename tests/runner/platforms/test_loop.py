"""`pgbandit scrape --loop`: it stops on a signal, and survives failures of the database and the platform."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from queue import Queue

import pytest

from tests.runner.platforms.helpers import ROOT, x_server

WAITING = "select pid from pg_stat_activity where application_name = 'pgbandit' and datname = current_database()"


@pytest.fixture(params=["tweet"])
def version(request):
    return request.param


class Loop:
    """A running loop and its output."""

    def __init__(self, environment, *arguments):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "runner", "scrape", "--loop", "--interval", "1", *arguments],
            env=environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.lines, self.complaints = Queue(), Queue()
        for stream, lines in ((self.process.stdout, self.lines), (self.process.stderr, self.complaints)):
            threading.Thread(target=lambda s=stream, q=lines: [q.put(line) for line in s], daemon=True).start()

    def end(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        return self.process.wait(timeout=10)


@pytest.fixture
def loop(database, signed, account):
    account()
    loops = []

    def start(*arguments):
        loops.append(Loop(os.environ | signed | {"PGBANDIT_DSN": database}, *arguments))
        return loops[-1]

    yield start
    for started in loops:
        started.process.kill()
        started.process.communicate()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_runs_until_a_signal(loop, seen, stored, number):
    first = seen(1)
    running = loop()
    assert running.lines.get(timeout=20).startswith("1 claimed, 1 recorded")
    second = seen(0.5)
    assert running.lines.get(timeout=20).startswith("1 claimed, 1 recorded")
    assert running.end(number) == 0
    assert all(stored()[post_id]["likes"] for post_id in (first, second))
    assert (running.lines.empty(), running.complaints.empty()) == (True, True)


def test_a_request_under_way_is_finished_first(loop, x, seen, stored):
    post_id = seen(1)
    x.faults.append(x_server.Fault("/tweets", delay=1.5))
    running = loop("--json")
    while not x.requests:
        time.sleep(0.02)
    assert running.end() == 0
    assert stored()[post_id]["likes"] == x.posts[post_id].likes


def test_it_outlives_a_broken_connection(loop, seen, db):
    seen(1)
    running = loop()
    assert "recorded" in running.lines.get(timeout=20)
    for row in db.execute(WAITING).fetchall():
        db.execute("select pg_terminate_backend(%s)", [row["pid"]])
    seen(0.5)
    assert running.complaints.get(timeout=20).startswith("pgbandit: ")
    assert "recorded" in running.lines.get(timeout=20)
    assert running.end() == 0
    assert running.complaints.empty()


def test_it_outlives_a_platform_that_fails(loop, x, seen):
    seen(1)
    x.faults.extend(
        x_server.Fault("/tweets", change=lambda answer: x_server.Answer(401, {"title": "Unauthorized"})) for _ in "1"
    )
    running = loop()
    assert "401 Unauthorized" in running.complaints.get(timeout=20)
    assert running.lines.get(timeout=20) == "1 claimed\n"
    seen(0.5)
    assert "1 recorded" in running.lines.get(timeout=20)
    assert running.end() == 0


def test_several_runners_share_the_due_posts(x, seen, database, signed, account, db, stored):
    """Their posts lie between each other's in the timeline, and each that is read is paid for."""
    account()
    for number in range(400):
        seen(1 + number)
    db.execute("update bandit.scrapes set due_at = now() - random() * interval '1 hour'")
    command = [sys.executable, "-m", "runner", "scrape", "--json", "--worker"]
    environment = os.environ | signed | {"PGBANDIT_DSN": database}
    runners = [
        subprocess.Popen([*command, f"w{number}"], env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for number in range(4)
    ]
    counts = [json.loads(runner.communicate(timeout=60)[0]) for runner in runners]
    assert [runner.returncode for runner in runners] == [0] * 4
    assert sum(bool(counted["claimed"]) for counted in counts) > 1, "one runner read everything"
    assert all(row["likes"] == x.posts[post_id].likes for post_id, row in stored().items())
    claimed, read = (sum(counted[name] for counted in counts) for name in ("claimed", "posts_read"))
    assert claimed <= 400 <= read <= 1.2 * claimed  # one that a page brought along need not be claimed any more


def test_two_runners_never_read_one_post_twice(x, seen, loop, stored, db):
    for number in range(150):
        seen(1 + number)
    running = [loop("--worker", name) for name in ("one", "two")]
    deadline = time.monotonic() + 30
    while any(row["likes"] is None for row in stored().values()) or len(db.execute(WAITING).fetchall()) < 2:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert [each.end() for each in running] == [0, 0]
    given = [post["id"] for _, answer in x.answers if "data" in answer.body for post in answer.body["data"]]
    assert len(given) == len(set(given)) == 150
