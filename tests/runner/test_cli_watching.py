"""pgbandit watch: events committed in one session are sent to another at once."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from queue import Empty, Queue

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

ROOT = Path(__file__).resolve().parents[2]
LISTENING = """
    select pid
    from pg_stat_activity
    where datname = current_database()
      and query = 'listen bandit_events'
"""


class Watcher:
    """A running `pgbandit watch`; `line` is the next that it prints."""

    def __init__(self, dsn: str, *arguments: str):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "runner", "watch", *arguments],
            env=os.environ | {"PGBANDIT_DSN": dsn},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._lines = {stream: Queue() for stream in (self.process.stdout, self.process.stderr)}
        for stream, lines in self._lines.items():
            threading.Thread(target=lambda s=stream, q=lines: [q.put(line) for line in s], daemon=True).start()

    def line(self, timeout: float = 1) -> str:
        return self._lines[self.process.stdout].get(timeout=timeout)

    def complaint(self) -> str:
        return self._lines[self.process.stderr].get(timeout=10)

    def is_silent(self) -> bool:
        return all(lines.empty() for lines in self._lines.values())

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=10)


def await_listener(db: psycopg.Connection) -> None:
    deadline = time.monotonic() + 20
    while db.execute(LISTENING).fetchone() is None:
        assert time.monotonic() < deadline, "no listener"
        time.sleep(0.02)


@pytest.fixture
def watch(db, database) -> Iterator:
    """Start watching, and wait until that is so."""
    watchers = []

    def start(*arguments: str) -> Watcher:
        watchers.append(Watcher(database, *arguments))
        await_listener(db)
        return watchers[-1]

    yield start
    for watcher in watchers:
        watcher.process.kill()
        watcher.process.communicate()


def test_an_override_is_seen_within_a_second(db, watch):
    watcher = watch()
    db.execute("select bandit.override_generator('coach', 'pin', 0.2, 'a good week')")
    line = watcher.line()
    assert "  default  override  coach  " in line
    assert "a good week" in line
    assert (watcher.end(), watcher.is_silent()) == (0, True)  # without a message


def test_json_is_one_document_a_line(db, watch):
    watcher = watch("--json")
    db.execute("select bandit.override_generator('coach', 'pin', 0.2, 'a \"good\" 🦉 week')")
    event = json.loads(watcher.line())
    assert event.keys() == {"account", "kind", "generator", "run_id", "at", "message"}
    assert [event[key] for key in ("account", "kind", "generator", "run_id")] == ["default", "override", "coach", None]
    assert 'a "good" 🦉 week' in event["message"]


def test_a_rolled_back_event_is_not_sent(db, watch):
    watcher = watch("--json")
    with db.transaction(force_rollback=True):
        db.execute("select bandit.set_setting('min_posts', '5')")
    db.execute("select bandit.set_setting('min_posts', '6')")
    assert json.loads(watcher.line())["message"].endswith("to 6")


def test_every_run_is_sent(db, watch, posts):
    watcher = watch("--json", "--kind", "run", "--limit", "2")
    runs = [
        db.execute("select run_id, status from bandit.optimize(p_now => %s)", [at]).fetchone()
        for at in ("2025-01-08T00:00Z", "2026-01-08T00:00Z")
    ]
    seen = [json.loads(watcher.line()) for _ in runs]
    assert [(event["run_id"], event["message"].partition(":")[0]) for event in seen] == [
        (run["run_id"], f"run {run['status']}") for run in runs
    ]
    assert {run["status"] for run in runs} == {"success", "skipped"}
    assert watcher.process.wait(timeout=10) == 0


def test_one_account_only(db, watch):
    db.execute("select bandit.create_account('mine')")
    watcher = watch("--account", "mine", "--json")
    for account, posts in (("default", 5), ("mine", 6)):
        db.execute(
            "select bandit.set_setting('min_posts', %s, p_account_id => bandit.account_id(%s))", [str(posts), account]
        )
    assert json.loads(watcher.line())["account"] == "mine"
    assert watcher.is_silent()


def test_reconnects_after_a_broken_connection(db, watch):
    watcher = watch("--json")
    db.execute("select pg_terminate_backend(%s)", [db.execute(LISTENING).fetchone()["pid"]])
    assert "the connection broke: " in watcher.complaint()
    assert "connected again" in watcher.complaint()
    await_listener(db)
    db.execute("select bandit.set_setting('min_posts', '6')")
    assert json.loads(watcher.line())["kind"] == "setting"


def test_an_unknown_account_and_an_absent_server_fail_at_the_start(fails, database):
    assert "there is no account 'nobody'" in fails(2, "watch", "--account", "nobody")
    absent = {"PGBANDIT_DSN": f"postgresql://nobody@localhost:1/{conninfo_to_dict(database)['dbname']}"}
    assert "cannot reach the database" in fails(75, "watch", env=absent)


def test_no_events_no_output(watch):
    with pytest.raises(Empty):
        watch().line(timeout=0.3)
