"""How commands fail: one line on stderr, nothing on stdout, an exit code for scripts, never a traceback."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

REPLAY = ("replay", "--from", "2017-01-01", "--to", "2019-01-01", "--every", "1h")
NOWHERE = "postgresql://bob:s3cret@127.0.0.1:1/bot"


@pytest.fixture
def unmigrated(database) -> str:
    """The DSN of a database without pgbandit in it."""
    return make_conninfo(database, dbname="postgres")


# --- mistakes


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["chose"], "No such command 'chose'"),
        (["account", "drop"], "No such command 'drop'"),
        (["choose", "--jason"], "No such option '--jason'"),
        (["choose", "coach"], "Got unexpected extra argument (coach)"),
        (["choose", "--u", "x"], "'x' is not a valid float"),
        (["choose", "--u", "1"], "a draw must be in [0,1)"),
        (["choose", "--u", "nan"], "a draw must be in [0,1)"),
        (["choose", "--arm", "variant_z"], "there is no experiment arm 'variant_z'"),
        (["choose", "--timeout", "0"], "must be above 0 and at most 3600"),
        (["posted", uuid4(), "2", "--timeout", "nan"], "must be above 0 and at most 3600"),
        (["choose", "--dsn", "nonsense"], "the connection string is malformed"),
        (["choose", "--context", "{"], "'--context': not JSON: "),
        (["choose", "--context", "[]"], "'--context': not a JSON object"),
        (["choose", "--context", '{"a": "\\u0000"}'], "unsupported Unicode escape sequence"),
        (["choose", "--at", "noon"], "noon is not a time such as 2018-12-31"),
        (["posted"], "Missing argument 'DECISION_ID'"),
        (["posted", "1", "2"], "'1' is not a valid UUID"),
        (["posted", uuid4(), "2", "--at", "2025-02-30"], "2025-02-30 is not a time"),
        (["discard", "x"], "'x' is not a valid UUID"),
        (["record", "absent.json"], "'absent.json': No such file or directory"),
        (["record", "tests"], "'tests': Is a directory"),
        (["import"], None),
        (["import", "tweets"], "No such command 'tweets'"),
        (["import", "posts"], "Missing argument 'FILES...'"),
        (["import", "posts", "tests"], "cannot read tests: Is a directory"),
        (["import", "posts", "README.md", "--collected-at", "x"], "x is not a time"),
        (["optimize", "--at", "0"], "0 is not a time"),
        (["optimize", "--lookback", "a while"], 'invalid input syntax for type interval: "a while"'),
        (["replay"], "Missing option '--from'"),
        (["replay", "--from", "2017", "--to", "2018-01-01"], "2017 is not a time"),
        ([*REPLAY[:5], "--every", "blue moon"], 'invalid input syntax for type interval: "blue moon"'),
        ([*REPLAY[:5], "--every", "0h"], "a replay needs a first time, a last time not before it, and a step above 0"),
        (["report", "--at", "2018-13-01"], "2018-13-01 is not a time"),
        (["report", "--at", "9999-12-31T23:59:59-01:00"], "is not a time"),
        (["report", "--lookback", "x"], 'invalid input syntax for type interval: "x"'),
        (["history", "--limit", "0"], "0 is not in the range x>=1"),
        (["events", "--limit", "9" * 30], f"'--limit': {'9' * 30} is above 2147483647"),
        (["account", "set", "lookback"], "Missing argument 'VALUE'"),
        (["report", "--dsn", "nonsense"], "the connection string is malformed"),
        (["report", "--dsn", "postgresql+psycopg://bob:s3cret@db/bot"], "the connection string is malformed"),
        (["migrate", "--dsn", "mysql://bob:s3cret@db/bot"], "the connection string is malformed"),
    ],
)
def test_mistakes(cli, arguments, complaint):
    done = cli(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "s3cret" not in done.stderr
    if complaint:
        assert done.stderr.count("\n") == 1
        assert complaint in done.stderr
    else:  # a group without a command shows its help
        assert done.stderr.startswith("Usage: pgbandit import ")


@pytest.mark.parametrize(
    ("arguments", "exit_code"), [(["choose"], 0), (["report", "--at", "x"], 2), (["report", "--dsn", NOWHERE], 75)]
)
def test_a_process_ends_with_the_exit_code(pgbandit, arguments, exit_code):
    done = pgbandit(*arguments)
    assert done.returncode == exit_code
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ([*REPLAY[:5], "--every", "0h"], "--every = '00:00:00'"),
        (["generator", "set", "coach", "2", "--reason", "x"], "pass weight in that range"),
        (["generator", "pin", "coach", "--reason", ""], "--reason is empty"),
        (["evaluate", "thompson", "--weights", '{"coach": 1}'], "policy = 'thompson', --weights = "),
        (["scrape", "--worker", " "], "--worker = ' '"),
    ],
)
def test_an_error_names_options_and_no_sql_parameters(fails, monkeypatch, arguments, complaint):
    monkeypatch.setenv("PGBANDIT_X_BEARER_TOKEN", "x")
    assert complaint in fails(2, *arguments)


def test_a_mistake_in_the_call_names_the_help(fails):
    assert fails(2, "account", "set") == "pgbandit: Missing argument 'KEY'; see pgbandit account set --help\n"


def test_missing_privileges(database, db, fails, ok):
    role = f"bot_{uuid4().hex}"
    db.execute(f"create role {role} login password 'x' in role bandit_bot")
    mine = make_conninfo(database, user=role, password="x")
    assert ok("choose", "--dsn", mine)
    assert fails(2, "report", "--dsn", mine).startswith("pgbandit: permission denied for ")


# --- not ready


@pytest.mark.parametrize("command", ["account list", "import posts export.csv", "optimize --all", "migrate", "doctor"])
def test_an_unreachable_database(fails, tmp_path, command):
    (tmp_path / "export.csv").write_text("Post id,Likes\n1,1\n")
    err = fails(75, *command.split(), env={"PGBANDIT_DSN": NOWHERE}, cwd=tmp_path)
    assert 'cannot reach the database: connection failed: connection to server at "127.0.0.1", port 1 failed' in err
    assert "s3cret" not in err


@pytest.mark.parametrize(
    "dsn", ["postgresql://bob:s3c@ret@/bot", "host=/nowhere password=s3cret@ret", "host=x@ret.invalid"]
)
def test_a_misplaced_password_is_not_shown(fails, dsn):
    err = fails(75, "report", env={"PGBANDIT_DSN": dsn})
    assert "s3c" not in err
    assert "x@" not in err


@pytest.mark.parametrize("arguments", [["choose"], ["report"], ["account", "list"], ["optimize", "--all"], ["demo"]])
def test_a_database_that_is_not_migrated(fails, unmigrated, arguments):
    err = fails(75, *arguments, env={"PGBANDIT_DSN": unmigrated})
    assert "pgbandit is missing or outdated in this database: " in err
    assert "; run pgbandit migrate" in err


def test_no_database_at_all(fails, tmp_path):
    err = fails(75, "report", env={"PGBANDIT_DSN": "", "PGBANDIT_HOME": str(tmp_path)})
    assert err == (
        "pgbandit: no database: the local server is not running; set PGBANDIT_DSN, or run pgbandit server start\n"
    )


def test_no_active_generator(db, fails):
    db.execute("update bandit.generator_weights set status = 'disabled'")
    assert "the account has no active generator (account_id = 1); add or enable a generator [WT101]" in fails(
        75, "choose"
    )


def test_a_server_that_ends_the_session(database, db):
    process = subprocess.Popen(
        [sys.executable, "-m", "runner", *REPLAY, "--dsn", database],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    await_runs(db)
    db.execute("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'pgbandit'")
    out, err = process.communicate()
    assert (process.returncode, out) == (75, "")
    # Between two statements the server's last word may be lost, and only the broken connection is seen.
    assert err.startswith(
        ("pgbandit: terminating connection due to administrator command", "pgbandit: the connection broke")
    )
    assert err.count("\n") == 1


# --- interrupted, and without a reader


def await_runs(db: psycopg.Connection) -> None:
    deadline = time.monotonic() + 20
    while not db.execute("select from bandit.optimization_runs limit 1").fetchall():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_control_c(database, db):
    process = subprocess.Popen(
        [sys.executable, "-m", "runner", *REPLAY, "--dsn", database],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    await_runs(db)
    process.send_signal(signal.SIGINT)
    assert process.communicate() == ("", "\n")  # so that the prompt stands on a line of its own
    assert process.returncode == 130


@pytest.mark.parametrize(
    "arguments", [["report"], ["report", "--json"], ["account", "show"], ["--help"], ["report", "--help"]]
)
def test_a_closed_pipe(pgbandit, arguments):
    """As in `pgbandit report | head -1`, if head ends first."""
    reading, writing = os.pipe()
    os.close(reading)
    done = pgbandit(*arguments, capture_output=False, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")


def test_a_full_disk(pgbandit):
    with Path("/dev/full").open("w") as full:
        done = pgbandit("report", capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (1, "pgbandit: [Errno 28] No space left on device\n")
