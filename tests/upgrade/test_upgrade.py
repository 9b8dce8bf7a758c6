"""A database of an earlier release, migrated to the present files, equals a new one and keeps its rows."""

import gzip
import os
import re
import shutil
import subprocess
import uuid
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier

from runner import deploy, doctor
from runner.doctor import Severity
from tests.conftest import dsn_of, execute
from tests.upgrade import dump

ROOT = Path(__file__).resolve().parents[2]
DUMPS = sorted(Path(__file__).parent.glob("*.sql.gz"))
NO_DUMP = pytest.param(None, marks=pytest.mark.skip("no dump of a release: python -m tests.upgrade.dump writes one"))
every_release = pytest.mark.parametrize("release", DUMPS or [NO_DUMP], ids=lambda file: file and file.name)

BLOCK = re.compile(r"^--\n-- (Name: .*)\n--\n", re.MULTILINE)
END = re.compile(r"^(\\unrestrict |-- PostgreSQL database dump complete).*\n", re.MULTILINE)
LEDGERS = {"applied_migrations", "deployed_objects", "_yoyo_log", "_yoyo_migration", "_yoyo_version", "yoyo_lock"}
CATALOGUES = (
    "policies",
    "default_generators",
    "default_experiment_arms",
    "default_scrape_schedule",
    "default_delays",
    "standard_normals",
)
LATER = """\
-- depends: {}
alter table bandit.alerts add column note text;
comment on column bandit.alerts.note is 'Note of the operator; null: none.';
"""


@pytest.fixture
def new_database(cluster) -> Iterator[Callable[[], str]]:
    """Creates databases, of which it returns the DSN."""
    names: list[str] = []

    def create() -> str:
        names.append(f"upgrade_{uuid.uuid4().hex}")
        execute(cluster.dsn, SQL("create database {}"), names[-1])
        return dsn_of(cluster, names[-1])

    yield create
    for name in names:
        execute(cluster.dsn, SQL("drop database {} with (force)"), name)


@pytest.fixture
def restorer(cluster, template) -> Iterator[str]:
    """A role that is not a superuser and may act as bandit_owner."""
    name = f"restorer_{uuid.uuid4().hex}"
    execute(cluster.dsn, SQL("create role {} in role bandit_owner"), name)
    yield name
    execute(cluster.dsn, SQL("drop role {}"), name)


@pytest.fixture
def restored(release, new_database, restorer) -> Iterator[str]:
    """The DSN of the database of the release."""
    dsn = new_database()
    with psycopg.connect(dsn, autocommit=True) as conn:
        conn.execute(
            SQL("grant create on database {} to {}").format(Identifier(conn.info.dbname), Identifier(restorer))
        )
    command = ["psql", "--quiet", "--no-psqlrc", "--output", os.devnull, "-v", "ON_ERROR_STOP=1", dsn]
    environment = os.environ | {"PGOPTIONS": f"-c role={restorer}"}
    subprocess.run(command, input=gzip.decompress(release.read_bytes()), env=environment, check=True)
    yield dsn
    with psycopg.connect(dsn, autocommit=True) as conn:
        conn.execute(SQL("drop owned by {}").format(Identifier(restorer)))


@pytest.fixture
def later(tmp_path) -> Path:
    """The present files, and a migration more."""
    for folder in ("migrations", "sql"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    last = max(file.stem for file in (tmp_path / "migrations").glob("*.sql"))
    (tmp_path / "migrations/9999.later.sql").write_text(LATER.format(last))
    return tmp_path


def blocks(dsn: str) -> dict[str, str]:
    """The definition of each of our objects by pg_dump; without the monthly partitions, which follow the data."""
    command = ["pg_dump", "--schema-only", "--schema", "bandit*", "--exclude-table", "bandit.metric_snapshots_y*", dsn]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    _, *parts = BLOCK.split(
        re.sub(r"^(\\unrestrict |-- PostgreSQL database dump complete).*\n", "", text, flags=re.MULTILINE)
    )
    return dict(zip(parts[::2], map(str.strip, parts[1::2]), strict=True))


def differing(one: str, other: str) -> set[str]:
    """The names of the blocks that two databases do not have in common."""
    return {head.split(";")[0].removeprefix("Name: ") for head, _ in blocks(one).items() ^ blocks(other).items()}


def counts(conn: psycopg.Connection) -> dict[str, int]:
    """Rows of each table that is not about the deployment."""
    tables = conn.execute("""
        select relname
        from pg_class
        where relnamespace = 'bandit'::regnamespace
            and relkind in ('r', 'p')
            and not relispartition
    """).fetchall()
    return {name: _count(conn, name) for (name,) in tables if name not in LEDGERS}


def _count(conn: psycopg.Connection, table: str) -> int:
    return conn.execute(SQL("select count(*) from bandit.{}").format(Identifier(table))).fetchone()[0]


def content(conn: psycopg.Connection, table: str) -> set[str]:
    return {
        row for (row,) in conn.execute(SQL("select to_jsonb(t)::text from bandit.{} as t").format(Identifier(table)))
    }


@every_release
def test_it_equals_a_new_database_and_keeps_its_rows(restored, database):
    with psycopg.connect(restored, autocommit=True) as old, psycopg.connect(database, autocommit=True) as new:
        before = counts(old)
        assert min(before.values()) > 0
        deploy.migrate(restored, schedule_jobs=False)
        assert differing(restored, database) == set()
        assert {table: count for table, count in counts(old).items() if table in before} == before
        for table in CATALOGUES:
            assert content(old, table) == content(new, table)
        sums = old.execute("""
            select sum(weight)
            from bandit.generator_weights
            where status in ('active', 'testing')
            group by account_id
            union all
            select sum(share)
            from bandit.experiment_arms
            group by account_id
            union all
            select sum(weight)
            from bandit.context_weights
            group by account_id, context_number
        """)
        assert {total for (total,) in sums} == {Decimal("1.0000")}
    off = [finding for finding in doctor.examine(restored) if finding.severity is not Severity.OK]
    assert [finding for finding in off if finding.area != "jobs"] == []
    assert not deploy.migrate(restored, schedule_jobs=False).changed


def test_the_next_dump_has_rows_of_every_kind(database):
    """It exits with what is missing."""
    dump.fill(database)


@every_release
def test_every_account_goes_on(restored):
    deploy.migrate(restored, schedule_jobs=False)
    with psycopg.connect(restored, autocommit=True) as conn:
        accounts = [account for (account,) in conn.execute("select account_id from bandit.accounts")]
        assert len(accounts) > 1
        for account in accounts:
            assert conn.execute("select * from bandit.choose_generator(p_account_id => %s)", [account]).fetchone()
            [run] = conn.execute("select status from bandit.optimize(p_account_id => %s)", [account]).fetchall()
            assert run[0] != "failed"


@every_release
def test_experiments_go_on(restored):
    """What is running stays as it is, and an arm of a release without named experiments becomes one."""
    shares = "select account_id, arm, share, ended_at from bandit.experiment_arms order by account_id, arm"
    with psycopg.connect(restored, autocommit=True) as conn:
        before = conn.execute(shares).fetchall()
        has_names = conn.execute("select to_regclass('bandit.experiments')").fetchone()[0]
        deploy.migrate(restored, schedule_jobs=False)
        assert conn.execute(shares).fetchall() == before
        variants = [row for row in before if row[1] != "control" and (row[2] or (row[3] and not has_names))]
        experiments = conn.execute("select account_id, experiment_arm, share, ended_at from bandit.experiment_results")
        assert set(experiments.fetchall()) >= set(variants)
        periods = conn.execute("""
            select account_id, experiment_arm, share, ended_at
            from bandit.experiment_period_results
            where ended_at is null
        """)
        assert set(periods.fetchall()) == {row for row in variants if row[3] is None}


@every_release
def test_a_later_migration_is_noticed(restored, database, later, new_database):
    deploy.migrate(restored, root=later, schedule_jobs=False)
    assert differing(restored, database) == {"alerts", "COLUMN alerts.note"}
    fresh = new_database()
    deploy.migrate(fresh, root=later, schedule_jobs=False)
    assert differing(restored, fresh) == set()
