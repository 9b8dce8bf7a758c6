"""pgbandit notify: alerts and chosen events reach a webhook or a command."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Queue

import psycopg
import pytest

from tests.runner.test_cli_watching import await_listener

ROOT = Path(__file__).resolve().parents[2]
KEYS = ["account", "kind", "generator", "run_id", "at", "message"]
SECRET = "T0/B0/s3cret"


class Webhook:
    """An HTTP server; `answers` has the status of each of the next answers, then 204; None closes the connection."""

    def __init__(self):
        received, answers = self.received, self.answers = Queue(), []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                received.put((self.path, self.headers["Content-Type"], body))
                status = answers.pop(0) if answers else 204
                if status is not None:
                    self.send_response(status)
                    self.send_header("Content-Length", "0")
                    self.end_headers()

            def log_message(self, *_arguments):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/{SECRET}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def body(self, timeout: float = 20) -> dict:
        path, kind, body = self.received.get(timeout=timeout)
        assert (path, kind) == (f"/{SECRET}", "application/json")
        return json.loads(body)


@pytest.fixture
def webhook() -> Iterator[Webhook]:
    hook = Webhook()
    yield hook
    hook.server.shutdown()
    hook.server.server_close()


@pytest.fixture
def notify(db, database) -> Iterator:
    """Start notifying, and wait until it listens."""
    processes = []

    def start(*arguments: str | Path, env: dict[str, str] | None = None) -> subprocess.Popen:
        processes.append(
            subprocess.Popen(
                [sys.executable, "-m", "runner", "notify", *map(str, arguments)],
                env=os.environ | {"PGBANDIT_DSN": database} | (env or {}),
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
        )
        await_listener(db)
        return processes[-1]

    yield start
    for process in processes:
        process.kill()
        process.communicate()


def open_alert(db: psycopg.Connection, check: str = "metrics") -> None:
    db.execute("select bandit_internal.open_alert(1, %s, 'critical', 'no \"metrics\" 🦉', now())", [check])


def end(process: subprocess.Popen) -> tuple[int, str, str]:
    out, errors = process.communicate(timeout=30)
    return process.returncode, out, errors


def test_an_alert_reaches_the_webhook_and_nothing_else_does(db, notify, webhook):
    process = notify("--webhook", webhook.url, "--limit", "1", "--json")
    db.execute("select bandit.set_setting('min_posts', '6')")
    open_alert(db)
    body = webhook.body()
    assert list(body) == KEYS
    assert (body["account"], body["kind"], body["message"]) == ("default", "alert", 'metrics: no "metrics" 🦉')
    assert end(process) == (0, json.dumps(body, ensure_ascii=False) + "\n", "")  # as pgbandit watch --json prints it
    assert webhook.received.empty()


def test_chosen_kinds_and_one_account(db, notify, webhook):
    db.execute("select bandit.create_account('mine')")
    arguments = ["--kind", "override", "--kind", "setting", "--account", "mine", "--limit", "2"]
    process = notify(*arguments, env={"PGBANDIT_WEBHOOK": webhook.url})
    db.execute("select bandit.set_setting('min_posts', '6', p_account_id => bandit.account_id('default'))")
    db.execute("select bandit.set_setting('min_posts', '7', p_account_id => bandit.account_id('mine'))")
    db.execute(
        "select bandit.override_generator('coach', 'pin', 0.2, 'why', p_account_id => bandit.account_id('mine'))"
    )
    assert [(body["account"], body["kind"]) for body in (webhook.body(), webhook.body())] == [
        ("mine", "setting"),
        ("mine", "override"),
    ]
    assert end(process)[0] == 0


def test_what_may_pass_is_tried_again(db, notify, webhook):
    webhook.answers += [503, None, 429]
    process = notify("--webhook", webhook.url, "--limit", "1")
    open_alert(db)
    bodies = [webhook.body() for _ in range(4)]
    assert [body == bodies[0] for body in bodies] == [True] * 4
    code, out, errors = end(process)
    assert (code, errors) == (0, "")
    assert "  default  alert  metrics: " in out


def test_a_refusal_is_one_line_and_the_next_event_is_passed_on(db, notify, webhook):
    webhook.answers += [404]
    process = notify("--webhook", webhook.url, "--limit", "2")
    open_alert(db)
    open_alert(db, "scraping")
    assert webhook.body()["message"].startswith("metrics")
    assert webhook.body()["message"].startswith("scraping")
    code, out, errors = end(process)
    assert (code, out.count("\n"), errors.count("\n")) == (1, 1, 1)
    assert errors.startswith("pgbandit: not passed on: alert of default at ")
    assert errors.endswith(": 127.0.0.1 answers 404 Not Found\n")
    assert webhook.received.empty()


def test_a_command_gets_the_event_as_its_input(db, notify, tmp_path):
    """What a webhook gets, and tried again like it."""
    (tmp_path / "tries").touch()
    command = f"cd {tmp_path}; cat > event; echo x >> tries; echo warming up >&2; test $(wc -l < tries) -ge 2"
    process = notify("--command", command, "--limit", "1", "--json")
    open_alert(db)
    code, out, errors = end(process)
    assert (code, errors) == (0, "")
    assert json.loads((tmp_path / "event").read_text()) == json.loads(out)
    assert (tmp_path / "tries").read_text() == "x\nx\n"


def test_a_command_that_cannot_run_is_one_line(db, notify):
    process = notify("--command", "no_such_program", "--limit", "1")
    started = time.monotonic()
    open_alert(db)
    code, out, errors = end(process)
    assert (code, out, errors.count("\n")) == (1, "", 1)
    assert "the command ended with exit code 127: " in errors
    assert time.monotonic() - started < 5  # without another attempt


def test_a_test_needs_no_database(cli, webhook):
    absent = {"PGBANDIT_DSN": "postgresql://nobody@localhost:1/none"}
    done = cli("notify", "--webhook", webhook.url, "--test", "--json", env=absent)
    assert (done.returncode, json.loads(done.stdout)["kind"]) == (0, "test")
    assert webhook.body() == json.loads(done.stdout)
    webhook.answers += [500] * 9
    done = cli("notify", "--webhook", webhook.url, "--test", env=absent)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert SECRET not in done.stderr


def test_mistakes_are_found_at_the_start(fails):
    assert "either --webhook or --command" in fails(2, "notify")
    assert "either --webhook or --command" in fails(2, "notify", "--webhook", "http://x", "--command", "cat")
    for address in ("ftp://x", "hooks.example.org", "http://", "http://x:0", "http://[", f"x://{SECRET}"):
        error = fails(2, "notify", "--webhook", address)
        assert "--webhook is not an address" in error
        assert SECRET not in error
    assert "there is no kind of event 'alarm'" in fails(2, "notify", "--command", "cat", "--kind", "alarm")
    absent = {"PGBANDIT_DSN": "postgresql://nobody@localhost:1/none"}
    assert "cannot reach the database" in fails(75, "notify", "--command", "cat", env=absent)


def test_nobody_waits_for_what_a_command_leaves_running(db, notify):
    process = notify("--command", "cat > /dev/null; sleep 20 2> /dev/null &", "--limit", "1")
    open_alert(db)
    assert process.wait(timeout=10) == 0
