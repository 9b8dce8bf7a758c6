"""The README does what it says: every command and every statement in it is run, on a database that holds the demo."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from runner.cli import cli

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text()
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
PROSE = re.sub(r"^```.*?^```$", "", README, flags=re.MULTILINE | re.DOTALL)

RUN = {"sh", "sql"}
SHOWN = {"", "ts"}  # what a command prints, and TypeScript, whose statements are prepared
# Calls in the prose that set up the machine or the server, which the tests' own set-up does in its way.
NOT_RUN = {
    "make demo",
    "make test",
    "pip install .",
    "export PGBANDIT_DSN='postgresql://me@db.example.org/bot'",
    "pgbandit migrate && pgbandit doctor",
}


@pytest.fixture
def environment(dsn, database, tmp_path) -> Iterator[dict[str, str]]:
    """A shell's environment with the demo in its database, its jobs in pg_cron, and pgbandit on its path."""
    script = tmp_path / "pgbandit"
    script.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m runner "$@"\n')
    script.chmod(0o755)
    environment = os.environ | {"PGBANDIT_DSN": database, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    options = {"env": environment, "cwd": ROOT, "capture_output": True, "text": True, "check": True}
    subprocess.run(["pgbandit", "migrate"], **options)
    yield environment | {"DEMO": subprocess.run(["pgbandit", "demo"], **options).stdout}
    with psycopg.connect(dsn) as connection:
        name = conninfo_to_dict(database)["dbname"]
        connection.execute("select cron.unschedule(jobid) from cron.job where database = %s", [name])


def test_every_block_runs_and_shows_what_is_printed(environment):
    for language, text in BLOCKS:
        if language == "":
            printed = [*environment["DEMO"].splitlines(), "..."]
            assert [line for line in text.splitlines() if line not in printed] == []
        if language in RUN:
            command = {
                "sh": ["bash", "-euo", "pipefail", "-c", text],
                "sql": ["psql", environment["PGBANDIT_DSN"], "-v", "ON_ERROR_STOP=1"],
            }[language]
            done = subprocess.run(command, input=text, env=environment, cwd=ROOT, capture_output=True, text=True)
            assert (done.returncode, done.stderr) == (0, ""), f"{text}\n{done.stdout}"


def test_no_block_is_left_out():
    languages = [language for language, _ in BLOCKS]
    assert set(languages) <= RUN | SHOWN
    assert README.count("\n```") == 2 * len(BLOCKS)
    shown = "".join(text for language, text in BLOCKS if language == "")
    assert re.findall(r"^(?:pgbandit|psql|make|select) .*", shown, re.MULTILINE) == []


def test_typescript_sends_statements_that_exist(db):
    statements = [
        statement
        for language, text in BLOCKS
        if language == "ts"
        for statement in re.findall(r'"(select [^"]*)"', text)
    ]
    assert len(statements) == 3
    for number, statement in enumerate(statements):
        db.execute(f"prepare statement_{number} as {statement}")


def test_calls_in_the_prose_are_known():
    indented = [
        line.partition("  ")[0].strip()
        for line in re.findall(r"^ {4}((?:make|pip|export|pgbandit) .*)", PROSE, re.MULTILINE)
    ]
    assert {line for line in indented if line not in NOT_RUN} == set()


@pytest.mark.parametrize("call", sorted(set(re.findall(r"`pgbandit ([a-z][^`]*)`", PROSE))))
def test_calls_in_a_sentence_are_commands(call):
    command, context = cli, click.Context(cli)
    words = shlex.split(call)
    while isinstance(command, click.Group):
        _, command, words = command.resolve_command(context, words)
    options = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= options


def test_targets_of_make_exist():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)", PROSE)) <= targets


def test_links_lead_somewhere():
    links = re.findall(r"\]\((?!https?:)([^)#]+)", README)
    assert [link for link in links if not (ROOT / link).exists()] == []
