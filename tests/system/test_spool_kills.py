"""Killed at any point, the command line loses nothing that it printed and duplicates nothing.

Two bots share a spool. Each chooses, posts and records; most of its calls are killed at a random time of the call's
usual duration, and a call that was killed before it answered is made again, as a bot would. Meanwhile the database
becomes unavailable and available again. Every choice has a draw of its own, which identifies it, reported or not.
"""

import contextlib
import json
import os
import random
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict
from psycopg.sql import SQL, Identifier

from tests.conftest import execute

ROOT = Path(__file__).resolve().parents[2]
SEED = 20250301
KILLS = 200
BOTS = 2
END_SESSIONS = """
    select pg_terminate_backend(pid) from pg_stat_activity where datname = %s and application_name = 'pgbandit'
"""

# Runs a command line a fork, so that only the call itself is paid for, and kills it on request: `argv` and the seconds
# come in as JSON; the exit code (None: killed), the duration and the output go out.
FORKS = """
import json, os, signal, sys, time
import runner.commands.deciding, runner.server
from runner.__main__ import main

signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCHLD])
for line in sys.stdin:
    argv, seconds = json.loads(line)
    reading, writing = os.pipe()
    started = time.monotonic()
    pid = os.fork()
    if not pid:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGCHLD])
        os.dup2(writing, 1)
        sys.argv = ["pgbandit", *argv]
        try:
            main()
        except SystemExit as end:
            os._exit(end.code)
    os.close(writing)
    if seconds is None or signal.sigtimedwait([signal.SIGCHLD], seconds) is None:
        if seconds is not None:
            os.kill(pid, signal.SIGKILL)
        signal.sigtimedwait([signal.SIGCHLD], 60)
    _, status = os.waitpid(pid, 0)
    took = time.monotonic() - started
    printed = b""
    while more := os.read(reading, 65536):
        printed += more
    os.close(reading)
    code = None if os.WIFSIGNALED(status) else os.waitstatus_to_exitcode(status)
    print(json.dumps([code, took, printed.decode()]), flush=True)
"""


class Calls:
    """One bot's calls of the command line, killed or not."""

    def __init__(self, environment: dict[str, str], folder: Path, seed: str):
        self.random = random.Random(seed)
        self.killed = 0
        self.errors = folder / f"stderr-{seed}"
        self._durations = [0.05]
        self._process = subprocess.Popen(
            [sys.executable, "-c", FORKS],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors.open("w"),
            text=True,
        )

    def call(self, *argv: str, kill: bool) -> tuple[int | None, str]:
        """Exit code and output; None where it was killed. Kills fall into all of a call's usual time."""
        share = self.random.choice([self.random.uniform(0, 1.3), self.random.uniform(0.7, 1.1)])  # most happens late
        seconds = share * statistics.median(self._durations[-15:]) if kill else None
        self._process.stdin.write(json.dumps([argv, seconds]) + "\n")
        self._process.stdin.flush()
        code, took, printed = json.loads(self._process.stdout.readline())
        if code is None:
            self.killed += 1
        else:
            self._durations.append(took)
        return code, printed

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait(30)


@dataclass
class Story:
    """What the bots did, and what was reported to them."""

    reported: dict[str, dict] = field(default_factory=dict)  # by decision_id, what was sent about it
    draws: set[float] = field(default_factory=set)  # of all choices, reported or not
    kills: Counter = field(default_factory=Counter)

    def check(self, db: psycopg.Connection, state: Path) -> list[str]:
        """Return all problems after the spool has been drained."""
        problems = [f"{file.name} is not empty" for file in state.glob("*.spool")]
        rows = db.execute("""
            select d.decision_id::text, d.generator_name, d.u, d.status, d.tweet_id, o.likes
            from bandit.content_metadata as d
            left join bandit.outcomes as o using (account_id, decision_id)
        """).fetchall()
        problems += [f"duplicated: u = {u}" for u, count in Counter(row["u"] for row in rows).items() if count > 1]
        problems += [f"never drawn: u = {row['u']}" for row in rows if row["u"] not in self.draws]
        found = {row["decision_id"]: row for row in rows}
        for decision, sent in self.reported.items():
            row = found.get(decision)
            if row is None or any(row[name] != value for name, value in sent.items()):
                problems.append(f"sent {sent} of {decision}, found {row}")
        unreported = [row for row in rows if row["decision_id"] not in self.reported]
        problems += [f"unreported, but {row['status']}" for row in unreported if row["status"] != "planned"]
        problems += [f"rejected: {row['reason']}" for row in db.execute("select reason from bandit.rejected_metrics")]
        lines = [json.loads(line) for file in state.glob("*.dead-letters") for line in file.read_text().splitlines()]
        problems += [f"refused: {line}" for line in lines if "the line is damaged" not in line["reason"]]
        problems += [
            f"two dead letters: {line}" for line, n in Counter(each["line"] for each in lines).items() if n > 1
        ]
        return problems


def live(calls: Calls, story: Story, name: str, is_over, kills: float) -> None:
    """A bot's life: choose, post, record."""
    number = 0
    while not is_over():
        number += 1
        u = calls.random.random()
        story.draws.add(u)
        code, printed = calls.call("choose", "--u", repr(u), "--json", kill=calls.random.random() < kills)
        assert code in (0, None)
        story.kills["choose"] += code is None
        if not printed.endswith("\n"):
            continue
        decision = json.loads(printed)
        tweet, likes = f"{name}{number}", calls.random.randrange(1000)
        sent = {"generator_name": decision["generator_name"], "u": u}
        story.reported[decision["decision_id"]] = sent
        send(calls, story, kills, "posted", decision["decision_id"], tweet)
        sent |= {"status": "posted", "tweet_id": tweet}
        metrics = calls.errors.with_name(f"{name}.json")
        metrics.write_text(json.dumps([{"tweet_id": tweet, "likes": likes}]))
        send(calls, story, kills, "record", str(metrics))
        sent |= {"likes": likes}


def send(calls: Calls, story: Story, kills: float, *argv: str) -> None:
    """Make a call until it is confirmed."""
    while True:
        code, _ = calls.call(*argv, kill=calls.random.random() < kills)
        assert code in (0, None), calls.errors.read_text()
        if code == 0:
            return
        story.kills[argv[0]] += 1


@contextlib.contextmanager
def unsteady(cluster_dsn: str, database: str) -> Iterator[None]:
    """The database becomes unavailable at random times, and available again."""
    name, end, chance = conninfo_to_dict(database)["dbname"], threading.Event(), random.Random(SEED)

    def go_and_come() -> None:
        with psycopg.connect(cluster_dsn, autocommit=True) as conn:
            while not end.wait(chance.uniform(0.05, 0.6)):
                conn.execute(SQL("alter database {} allow_connections false").format(Identifier(name)))
                conn.execute(END_SESSIONS, [name])
                end.wait(chance.uniform(0.05, 0.6))
                conn.execute(SQL("alter database {} allow_connections true").format(Identifier(name)))

    thread = threading.Thread(target=go_and_come)
    thread.start()
    try:
        yield
    finally:
        end.set()
        thread.join()


@pytest.fixture
def bots(database, tmp_path) -> Iterator[list[Calls]]:
    environment = os.environ | {"PGBANDIT_DSN": database, "PGBANDIT_ACCOUNT": "default"}
    started = [Calls(environment, tmp_path, f"{SEED}-{number}") for number in range(BOTS)]
    yield started
    for calls in started:
        calls.close()


def test_killed_at_any_point(cluster, database, db, state, bots, record_property):
    story, failures = Story(), []
    deadline = time.monotonic() + 240

    def is_over() -> bool:
        return bool(failures) or sum(calls.killed for calls in bots) >= KILLS or time.monotonic() > deadline

    def run(number: int) -> None:
        try:
            live(bots[number], story, f"bot{number}-", is_over, 0.6)
        except BaseException as error:
            failures.append(error)

    with unsteady(cluster.dsn, database):
        threads = [threading.Thread(target=run, args=[number]) for number in range(BOTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert failures == []
    killed = sum(calls.killed for calls in bots)
    assert killed >= KILLS

    code, printed = bots[0].call("spool", "--json", kill=False)
    assert (code, json.loads(printed)["waiting"]) == (0, 0)
    assert story.check(db, state) == []
    sources = {row["source"] for row in db.execute("select distinct source from bandit.content_metadata")}
    assert {"choice", "cache"} <= sources
    # The kills fell everywhere: some before a choice was stored, some after it; and on posts and records.
    stored = db.execute("select count(*) from bandit.content_metadata").fetchone()["count"]
    assert len(story.reported) <= stored < len(story.draws)
    assert min(story.kills[name] for name in ("choose", "posted", "record")) > KILLS / 10
    record_property(
        "kills", f"{killed}, of {len(story.reported)} decisions reported and {stored - len(story.reported)} unreported"
    )


@pytest.fixture
def spooled(cluster, database, bots, state) -> Iterator[tuple[Story, Path]]:
    """A story whose calls were all queued, and its spool. The database is available again."""
    story, name, rounds = Story(), conninfo_to_dict(database)["dbname"], iter([False] * 3)
    execute(cluster.dsn, SQL("alter database {} allow_connections false"), name)
    live(bots[0], story, "bot", lambda: next(rounds, True), 0)
    execute(cluster.dsn, SQL("alter database {} allow_connections true"), name)
    [file] = state.glob("*.spool")
    assert len(story.reported) == 3
    assert len(file.read_text().splitlines()) == 9
    return story, file


@pytest.mark.parametrize(
    ("damage", "complaint"),
    [
        (lambda lines: lines, None),
        (lambda lines: lines[1:], "sent "),
        (lambda lines: lines[:4] + lines[5:], "sent "),
        (lambda lines: lines[:-1], "sent "),
        (lambda lines: [*lines, again(lines[0])], "duplicated"),
        (lambda lines: [lines[1], lines[0], *lines[2:]], None),  # the post is kept until its decision arrives
        (lambda lines: [lines[0], lines[2], lines[1], *lines[3:]], "rejected"),
    ],
    ids=["nothing", "a choice lost", "a post lost", "metrics lost", "a choice duplicated", "out of order", "too early"],
)
def test_the_check_detects_damage(spooled, bots, db, state, damage, complaint):
    story, file = spooled
    file.write_text("".join(f"{line}\n" for line in damage(file.read_text().splitlines())))
    assert bots[0].call("spool", kill=False)[0] == 0
    problems = story.check(db, state)
    if complaint is None:
        assert problems == []
    else:
        assert any(problem.startswith(complaint) for problem in problems), problems


def test_the_check_detects_queued_calls(spooled, db, state):
    story, file = spooled
    assert f"{file.name} is not empty" in story.check(db, state)


def again(line: str) -> str:
    """The same choice under another id."""
    return json.dumps(json.loads(line) | {"decision_id": "7f8e4b0e-9a57-4a5e-8f43-0c6f4f8f3a11"})
