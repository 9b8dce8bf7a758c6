"""The demo: a viral, a failing and a new generator, and nothing to do the second time."""

import json
import shutil

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

JOBS = {"jobs": "unscheduled"}  # which databases of tests never are
ROWS = "select md5(string_agg(t::text || xmin, '|' order by t::text)) as digest, count(*) from bandit.{} as t"


def contents(db: psycopg.Connection) -> dict[str, dict]:
    """All rows of all tables, as a digest of their values and of the transactions that wrote them."""
    tables = db.execute("select tablename from pg_tables where schemaname = 'bandit'").fetchall()
    return {
        table["tablename"]: db.execute(SQL(ROWS).format(Identifier(table["tablename"]))).fetchone() for table in tables
    }


def test_demo(pgbandit, db):
    first = pgbandit("demo")
    assert (first.returncode, first.stderr) == (0, "")
    summary, _, report = first.stdout.partition("\n\n")
    assert summary == (
        "Imported 519 posts into account demo. Replayed 225 runs from 2025-03-06 to 2025-05-01: "
        "218 changed the weights, 7 had too little data.\n"
        "Then an operator pinned humanVoice, and a bot published 208 posts until 2025-05-22, "
        "each by the generator that pgbandit chose.\n"
        "Scraped posts of account demo-live 81 times from a local server: 27 recorded, 54 unchanged, 0 failed."
    )
    assert report.startswith("demo at 2025-05-01 00:00 UTC\n")
    program = report.rpartition("More commands:\n  ")[2].partition(" ")[0]
    assert shutil.which(program)
    assert report.endswith(
        "pgbandit explain --account demo --at 2025-05-01\n"
        f"  {program} history --account demo --generator storyteller\n"
        f"  {program} events --account demo\n"
    )
    before = contents(db)
    assert before["optimization_runs"]["count"] == 225 + 84

    second = pgbandit("demo")
    summary, _, same_report = second.stdout.partition("\n\n")
    assert summary == "Nothing changed: account demo has all sample data and runs up to 2025-05-22."
    assert same_report == report
    assert contents(db) == before

    shown = json.loads(pgbandit("demo", "--json").stdout)
    assert (shown["overridden"], shown["posted"]) == (False, 0)
    assert (shown["created"], shown["imported"]["unchanged"], shown["replayed"]["runs"]) == (False, 520, 0)
    generators = {row["generator_name"]: row for row in shown["report"]["generators"]}
    viral, failing, new = (generators[name] for name in ("storyteller", "newsReporter", "philosopher"))
    assert (viral["tier"], failing["tier"], failing["weight"], failing["needs_review"]) == (
        "viral",
        "failing",
        0.02,
        True,
    )
    assert viral["reason"].startswith("viral: ")
    assert failing["reason"].startswith("failing: ")
    assert new["reason"].startswith("new: ")
    assert max(generators.values(), key=lambda row: row["weight"]) == viral
    assert sum(row["weight"] for row in generators.values()) == pytest.approx(1)


def test_the_demo_shows_an_override_an_experiment_and_health(pgbandit, db):
    shown = json.loads(pgbandit("demo", "--json").stdout)
    [pin] = db.execute("select message, detail from bandit.recent_events where kind = 'override'").fetchall()
    assert (pin["message"], pin["detail"]["pinned_weight"]) == ("pin of humanVoice: promised to a sponsor", 0.08)
    [pinned] = db.execute("select generator_name, weight::text from bandit.weights where pinned_weight is not null")
    assert pinned == {"generator_name": "humanVoice", "weight": "0.0800"}

    arms = {row["experiment_arm"]: row for row in shown["experiment"]}
    assert sum(row["posts"] for row in arms.values()) == shown["posted"] == 208
    assert list(arms) == ["control", "variant_a", "variant_b"]
    assert arms["variant_a"]["lift_high"] < 0 < arms["variant_b"]["lift_high"]
    assert {row["name"]: row["severity"] for row in shown["health"] if row["severity"] != "ok"} | JOBS == {
        "jobs": "unscheduled",
        "scraping": "info",
    }
    now = json.loads(pgbandit("health", "--account", "demo", "--json").stdout)
    assert {row["severity"] for row in now if row["name"] != "jobs"} == {"ok", "info"}
    assert sum(row["new_weight"] - row["old_weight"] for row in shown["override"]) == pytest.approx(0)
    assert {row["actor"] for row in shown["override"]} == {"pgbandit"}

    released = pgbandit("generator", "release", "humanVoice", "--account", "demo", "--reason", "sponsor gone")
    assert released.returncode == 0
    again = json.loads(pgbandit("demo", "--json").stdout)
    assert again["overridden"] is False


def test_a_change_would_be_noticed(db):
    before = contents(db)
    db.execute("update bandit.generator_weights set notes = notes where generator_name = 'coach'")
    changed = {table for table, rows in contents(db).items() if rows != before[table]}
    assert changed == {"generator_weights"}
