"""server, migrate and doctor."""

import json
import subprocess

import psycopg
import pytest


@pytest.fixture
def local(pgbandit, home):
    """Run pgbandit with a local server's folder, and no PGBANDIT_DSN."""

    def run(*arguments: str) -> subprocess.CompletedProcess:
        return pgbandit(*arguments, env={"PGBANDIT_DSN": "", "PGBANDIT_HOME": str(home)})

    return run


def test_the_local_server_from_start_to_stop(local, home):
    assert (local("server", "stop").returncode, local("server", "status").returncode) == (0, 75)
    assert local("server", "dsn").stderr.startswith(f"pgbandit: there is no local server in {home}; ")

    started = local("server", "start")
    assert (started.returncode, started.stderr) == (0, "")
    assert started.stdout.startswith("PostgreSQL 1")
    assert " is running on 127.0.0.1:" in started.stdout
    assert local("server", "start").stdout == started.stdout == local("server", "status").stdout

    status = json.loads(local("server", "status", "--json").stdout)
    assert status["running"]
    assert status["dsn"] == json.loads(local("server", "dsn", "--json").stdout)["dsn"]
    dsn = local("server", "dsn").stdout.strip()
    psql = subprocess.run(["psql", dsn, "-Atc", "select current_user"], capture_output=True, text=True)
    assert psql.stdout == "pgbandit\n"

    migrated = local("migrate")
    assert migrated.returncode == 0
    assert "created: " in migrated.stdout
    jobs = "bandit:attribute, bandit:changes, bandit:health, bandit:optimize, bandit:partitions, bandit:tune"
    assert f"scheduled: {jobs}\n" in migrated.stdout
    assert local("migrate").stdout == "nothing to do: the database is up to date\n"
    assert json.loads(local("migrate", "--json").stdout)["created"] == []
    doctor = local("doctor")
    assert (doctor.returncode, "\nerror" in doctor.stdout) == (0, False)
    assert json.loads(local("choose", "--arm", "control", "--json").stdout)["experiment_arm"] == "control"

    stopped = local("server", "stop")
    assert stopped.returncode == 0
    assert stopped.stdout.startswith("the local server is stopped; its data are kept in ")
    assert local("server", "stop").stdout == "the local server is not running\n"
    report = local("report")
    assert (report.returncode, report.stderr.count("\n")) == (75, 1)
    choose = local("choose")  # which works without the database
    assert (choose.returncode, choose.stderr.count("\n")) == (0, 1)


def test_doctor_reports_a_difference(pgbandit, database):
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("create or replace function bandit.clock() returns timestamptz language sql return now()")
    done = pgbandit("doctor")
    assert done.returncode == 1
    assert "bandit.clock()" in done.stdout
    findings = json.loads(pgbandit("doctor", "--json").stdout)
    assert {"severity", "area", "subject", "message", "remedy"} == findings[0].keys()
    assert "error" in {finding["severity"] for finding in findings}
