"""The local server, tried for real: each test starts PostgreSQL itself."""

import contextlib
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from runner import server
from runner.errors import UserError
from runner.server import programs

ROOT = Path(__file__).resolve().parents[2]
CARELESS = {"fsync": "off"}
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has another user run PostgreSQL")


@pytest.fixture
def started(home):
    return server.start(home, CARELESS)


@pytest.fixture
def running(cluster):
    """The home of the session's server, only to look at."""
    return cluster.data.parent


def ask(dsn: str, query: str):
    with psycopg.connect(dsn, autocommit=True) as connection:
        return connection.execute(query).fetchone()[0]


def leave(dsn: str) -> None:
    """Something to find again."""
    with psycopg.connect(dsn) as connection:
        connection.execute("create table kept as select 42 as answer")


def password(home: Path) -> str:
    return (home / "pgpass").read_text().strip().split(":")[-1]


@contextlib.contextmanager
def server_in(folder: Path) -> Iterator[server.Status]:
    """A server in a folder within `home`, removed at the end."""
    try:
        yield server.start(folder, CARELESS)
    finally:
        server.remove(folder)


def kill(status: server.Status) -> None:
    os.kill(status.pid, signal.SIGKILL)
    while server.status(status.data.parent).running:
        time.sleep(0.01)


# What it is like


def test_psql_accepts_the_dsn_as_it_is(running):
    query = "select current_user, current_database(), inet_server_addr() is null"
    asked = subprocess.run(["psql", server.dsn(running), "-Atc", query], capture_output=True, text=True)
    assert asked.stdout == "pgbandit|pgbandit|t\n", asked.stderr


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("server_encoding", "UTF8"),
        ("timezone", "UTC"),
        ("listen_addresses", "127.0.0.1"),
        ("password_encryption", "scram-sha-256"),
        ("shared_preload_libraries", "pg_cron"),
        ("cron.database_name", "pgbandit"),
        ("cron.use_background_workers", "on"),
        ("fsync", "off"),
    ],
)
def test_settings(running, setting, value):
    assert ask(server.dsn(running), f"select current_setting('{setting}')") == value


def test_collation(running):
    assert ask(server.dsn(running), "select datcollate from pg_database where datname = 'pgbandit'") == "C.UTF-8"


def test_pg_cron_is_at_home_in_its_database(running):
    with psycopg.connect(server.dsn(running)) as connection:
        connection.execute("create extension if not exists pg_cron")
        assert connection.execute("select cron.schedule('once', '0 0 1 1 *', 'select 1')").fetchone()
        connection.rollback()


def test_status(running):
    status = server.status(running)
    assert status.running
    assert status.dsn == server.dsn(running)
    assert (status.sockets / f".s.PGSQL.{status.port}").is_socket()
    assert status.pid == int((status.data / "postmaster.pid").read_text().split()[0])
    assert ask(status.dsn, "select current_setting('server_version')").startswith(status.version)


@needs_root
def test_root_does_not_run_it(running):
    status = server.status(running)
    assert Path(f"/proc/{status.pid}").stat().st_uid == status.data.stat().st_uid != 0


# The password


def test_only_the_owner_reads_the_password(running):
    assert stat.S_IMODE((running / "pgpass").stat().st_mode) == 0o600
    assert (running / "pgpass").stat().st_uid == os.geteuid()


def test_the_password_is_nowhere_else(running):
    status = server.status(running)
    arguments = Path(f"/proc/{status.pid}/cmdline").read_text()
    assert len(password(running)) >= 32
    assert password(running) not in status.dsn + arguments + (running / "server.log").read_text()


@pytest.mark.parametrize("host", ["socket", "127.0.0.1"])
def test_the_password_is_required(running, host):
    status = server.status(running)
    host = str(status.sockets) if host == "socket" else host
    where = {"host": host, "port": status.port, "user": "pgbandit", "dbname": "pgbandit", "passfile": "/dev/null"}
    with pytest.raises(psycopg.OperationalError, match="no password supplied"):
        psycopg.connect(**where)
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(**where, password="wrong")
    psycopg.connect(**where, password=password(running)).close()


def test_scram_is_the_only_way_in(running):
    query = "select string_agg(distinct auth_method, ' ') from pg_hba_file_rules"
    assert ask(server.dsn(running), query) == "scram-sha-256"


# Starting and stopping


def test_starting_a_running_server_leaves_it_alone(home, started):
    assert server.start(home) == started


def test_stop_and_start_again(home, started):
    leave(started.dsn)
    stopped = server.stop(home)
    assert (stopped.running, stopped.pid) == (False, None)
    assert server.stop(home) == stopped
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(started.dsn)

    again = server.start(home, CARELESS)
    assert (again.port, again.dsn) == (started.port, started.dsn)
    assert ask(again.dsn, "select answer from kept") == 42


def test_before_the_first_start(home):
    assert server.status(home) == server.Status(running=False)
    assert server.stop(home) == server.Status(running=False)
    with pytest.raises(UserError, match="no local server"):
        server.dsn(home)
    assert list(home.iterdir()) == []


def test_starts_at_the_same_time(home):
    program = f"from pathlib import Path; from runner import server; print(server.start(Path({str(home)!r})).pid)"
    starting = [
        subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    pids = {process.communicate()[0].strip() for process in starting}
    assert [process.returncode for process in starting] == [0, 0, 0]
    assert pids == {str(server.status(home).pid)}


def test_an_interrupted_start_is_made_good(home):
    (home / "data.new" / "base").mkdir(parents=True)
    assert server.start(home, CARELESS).running


def test_a_port_that_someone_took_meanwhile(home, started):
    server.stop(home)
    with socket.create_server(("127.0.0.1", started.port)):
        moved = server.start(home, CARELESS)
        assert moved.port != started.port
        assert ask(moved.dsn, "select 1") == 1


def test_a_moved_folder(home):
    old, new = home / "old", home / "new"
    leave(server.start(old, CARELESS).dsn)
    server.stop(old)
    old.rename(new)
    with server_in(new) as moved:
        assert ask(moved.dsn, "select answer from kept") == 42


# After a crash


def test_a_killed_server(home):
    started = server.start(home)  # with fsync, as for a user
    leave(started.dsn)
    kill(started)
    again = server.start(home)
    assert again.pid != started.pid
    assert ask(again.dsn, "select answer from kept") == 42


def test_a_killed_server_whose_last_query_goes_on(home, started):
    busy = "set max_parallel_workers_per_gather = 0; select count(*) from generate_series(1, 20000000)"
    asking = subprocess.Popen(["psql", started.dsn, "-qAtc", busy], stderr=subprocess.DEVNULL)
    query = "select count(*) from pg_stat_activity where state = 'active' and query like '%generate_series%'"
    while ask(started.dsn, query) < 2:  # itself and the busy one
        time.sleep(0.05)
    kill(started)
    assert server.start(home, CARELESS).running
    asking.wait()


def test_a_killed_server_whose_pid_another_program_has(home, started):
    kill(started)
    owner = {"user": started.data.stat().st_uid} if os.geteuid() == 0 else {}
    other = subprocess.Popen(["sleep", "60"], **owner)
    try:
        lock = started.data / "postmaster.pid"
        lock.write_text(re.sub(r"^\d+", str(other.pid), lock.read_text()))
        assert not server.status(home).running
        assert server.start(home, CARELESS).running
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


# Folders that PostgreSQL cannot use


@needs_root
def test_a_folder_that_its_user_cannot_enter(home):
    (home / "private").mkdir(0o700)
    folder = home / "private" / "home"
    with server_in(folder) as started:
        assert started.data.parent.parent == server.OUTSIDE
        leave(started.dsn)
        server.stop(folder)
        assert ask(server.start(folder, CARELESS).dsn, "select answer from kept") == 42
    assert not started.data.parent.exists()
    assert not folder.exists()


@needs_root
def test_a_deleted_folder_whose_data_were_elsewhere(home):
    (home / "private").mkdir(0o700)
    folder = home / "private" / "home"
    with server_in(folder) as started:
        leave(started.dsn)
        shutil.rmtree(folder)  # while its server runs
        afresh = server.start(folder, CARELESS)
        assert (afresh.data, afresh.pid == started.pid) == (started.data, False)
        assert ask(afresh.dsn, "select to_regclass('kept') is null")


@pytest.mark.parametrize("name", ["long" * 25, "a, b", "quote\"$HOME'`", "ü %20?&host=x"])
def test_a_name_that_needs_care(home, name):
    with server_in(home / name) as started:
        assert ask(started.dsn, "select 1") == 1
        assert server.start(home / name) == started
    assert not (home / name).exists()
    assert not started.sockets.exists()


def test_remove_takes_only_what_is_its_own(home):
    folder = home / "mine"
    folder.mkdir()
    (folder / "letter.txt").write_text("mine")
    server.start(folder, CARELESS)
    server.remove(folder)
    assert [file.name for file in folder.iterdir()] == ["letter.txt"]


# Systems without the programs


def test_without_postgresql(home, monkeypatch, tmp_path):
    monkeypatch.setattr(programs, "DEBIAN", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UserError, match="PostgreSQL 15 or newer is not installed") as refused:
        server.start(home)
    assert "apt-get install" in refused.value.hint


def test_without_pg_cron(home, monkeypatch, tmp_path):
    folder = tmp_path / "16" / "bin"
    folder.mkdir(parents=True)
    (folder / "postgres").touch()
    (folder / "pg_config").write_text(f'#!/bin/sh\n[ $1 = --version ] && echo "PostgreSQL 16.4" || echo {tmp_path}\n')
    (folder / "pg_config").chmod(0o755)
    monkeypatch.setattr(programs, "DEBIAN", tmp_path)
    monkeypatch.setenv("PATH", "/bin/nowhere")
    with pytest.raises(UserError, match=r"PostgreSQL 16\.4 has no pg_cron") as refused:
        server.start(home)
    assert refused.value.hint == "apt-get install postgresql-16 postgresql-16-cron"


def test_data_of_a_version_that_is_gone(home, started, monkeypatch, tmp_path):
    server.stop(home)
    with monkeypatch.context() as without:
        without.setattr(programs, "DEBIAN", tmp_path)
        without.setenv("PATH", str(tmp_path))
        with pytest.raises(UserError, match="which wrote"):
            server.start(home)
