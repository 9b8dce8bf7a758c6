"""Apply one-line faults to the SQL, one at a time, and see which test finds each: `make mutants`.

A fault is an entry of faults.toml: the object, the text of one of its lines, and the faulty text. It is applied to a
copy of a migrated database. The pgTAP tests of the object's area run first, then all pgTAP tests, then the tests in
tests/system on a copy of the checkout. Exit code 1: a fault survived.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.sql import SQL
from rich.console import Console
from rich.table import Table

from runner import deploy, server
from tests.conftest import CARELESS, dsn_of, execute, throw_away_home
from tests.system.test_pgtap import environment_of

ROOT = Path(__file__).resolve().parents[2]
FAULTS = ROOT / "tests" / "mutants" / "faults.toml"
TEMPLATE = "original"
LEFT_OUT = (".venv", ".git", ".pgbandit", ".hypothesis", "node_modules")
SYSTEM_TESTS = [sys.executable, "-m", "pytest", "-qx", "tests/system", "--ignore", "tests/system/test_pgtap.py"]


@dataclass(frozen=True)
class Fault:
    object: str
    before: str
    after: str

    @property
    def file(self) -> Path:
        [file] = (ROOT / "sql").rglob(f"{self.object}.sql")
        return file

    @property
    def area(self) -> str:
        return "views" if self.file.is_relative_to(ROOT / "sql" / "views") else self.file.relative_to(ROOT).parts[2]

    @property
    def text(self) -> str:
        """The faulty file."""
        text = self.file.read_text()
        if text.count(self.before) != 1:
            sys.exit(f"{self.file.relative_to(ROOT)} has {text.count(self.before)} times: {self.before}")
        return text.replace(self.before, self.after)


def read(chosen: list[str]) -> list[Fault]:
    """All faults, or those of the chosen objects."""
    faults = [Fault(**entry) for entry in tomllib.loads(FAULTS.read_text())["fault"]]
    return [fault for fault in faults if not chosen or fault.object in chosen]


def caught_by(cluster: server.Status, number: int, fault: Fault) -> str | None:
    """The tests that fail with the fault; None: it survives."""
    name = f"fault_{number}"
    execute(cluster.dsn, SQL("create database {} template {}"), name, TEMPLATE)
    dsn = dsn_of(cluster, name)
    with psycopg.connect(dsn) as conn:
        conn.execute("set local role bandit_owner")
        conn.execute("set local check_function_bodies = off")
        conn.execute(fault.text)
    try:
        return _pgtap(dsn, fault.area) or _pgtap(dsn) or _system(fault)
    finally:
        execute(cluster.dsn, SQL("drop database {} with (force)"), name)


def _pgtap(dsn: str, area: str = "") -> str | None:
    files = sorted((ROOT / "tests" / "sql" / area).rglob("*.sql"))
    if not files:
        return None
    proved = subprocess.run(["pg_prove", "--quiet", *files], cwd=ROOT, env=environment_of(dsn), capture_output=True)
    return f"tests/sql/{area}" if proved.returncode else None


def _system(fault: Fault) -> str | None:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "checkout"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*LEFT_OUT))
        (copy / fault.file.relative_to(ROOT)).write_text(fault.text)
        tested = subprocess.run(SYSTEM_TESTS, cwd=copy, env=os.environ | {"PYTHONPATH": str(copy)}, capture_output=True)
        return "tests/system" if tested.returncode else None


def results(faults: list[Fault]) -> Iterator[tuple[Fault, str | None]]:
    with throw_away_home() as home:
        cluster = server.start(home, CARELESS)
        execute(cluster.dsn, SQL("create database {}"), TEMPLATE)
        deploy.migrate(dsn_of(cluster, TEMPLATE), schedule_jobs=False)
        execute(dsn_of(cluster, TEMPLATE), SQL("create extension pgtap"))
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            yield from zip(faults, pool.map(lambda each: caught_by(cluster, *each), enumerate(faults)), strict=True)


def main(chosen: list[str]) -> int:
    table = Table("object", "instead of", "fault", "found by")
    survivors = 0
    faults = read(chosen)
    for fault, tests in results(faults):
        survivors += tests is None
        table.add_row(fault.object, fault.before.strip(), fault.after.strip(), tests or "no test")
    console = Console()
    console.print(table)
    console.print(f"{len(faults)} faults, {len(faults) - survivors} found, {survivors} survived")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
