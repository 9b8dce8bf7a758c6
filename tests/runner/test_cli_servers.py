"""server, migrate and doctor."""

import json
import shutil
import subprocess
from functools import partial
from pathlib import Path

import psycopg
import pytest

from runner import server
from runner.database import failures
from runner.server import programs


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
    jobs = ("attribute", "changes", "health", "optimize", "partitions", "purge", "tune")
    assert f"scheduled: {', '.join(f'bandit:{job}' for job in jobs)}\n" in migrated.stdout
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


# An upgrade of PostgreSQL's package while the server runs


@pytest.fixture
def installed(home, monkeypatch) -> Path:
    """A copy of PostgreSQL's programs and libraries, which a test may replace."""
    folder = programs.installation().folder
    share = Path(subprocess.run([folder / "pg_config", "--sharedir"], capture_output=True, text=True).stdout.strip())
    copy = home / folder.relative_to("/")
    shutil.copytree(folder.parent, copy.parent)
    (home / share.relative_to("/")).parent.mkdir(parents=True)
    (home / share.relative_to("/")).symlink_to(share)
    monkeypatch.setattr(programs, "DEBIAN", copy.parents[1])
    monkeypatch.setenv("PATH", "/bin/nowhere")
    return copy


def install(program: Path, content: bytes) -> None:
    """Replace a program as dpkg does: the running server keeps the old file."""
    new = program.with_suffix(".dpkg-new")
    shutil.copy(program, new)
    new.write_bytes(content)
    new.rename(program)


def test_an_upgrade_under_a_running_server(home, installed, cli):
    """The server that runs lacks a function that the new PL/pgSQL needs."""
    version = programs.installation().version
    older = version[:-1] + chr(ord(version[-1]) - 1)
    upgraded = {program: program.read_bytes() for program in (installed / "postgres", installed / "pg_ctl")}
    server.start(home / "own", {"fsync": "off"})
    server.stop(home / "own")
    for program, content in upgraded.items():
        content = content.replace(version.encode(), older.encode())
        install(program, content.replace(b"SPI_datumTransfer", b"SPI_datumTransfeX"))
    server.start(home / "own", {"fsync": "off"})
    for program, content in upgraded.items():
        install(program, content)

    try:
        local = partial(cli, env={"PGBANDIT_DSN": "", "PGBANDIT_HOME": str(home / "own")})
        status = local("server", "status").stdout
        assert status.startswith(f"PostgreSQL {older} is running")
        assert status.endswith("run pgbandit server start to restart the server\n")

        migrated = local("migrate")
        assert migrated.returncode == 75
        assert "undefined symbol" in migrated.stderr
        assert "; restart the server" in migrated.stderr
        doctor = local("doctor")
        assert doctor.returncode == 1
        assert "restart the server" in doctor.stdout
        with psycopg.connect(server.dsn(home / "own")) as conn, pytest.raises(psycopg.Error) as caught:
            conn.execute("do language plpgsql 'begin end'")
        assert failures.explain(caught.value).hint.startswith("restart the server")
        assert failures.is_unavailable(caught.value)

        started = local("server", "start").stdout
        assert started.startswith(
            f"restarted the server: it still ran PostgreSQL {older}\nPostgreSQL {version} is running"
        )
        assert "restart" not in local("server", "start").stdout
        with psycopg.connect(server.dsn(home / "own")) as conn:
            conn.execute("do language plpgsql 'begin end'")
    finally:
        server.remove(home / "own")
