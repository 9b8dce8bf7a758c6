"""The demo: two policies on the same posts, an override, an experiment, health; and nothing to do the second time."""

import json
import shutil
from collections.abc import Iterator

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from tests.conftest import copy_of
from tests.system.conftest import DEMO

JOBS = {"jobs": "unscheduled"}  # which databases of tests never are
ROWS = "select md5(string_agg(t::text || xmin, '|' order by t::text)) as digest, count(*) from bandit.{} as t"


@pytest.fixture
def database(cluster, demo) -> Iterator[str]:
    """The DSN of a database of this test's own, which holds the demo."""
    with copy_of(cluster, DEMO) as copy:
        yield copy


def contents(db: psycopg.Connection) -> dict[str, dict]:
    """All rows of all tables, as a digest of their values and of the transactions that wrote them."""
    tables = db.execute("select tablename from pg_tables where schemaname = 'bandit'").fetchall()
    return {
        table["tablename"]: db.execute(SQL(ROWS).format(Identifier(table["tablename"]))).fetchone() for table in tables
    }


def test_demo(demo, pgbandit, db):
    assert (demo.returncode, demo.stderr) == (0, "")
    summary, _, tables = demo.stdout.partition("\n\n")
    assert summary.splitlines() == [
        *(
            f"{account} (policy {policy}): imported 519 posts, replayed 225 runs until 2025-05-01 "
            "(7 with too little data); then a bot published 208 posts until 2025-05-22."
            for account, policy in (("demo", "thompson"), ("demo-blueprint", "blueprint"))
        ),
        "demo-live: scraped posts 81 times from a local server: 27 recorded, 54 unchanged, 0 failed.",
    ]
    assert tables.startswith("Weights from the same posts at 2025-05-01, by policy\n")
    assert "\n\ndemo at 2025-05-01 00:00 UTC\n" in tables
    program = tables.rpartition("More commands:\n  ")[2].partition(" ")[0]
    assert shutil.which(program)
    assert tables.endswith(
        "pgbandit explain --account demo --at 2025-05-01\n"
        f"  {program} history --account demo --generator humanVoice\n"
        f"  {program} events --account demo-blueprint\n"
    )
    before = contents(db)
    assert before["optimization_runs"]["count"] == 2 * (225 + 84)

    second = pgbandit("demo")
    summary, _, same_tables = second.stdout.partition("\n\n")
    assert summary == (
        "Nothing changed: accounts demo and demo-blueprint have all sample data and runs up to 2025-05-22."
    )
    assert same_tables == tables
    assert contents(db) == before

    shown = json.loads(pgbandit("demo", "--json").stdout)
    for steps in shown["accounts"].values():
        assert (steps["created"], steps["overridden"], steps["posted"]) == (False, False, 0)
        assert (steps["imported"]["unchanged"], steps["replayed"]["runs"]) == (520, 0)


def test_the_demo_shows_both_policies(pgbandit):
    """A viral, a failing and a new generator, as each policy weighs them."""
    shown = json.loads(pgbandit("demo", "--json").stdout)
    weights = {row["generator_name"]: row for row in shown["weights"]}
    for policy in ("thompson", "blueprint"):
        of_the_policy = {name: row[f"{policy}_weight"] for name, row in weights.items()}
        assert max(of_the_policy, key=of_the_policy.get) == "storyteller"
        assert (sum(of_the_policy.values()), of_the_policy["newsReporter"]) == (pytest.approx(1), 0.02)
    generators = {row["generator_name"]: row for row in shown["report"]["generators"]}
    viral, failing = (generators[name] for name in ("storyteller", "newsReporter"))
    assert (viral["tier"], failing["tier"], failing["needs_review"]) == ("viral", "failing", True)
    assert viral["reason"].startswith("viral ")
    assert failing["reason"].startswith("failing ")
    assert {name: row["thompson_weight"] for name, row in weights.items()} == {
        name: row["weight"] for name, row in generators.items()
    }

    report = json.loads(pgbandit("report", "--account", "demo-blueprint", "--at", "2025-05-01", "--json").stdout)
    generators = {row["generator_name"]: row for row in report["generators"]}
    for name, rule in (("storyteller", "viral"), ("newsReporter", "failing"), ("philosopher", "new")):
        assert generators[name]["reason"].startswith(f"{rule}: ")


def test_the_demo_shows_an_override_an_experiment_and_health(pgbandit, db):
    shown = json.loads(pgbandit("demo", "--json").stdout)
    pins = db.execute("select message, detail from bandit.recent_events where kind = 'override'").fetchall()
    assert {(pin["message"], pin["detail"]["pinned_weight"]) for pin in pins} == {
        ("pin of humanVoice: promised to a sponsor", 0.08)
    }
    pinned = db.execute("select generator_name, weight::text from bandit.weights where pinned_weight is not null")
    assert pinned.fetchall() == 2 * [{"generator_name": "humanVoice", "weight": "0.0800"}]
    assert sum(row["new_weight"] - row["old_weight"] for row in shown["override"]) == pytest.approx(0)
    assert {row["actor"] for row in shown["override"]} == {"pgbandit"}

    arms = {(row["account"], row["experiment_arm"]): row for row in shown["experiment"]}
    assert list(arms) == [
        (account, arm) for account in ("demo", "demo-blueprint") for arm in ("control", "variant_a", "variant_b")
    ]
    for arm in ("control", "variant_a", "variant_b"):
        thompson, blueprint = arms["demo", arm], arms["demo-blueprint", arm]
        assert thompson["exposure"] == blueprint["exposure"]  # the same draws, so the same arms
        assert thompson["f_per_1k"] > blueprint["f_per_1k"]
    assert arms["demo-blueprint", "variant_a"]["lift_high"] < 0 < arms["demo-blueprint", "variant_b"]["lift_high"]

    assert {row["name"]: row["severity"] for row in shown["health"] if row["severity"] != "ok"} | JOBS == {
        "jobs": "unscheduled",
        "scraping": "info",
        "idle_generators": "info",
        "f_per_1k": "warning",  # by chance: no rate has changed
    }
    now = json.loads(pgbandit("health", "--account", "demo", "--json").stdout)
    assert {row["severity"] for row in now if row["name"] != "jobs"} == {"ok", "info"}

    released = pgbandit("generator", "release", "humanVoice", "--account", "demo", "--reason", "sponsor gone")
    assert released.returncode == 0
    again = json.loads(pgbandit("demo", "--json").stdout)
    assert {steps["overridden"] for steps in again["accounts"].values()} == {False}


def test_a_change_would_be_noticed(db):
    before = contents(db)
    db.execute("update bandit.generator_weights set notes = notes where generator_name = 'coach'")
    changed = {table for table, rows in contents(db).items() if rows != before[table]}
    assert changed == {"generator_weights"}
