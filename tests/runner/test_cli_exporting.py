"""pgbandit export: files for other programs."""

import csv
import io
import json
import os
import re
import resource
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from psycopg.types.json import Jsonb

from tests.runner.test_cli_terminal import SCREEN, terminal  # noqa: F401

ROOT = Path(__file__).resolve().parents[2]
EXPORTS = ("decisions", "weights", "changes")


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def columns_of(db: psycopg.Connection, export: str) -> list[str]:
    query = "select column_name from bandit.export_columns where export = %s order by place"
    return [row["column_name"] for row in db.execute(query, [export])]


@pytest.mark.parametrize("export", EXPORTS)
def test_the_columns_are_the_documented_ones(db, ok, posts, export):
    db.execute("select bandit.override_generator('coach', 'pin', 0.2, 'a good week')")
    header = ok("export", export).splitlines()[0]
    assert header.split(",") == columns_of(db, export)
    for line in ok("export", export, "--format", "jsonl").splitlines():
        assert list(json.loads(line)) == columns_of(db, export)
    assert ok("export", export, "--json") == ok("export", export, "--format", "jsonl") != ""
    assert set(columns_of(db, export)) <= set(ok("export", "columns").split())


def test_the_page_has_the_same_columns(db):
    page = (ROOT / "docs" / "exporting.md").read_text()
    tables = {
        name.lower(): [tuple(cells) for cells in re.findall(r"^\| `(\w+)` \| (.+?) \| (.+) \|$", text, re.MULTILINE)]
        for name, text in re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    }
    query = "select column_name, data_type, description from bandit.export_columns where export = %s order by place"
    assert tables == {name: [tuple(row.values()) for row in db.execute(query, [name])] for name in EXPORTS}


def test_decisions_with_their_metrics(db, ok, posts):
    context = {"topic": 'a, "b"'}
    chosen = db.execute("select * from bandit.choose_generator(p_context => %s)", [Jsonb(context)]).fetchone()
    rows = rows_of(ok("export", "decisions"))
    assert len(rows) == 23
    first = next(row for row in rows if row["tweet_id"] == "storyteller0")
    assert (first["impressions"], first["followers_gained"], first["f_per_1k"]) == ("1000", "6.0000", "6.0000")
    assert (first["propensity"], first["likes"], first["posted_at"]) == ("", "", "2025-01-02T00:00:00+00:00")
    [planned] = [row for row in rows if row["status"] == "planned"]
    assert planned["decision_id"] == str(chosen["decision_id"])
    assert (json.loads(planned["context"]), planned["impressions"]) == (context, "")
    lines = [json.loads(line) for line in ok("export", "decisions", "--format", "jsonl").splitlines()]
    assert [line["impressions"] for line in lines if line["status"] == "planned"] == [None]
    assert {type(line["impressions"]) for line in lines if line["tweet_id"]} == {int}


def test_one_account_only(db, ok, posts):
    db.execute("select bandit.create_account('mine')")
    assert rows_of(ok("export", "decisions", "--account", "mine")) == []
    assert {row["account"] for row in rows_of(ok("export", "weights", "--account", "mine"))} == {"mine"}


def test_utf_8_whatever_the_locale(db, pgbandit):
    db.execute("update bandit.generator_weights set notes = 'früh 🦉, \"x\"' || chr(10) || 'zwei'")
    done = pgbandit("export", "weights", env={"LC_ALL": "C", "PYTHONUTF8": "0"}, text=False)
    assert {row["notes"] for row in rows_of(done.stdout.decode())} == {'früh 🦉, "x"\nzwei'}


def test_a_file_is_there_when_it_is_complete(db, ok, fails, tmp_path, posts):
    file = tmp_path / "decisions.csv"
    assert ok("export", "decisions", "--output", file) == ""
    assert len(rows_of(file.read_text())) == 22
    db.execute("revoke select on bandit.exported_decisions from bandit_reader")
    reader = {"PGOPTIONS": "-c role=bandit_reader"}
    fails(2, "export", "decisions", "--output", tmp_path / "other.csv", env=reader)
    fails(1, "export", "weights", "--output", tmp_path / "nowhere" / "weights.csv")
    assert [path.name for path in tmp_path.iterdir()] == ["decisions.csv"]


def test_mistakes(fails):
    assert "contradict" in fails(2, "export", "weights", "--json", "--format", "csv")
    assert "'xlsx' is not one of" in fails(2, "export", "weights", "--format", "xlsx")
    assert "there is no account 'nobody'" in fails(2, "export", "weights", "--account", "nobody")


def test_a_reader_that_stops_ends_it(pgbandit, posts, command_dsn):
    """As in `pgbandit export decisions | head -1`."""
    line = subprocess.run(
        f"{sys.executable} -m runner export decisions | head -1",
        shell=True,
        env=os.environ | {"PGBANDIT_DSN": command_dsn},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert line.stdout.startswith("account,decision_id,")
    assert "Traceback" not in line.stderr


MANY = """
    insert into bandit.content_metadata (account_id, source, status, posted_at, tweet_id, context)
    select bandit.account_id('default'), 'import', 'posted', now(), n::text, jsonb_build_object('x', repeat('x', 1000))
    from generate_series(1, %s) as n
"""


def test_memory_does_not_grow_with_the_rows(db, pgbandit, tmp_path):
    """Some 100 MB of rows pass through a process that may have little more than what it starts with."""
    db.execute(MANY, [60000])
    limit = 400 * 2**20
    done = pgbandit(
        "export",
        "decisions",
        "--output",
        tmp_path / "many.csv",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_DATA, (limit, limit)),
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert sum(1 for _ in (tmp_path / "many.csv").open()) == 60001


def test_a_terminal_shows_the_progress_and_no_control_characters(db, pgbandit, terminal, tmp_path):  # noqa: F811
    db.execute("update bandit.generator_weights set notes = %s", ["\x1b[2Jowned\x9b"])
    screen, file = terminal(100), tmp_path / "weights.csv"
    pgbandit("export", "weights", "--output", file, capture_output=False, stderr=screen.slave, env=SCREEN)
    assert "Exporting weights" in screen.text
    assert "\x1b[2Jowned\x9b" in file.read_text()

    for form in ("csv", "jsonl"):
        screen = terminal(100)
        options = {"stdout": screen.slave, "stderr": screen.slave, "env": SCREEN}
        pgbandit("export", "weights", "--format", form, capture_output=False, **options)
        shown = screen.text
        assert "2Jowned" in shown
        assert "\x1b" not in shown
        assert "\x9b" not in shown
