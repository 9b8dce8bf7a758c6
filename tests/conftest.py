"""What the tests share: a throw-away server for the session, and a fresh database for each test that asks for one."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.rows import dict_row
from psycopg.sql import SQL, Identifier

from runner import deploy, server

ROOT = Path(__file__).resolve().parents[1]
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
TEMPLATE = "bandit_template"


def pytest_configure() -> None:
    """Nothing that the user has set for libpq or pgbandit reaches the tests."""
    for name in [name for name in os.environ if name.startswith("PG")]:
        del os.environ[name]


@contextlib.contextmanager
def throw_away_home() -> Iterator[Path]:
    """A folder that every user can enter; its server, if one was made there, goes with it."""
    with tempfile.TemporaryDirectory(prefix="pgbandit-test-", dir=_roomy_folder()) as folder:
        home = Path(folder)
        home.chmod(0o755)
        try:
            yield home
        finally:
            server.remove(home)


def _roomy_folder() -> Path:
    """Memory where there is enough of it, since copying databases is what the tests wait for; else /tmp."""
    memory = Path("/dev/shm")
    return memory if memory.is_dir() and shutil.disk_usage(memory).free > 2**31 else Path("/tmp")


def execute(dsn: str, statement: SQL, *names: str) -> None:
    """Run one statement, outside a transaction, with the names quoted."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(statement.format(*map(Identifier, names)))


def dsn_of(cluster: server.Status, name: str) -> str:
    """The DSN of another database of the cluster."""
    return cluster.dsn.replace(f"@/{server.DATABASE}?", f"@/{name}?")


@pytest.fixture(autouse=True)
def state(tmp_path_factory, monkeypatch) -> Path:
    """Where this test's bots keep what they know and what waits, and nobody else's."""
    home = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("PGBANDIT_HOME", str(home))
    return home / "bot"


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder for a server of this test's own."""
    with throw_away_home() as folder:
        yield folder


@pytest.fixture(scope="session")
def cluster() -> Iterator[server.Status]:
    """A server of this session's own (with pytest-xdist: of this worker's own)."""
    with throw_away_home() as home:
        yield server.start(home, CARELESS)


@pytest.fixture(scope="session")
def dsn(cluster: server.Status) -> str:
    """The one migrated database where pg_cron lives and runs the jobs; all tests of the session share it."""
    deploy.migrate(cluster.dsn)
    return cluster.dsn


@pytest.fixture(scope="session")
def template(cluster: server.Status) -> str:
    """The name of a migrated database to copy, without jobs."""
    execute(cluster.dsn, SQL("create database {}"), TEMPLATE)
    deploy.migrate(dsn_of(cluster, TEMPLATE), schedule_jobs=False)
    return TEMPLATE


@contextlib.contextmanager
def copy_of(cluster: server.Status, template: str) -> Iterator[str]:
    """The DSN of a copy of a database, which is dropped afterwards."""
    name = f"test_{uuid.uuid4().hex}"
    execute(cluster.dsn, SQL("create database {} template {}"), name, template)
    yield dsn_of(cluster, name)
    execute(cluster.dsn, SQL("drop database {} with (force)"), name)


@pytest.fixture
def database(cluster: server.Status, template: str) -> Iterator[str]:
    """The DSN of a migrated database of this test's own."""
    with copy_of(cluster, template) as copy:
        yield copy


@pytest.fixture
def db(database: str) -> Iterator[psycopg.Connection]:
    """A connection to `database`: autocommit, rows are dicts."""
    with psycopg.connect(database, autocommit=True, row_factory=dict_row) as connection:
        yield connection


@pytest.fixture
def pgbandit(database: str) -> Callable[..., subprocess.CompletedProcess]:
    """Run `pgbandit ARGUMENTS` on `database`; keyword arguments are subprocess.run's, `env` adds to the environment."""

    def run(*arguments: str | Path, env: dict[str, str] | None = None, **options) -> subprocess.CompletedProcess:
        environment = os.environ | {"PGBANDIT_DSN": database} | (env or {})
        command = [sys.executable, "-m", "runner", *map(str, arguments)]
        options = {"cwd": ROOT, "capture_output": True, "text": True} | options
        return subprocess.run(command, env=environment, **options)

    return run


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Above pytest's closing line, what tests recorded: how many pgTAP tests one of them stands for."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            terminalreporter.write_line(f"{name}: {value}")
