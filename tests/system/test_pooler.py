"""pgbouncer in transaction mode between the commands and the server: nothing breaks, and nothing is left behind."""

import json
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from runner import deploy, doctor
from runner.database.calls import Database
from runner.errors import UserError
from tests import pooler
from tests.conftest import make_hostile


@pytest.fixture(scope="module", params=["", "options, extra_float_digits"], ids=["refuses options", "drops options"])
def address(cluster, request, tmp_path_factory) -> dict[str, str]:
    """Host and port of a pgbouncer; by its configuration it refuses startup parameters, or drops them silently."""
    with pooler.running(cluster, ignored=request.param) as where:
        yield where


@pytest.fixture
def pooled(database, address) -> str:
    """The DSN of this test's database through the pooler."""
    return make_conninfo(database, **address)


def sessions(db: psycopg.Connection) -> list[dict]:
    """What the sessions that pgbouncer keeps open hold."""
    return db.execute("""
        select l.locktype, l.objid
        from pg_locks as l
        where l.locktype = 'advisory'
            and l.database = (select oid from pg_database where datname = current_database())
    """).fetchall()


def test_a_deployment_is_refused_before_it_touches_anything(pooled, db):
    before = db.execute("select * from bandit.deployed_objects").fetchall()
    with pytest.raises(UserError, match="the connection goes through a pooler") as caught:
        deploy.migrate(pooled)
    assert caught.value.exit_code == 2
    assert sessions(db) == []
    with psycopg.connect(pooled, prepare_threshold=None) as conn:  # a stranger gets the same session
        assert conn.execute("select current_user").fetchone() == ("pgbandit",)
    assert db.execute("select * from bandit.deployed_objects").fetchall() == before


def test_the_doctor_leaves_no_role_behind(pooled):
    findings = doctor.examine(pooled)
    assert [f for f in findings if f.area != "jobs" and f.severity is not doctor.Severity.OK] == []
    with psycopg.connect(pooled, prepare_threshold=None) as conn:
        assert conn.execute("select current_user, current_setting('transaction_read_only')").fetchone() == (
            "pgbandit",
            "off",
        )


def test_a_call_that_repeats_is_not_prepared(pooled):
    """Two clients take turns in the same sessions of the server."""
    clients = [Database(pooled, None) for _ in range(4)]
    for number in range(24):
        clients[number % 4].call("choose_generator", p_u=number / 24)
    with psycopg.connect(pooled, prepare_threshold=None) as conn:
        assert conn.execute("select count(*) from pg_prepared_statements").fetchone() == (0,)


def test_settings_are_pinned_and_left_as_they_were(pooled, database):
    make_hostile(database)
    client = Database(pooled, None)
    settings = {row["setting"]: row for row in client.read("settings")}
    assert settings["lookback"]["value"] == "7 days"
    client.call("set_setting", p_key="lookback", p_value="10 days")
    assert client.read("recent_events", 1)[0]["event_at"].utcoffset().total_seconds() == 0
    with psycopg.connect(database) as stranger:
        expected = stranger.execute(
            "select current_setting('intervalstyle'), current_setting('search_path')"
        ).fetchone()
    with psycopg.connect(pooled, prepare_threshold=None) as stranger:
        found = stranger.execute("select current_setting('intervalstyle'), current_setting('search_path')").fetchone()
    assert found == expected
    assert found[0] == "sql_standard"


def test_replay(pgbandit, pooled):
    done = pgbandit("replay", "--from", "2025-01-01", "--to", "2025-01-04", env={"PGBANDIT_DSN": pooled})
    assert (done.returncode, done.stderr) == (0, "")


def test_events_are_seen(pooled, db):
    command = [sys.executable, "-m", "runner", "watch", "--json", "--kind", "override", "--limit", "1", "--dsn", pooled]
    watcher = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])
    deadline = time.monotonic() + 30
    while watcher.poll() is None:
        assert time.monotonic() < deadline
        weight = 0.1 if time.monotonic() % 2 < 1 else 0.2
        db.execute("select bandit.override_generator('coach', 'pin', %s::numeric, 'a good week')", [weight])
        time.sleep(0.5)
    event = json.loads(watcher.stdout.read())
    assert event.keys() == {"account", "kind", "generator", "run_id", "at", "message"}
    assert (event["account"], event["kind"], event["generator"]) == ("default", "override", "coach")
