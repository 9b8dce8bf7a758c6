"""Texts from the database, a file or a platform never control the terminal."""

import json
import re
import time
from pathlib import Path

import psycopg
import pytest

from runner.terminal import output
from tests.runner.test_cli_terminal import SCREEN, terminal  # noqa: F401
from tests.runner.test_cli_watching import watch  # noqa: F401

ROOT = Path(__file__).resolve().parents[2]
EVIL = "\x1b]0;owned\x07\x1b[2J\x1b[31mred\x9b2Kline\x7f\x08\r"
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")

# Every text of people or platforms that a command prints.
SPOIL = (
    "select bandit.override_generator('coach', 'pin', 0.1, %(evil)s)",
    """
    select bandit.import_posts(jsonb_build_array(
        jsonb_build_object('tweet_id', '1', 'posted_at', '2026-01-01', 'generator_name', %(evil)s::text),
        jsonb_build_object(
            'tweet_id', '2', 'posted_at', '2026-01-01', 'generator_name', 'coach', 'likes', %(evil)s::text
        )
    ))
    """,
    "update bandit.generator_weights set notes = %(evil)s, review_reason = %(evil)s, needs_review = true",
    "update bandit.weight_changes set reason = %(evil)s, actor = %(evil)s",
    "update bandit.events set message = %(evil)s, actor = %(evil)s",
    "select bandit_internal.log_failed_run(1, now(), 'run', 'XX000', %(evil)s)",
    "select bandit_internal.open_alert(1, 'metrics', 'critical', %(evil)s, now())",
    """create function bandit."\x1b[2J"() returns void language sql as 'select'""".replace("\\x1b", "\x1b"),
)
COMMANDS = (
    "report", "explain", "evidence", "contexts", "history", "events", "health", "account list", "account show",
    "generator list", "generator reviews", "experiment results", "runs list", "runs show 1", "optimize --all", "doctor",
    "role list", "jobs list", "export columns",
)  # fmt: skip


@pytest.fixture
def spoilt(db):
    """A database full of EVIL."""
    for statement in SPOIL:
        psycopg.ClientCursor(db).execute(statement, {"evil": EVIL})


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_prints_them(spoilt, cli, command):
    done = cli(*command.split())
    assert not CONTROL.search(done.stdout + done.stderr), done
    if command in ("history", "events", "runs list"):
        assert "\\x1b[2J" in done.stdout


def test_a_terminal_gets_none(spoilt, pgbandit, terminal):  # noqa: F811
    screen = terminal(100)
    pgbandit("events", capture_output=False, stdout=screen.slave, stderr=screen.slave, env=SCREEN)
    assert not CONTROL.search(screen.text)


def test_json_has_them_escaped(spoilt, cli):
    """Programs get the text as it is; a terminal that shows it, no control character."""
    out = cli("events", "--json").stdout
    assert not CONTROL.search(out)
    assert EVIL in {event["message"] for event in json.loads(out)}


@pytest.mark.parametrize(
    "arguments", [["generator", "enable"], ["account", "show", "--account"], ["posted", "x"], ["events", "--kind"]]
)
def test_errors_have_none(cli, arguments):
    done = cli(*arguments, EVIL)
    assert done.returncode == 2
    assert not CONTROL.search(done.stderr), done.stderr


def test_a_file_has_none(db, cli, tmp_path):
    export = tmp_path / f"a{EVIL.replace('/', '')}.csv"
    export.write_text(f"Post id,Date,Post text,Impressions,{EVIL}\n1,{EVIL},{EVIL},{EVIL},1\n")
    done = cli("import", "posts", export)
    assert not CONTROL.search(done.stdout + done.stderr), done


def test_watch_prints_none(db, watch):  # noqa: F811
    watcher = watch()
    db.execute("select bandit.override_generator('coach', 'pin', 0.2, %s)", [EVIL])
    line = watcher.line()
    assert "\\x1b[2J" in line
    assert not CONTROL.search(line)


EVENT = {"account": "default", "kind": "viral", "generator": None, "run_id": None, "at": "2026-01-01", "message": "x"}
WRONG = {"at": "infinity", "kind": ["viral"], "generator": {}, "run_id": "1", "message": None, "account": 1}
FOREIGN = (
    *("", "null", "[]", "1", '"text"', "{", "{}", "[" * 7000, '{"kind": 1}', "NaN", "9" * 7000, '{"at": "x"}'),
    *(json.dumps(EVENT | {name: value}) for name, value in WRONG.items()),
    json.dumps(EVENT | {"at": 5}),
)


@pytest.mark.parametrize("options", [[], ["--json"], ["--kind", "setting"], ["--account", "default"]], ids=" ".join)
def test_watch_survives_any_notification(db, watch, options):  # noqa: F811
    watcher = watch(*options)
    for payload in FOREIGN:
        db.execute("select pg_notify('bandit_events', %s)", [payload])
    db.execute("select bandit.set_setting('min_posts', '6')")
    assert "min_posts changed from 20 to 6" in watcher.line(timeout=5)
    assert "ignored a notification that is not an event" in watcher.complaint()
    assert watcher.process.poll() is None


def test_commands_print_through_one_place():
    """Nothing outside runner/terminal writes to a stream by itself."""
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in (ROOT / "runner").rglob("*.py")
        if path.parent.name != "terminal"
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if re.search(r"click\.(echo|secho|prompt|confirm)|\bprint\(|sys\.std(out|err)\b|Console\(", line)
    ]
    assert found == []


def test_a_long_text_is_cleaned_in_no_time():
    started = time.monotonic()
    assert "\x1b" not in output.printable("\x1b[" * 500_000)
    assert time.monotonic() - started < 1
