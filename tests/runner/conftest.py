"""What the tests of the command line share."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from runner.__main__ import main

ROOT = Path(__file__).resolve().parents[2]

# In the 7 days up to 2025-01-08 00:00 UTC: generator, posts, followers of each; 1000 impressions each.
POSTS = (("storyteller", 6, 6), ("dataNerd", 6, 3), ("newsReporter", 10, 0))


@pytest.fixture
def cli(command_dsn, monkeypatch, capfd) -> Callable[..., subprocess.CompletedProcess]:
    """Like the fixture `pgbandit`, but ten times as fast: runs the command line in this process."""

    def run(*arguments, env=None, cwd=ROOT) -> subprocess.CompletedProcess:
        with monkeypatch.context() as patch, pytest.raises(SystemExit) as end:
            for name, value in ({"PGBANDIT_DSN": command_dsn} | (env or {})).items():
                patch.setenv(name, value)
            patch.chdir(cwd)
            patch.setattr(sys, "argv", ["pgbandit", *map(str, arguments)])
            patch.setattr(os, "_exit", sys.exit)  # the exit if a thread was abandoned
            main()
        return subprocess.CompletedProcess(arguments, end.value.code, *capfd.readouterr())

    return run


@pytest.fixture
def ok(cli) -> Callable[..., str]:
    """Run a command that succeeds with nothing on stderr; return its output."""

    def run(*arguments, **options) -> str:
        done = cli(*arguments, **options)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    return run


@pytest.fixture
def as_json(ok) -> Callable[..., Any]:
    """Run a command with --json; return its output, one document on one line."""

    def run(*arguments, **options) -> Any:
        out = ok(*arguments, "--json", **options)
        assert out.count("\n") == 1
        return json.loads(out)

    return run


@pytest.fixture
def fails(cli) -> Callable[..., str]:
    """Run a command that fails with this exit code; return its one line on stderr. Nothing is on stdout."""

    def run(exit_code: int, *arguments, **options) -> str:
        done = cli(*arguments, **options)
        assert (done.returncode, done.stdout) == (exit_code, ""), done.stderr
        assert done.stderr.startswith("pgbandit: ")
        assert done.stderr.count("\n") == 1
        assert not re.search(r"\bp_[a-z]", done.stderr)  # no name of an SQL parameter
        return done.stderr

    return run


@pytest.fixture
def posts(db: psycopg.Connection) -> None:
    """POSTS in the account default, three hours apart; it follows blueprint, whose weights are worked out by hand."""
    db.execute("select bandit.set_setting('policy', 'blueprint')")
    rows = [
        {"tweet_id": f"{generator}{number}", "generator_name": generator, "impressions": 1000, "followers_gained": gain}
        for generator, count, gain in POSTS
        for number in range(count)
    ]
    for number, row in enumerate(rows):
        row["posted_at"] = f"2025-01-{2 + number // 8:02}T{number % 8 * 3:02}:00Z"
    [counts] = db.execute("select * from bandit.import_posts(%s)", [Jsonb(rows)]).fetchall()
    assert counts["inserted"] == 22
