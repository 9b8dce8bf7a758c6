"""pg_cron itself runs the optimisation, and nobody else does."""

import contextlib
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from runner import deploy
from tests.system import bot

PATIENCE = 75  # seconds: the next minute is at most 60 away
JOB = "bandit:optimize"


@pytest.fixture
def home_of_cron(dsn: str) -> Iterator[psycopg.Connection]:
    """A session in the database where pg_cron lives; afterwards its jobs are again what they should be."""
    with psycopg.connect(dsn, autocommit=True, row_factory=dict_row) as connection:
        yield connection
    deploy.migrate(dsn)


def await_job(db: psycopg.Connection) -> dict:
    """The status of the job, once it has run."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        status = db.execute("select * from bandit.job_status where job_name = %s", [JOB]).fetchone()
        if status["last_duration"] is not None:
            return status
        time.sleep(0.5)
    raise AssertionError(f"pg_cron did not run the job within {PATIENCE} seconds: {status}")


def test_pg_cron_moves_the_weights(home_of_cron):
    db = home_of_cron
    [account_id] = db.execute("select bandit.create_account('cron') as account_id").fetchone().values()
    bot.post(db, account_id)
    status = db.execute("select * from bandit.job_status where job_name = %s", [JOB]).fetchone()
    assert status["is_scheduled"]
    assert status["last_status"] is None

    query = "select now() from cron.schedule(%s, '* * * * *', %s)"
    scheduled_at = db.execute(query, (JOB, status["command"])).fetchone()["now"]
    status = await_job(db)
    assert (status["last_status"], status["is_active"]) == ("succeeded", True)
    query = "select last_run_by, last_status, is_due from bandit.list_jobs() where job_name = %s"
    assert db.execute(query, [JOB]).fetchone() == {
        "last_run_by": "pg_cron",
        "last_status": "succeeded",
        "is_due": False,  # so pgbandit jobs run beside pg_cron leaves it out
    }

    [run] = db.execute("select * from bandit.recent_runs where account = 'cron'").fetchall()
    assert (run["status"], run["posts_analyzed"]) == ("success", bot.POSTS)
    assert run["run_at"] > scheduled_at
    report = {
        row["generator_name"]: row
        for row in db.execute("select * from bandit.report(p_account_id => %s)", [account_id])
    }
    assert report["humanVoice"]["weight"] > report["humanVoice"]["weight_before"]
    assert sum(row["weight"] for row in report.values()) == 1


def test_a_job_of_another_role_is_none_of_ours(home_of_cron):
    """Its failures make no account critical, though it has the name of one of ours."""
    db, role = home_of_cron, "scheduler_of_its_own"
    db.execute(f"create role {role} login; grant usage on schema cron to {role}")
    try:
        with db.transaction():
            db.execute(f"set local role {role}")
            [job_id] = (
                db.execute("select cron.schedule(%s, '0 0 1 1 *', 'select 1 / 0') as id", [JOB]).fetchone().values()
            )
        db.execute(
            "insert into cron.job_run_details (jobid, runid, database, username, command, status, end_time)"
            " values (%s, 1000000, current_database(), %s, 'select 1 / 0', 'failed', now())",
            [job_id, role],
        )
        [job] = db.execute("select * from bandit.job_status where job_name = %s", [JOB]).fetchall()
        assert job["owner_name"] == "pgbandit"
        assert job["last_status"] != "failed"
        query = "select severity from bandit.health where account = 'default' and name = 'jobs'"
        assert db.execute(query).fetchone() == {"severity": "ok"}
    finally:
        db.execute("delete from cron.job_run_details where username = %s", [role])
        db.execute("delete from cron.job where username = %s", [role])
        db.execute(f"drop owned by {role}; drop role {role}")


def test_an_operator_may_read_the_status_of_the_jobs(home_of_cron):
    with home_of_cron.transaction():
        home_of_cron.execute("set local role bandit_operator")
        rows = home_of_cron.execute("select job_name, is_scheduled, owner_name from bandit.job_status").fetchall()
    assert {(row["is_scheduled"], row["owner_name"]) for row in rows} == {(None, "pgbandit")}


@contextlib.contextmanager
def another_role(db: psycopg.Connection, job: str, command: str) -> Iterator[tuple[str, int]]:
    """A role with a job in pg_cron, and the job's id."""
    role = "scheduler_of_its_own"
    db.execute(f"create role {role} login; grant usage on schema cron to {role}")
    try:
        with db.transaction():
            db.execute(f"set local role {role}")
            [job_id] = db.execute("select cron.schedule(%s, '0 0 1 1 *', %s) as id", [job, command]).fetchone().values()
        yield role, job_id
    finally:
        db.execute("delete from cron.job_run_details where username = %s", [role])
        db.execute("delete from cron.job where username = %s", [role])
        db.execute(f"drop owned by {role}; drop role {role}")


def health_of_jobs(db: psycopg.Connection) -> dict:
    query = "select severity, value from bandit.health where account = 'default' and name = 'jobs'"
    return db.execute(query).fetchone()


def test_health_says_that_another_role_runs_the_same_commands(home_of_cron):
    with another_role(home_of_cron, "nightly", "call bandit.optimize_all()") as (role, _):
        assert health_of_jobs(home_of_cron) == {"severity": "warning", "value": f"nightly of role {role}"}
    assert health_of_jobs(home_of_cron)["severity"] == "ok"


def test_no_name_and_no_command_of_a_reader_is_critical(home_of_cron):
    """Whatever a role schedules, and however often it fails."""
    failed = """
        insert into cron.job_run_details (jobid, runid, database, username, command, status, end_time)
        select %s, 2000000 + n, current_database(), %s, %s, 'failed', now() from generate_series(1, 3) as n
    """
    for name, command in ((JOB, "select 1 / 0"), (JOB, "call bandit.optimize_all()"), ("bandit:new", "select 1 / 0")):
        with another_role(home_of_cron, name, command) as (role, job_id):
            home_of_cron.execute(failed, [job_id, role, command])
            assert health_of_jobs(home_of_cron)["severity"] in ("ok", "warning")


OURS, THEIRS = "call bandit.optimize_all()", "select 'their own'"
LOG = """
    insert into cron.job_run_details (jobid, runid, database, username, command, status, start_time, end_time)
    select 1, nextval('cron.runid_seq'), database, username, command, status, at,
        case when status <> 'starting' then at end
    from jsonb_to_recordset(%s) as r (database text, username text, command text, status text, at timestamptz)
    order by at nulls first
"""


@pytest.mark.parametrize("role", ["pgbandit", "scheduler_of_its_own"])
def test_the_log_of_our_jobs_is_purged(home_of_cron, role):
    """Old executions of our commands, by the owner of our jobs, in our database: nothing else."""
    db = home_of_cron
    old, new = "2026-01-01", datetime.now(UTC).isoformat()
    [database] = db.execute("select current_database() as name").fetchone().values()
    mine = {"database": database, "username": role, "command": OURS, "status": "succeeded", "at": old}
    kept = [mine | change for change in ({"at": new}, {"username": "bob"}, {"command": THEIRS}, {"database": "other"})]
    with another_role(db, "bandit:other", "select 1"), db.transaction(force_rollback=True):
        db.execute(LOG, [Jsonb([*kept, mine, mine | {"command": "call bandit.attribute_all()"}])])
        db.execute(LOG, [Jsonb([mine | {"status": "starting", "at": None}, mine])])
        db.execute("update bandit.scheduled_jobs set owner_name = %s", [role])
        db.execute(f"grant bandit_operator to scheduler_of_its_own; set local role {role}")
        assert db.execute("select bandit.purge_job_runs() as n").fetchone() == {"n": 4}
        assert db.execute("select bandit.purge_job_runs('2999-01-01') as n").fetchone() == {"n": 0}
        db.execute("reset role")
        query = "select database, username, command from cron.job_run_details where start_time in (%s, %s)"
        left = {tuple(row.values()) for row in db.execute(query, [old, new]).fetchall()}
        assert left == {(row["database"], row["username"], row["command"]) for row in kept}


def test_the_purge_is_a_job_and_its_days_a_setting(home_of_cron):
    db = home_of_cron
    assert db.execute("select is_scheduled from bandit.job_status where job_name = 'bandit:purge'").fetchone()
    with db.transaction(force_rollback=True):
        two_days_ago = (datetime.now(UTC) - timedelta(days=2)).isoformat()
        [name] = db.execute("select current_database() as name").fetchone().values()
        row = {"database": name, "username": "pgbandit", "command": OURS, "status": "failed", "at": two_days_ago}
        db.execute(LOG, [Jsonb([row])])
        assert db.execute("select bandit.purge_job_runs() as n").fetchone() == {"n": 0}
        db.execute("update bandit.account_settings set job_run_retention = '1 day'")
        assert db.execute("select bandit.purge_job_runs() as n").fetchone() == {"n": 1}


def test_the_status_of_jobs_reads_little_of_a_long_log(home_of_cron):
    """Jobs that never ran, beside a job of somebody else that ran 300,000 times."""
    db = home_of_cron
    with db.transaction(force_rollback=True):
        db.execute("delete from cron.job_run_details")
        db.execute(
            "insert into cron.job_run_details (jobid, runid, database, username, command, status)"
            " select 999999, 3000000 + n, 'x', 'x', 'x', 'succeeded' from generate_series(1, 300000) as n"
        )
        fetched = "select pg_stat_get_xact_tuples_fetched('cron.job_run_details'::regclass) as n"
        before = db.execute(fetched).fetchone()["n"]
        jobs = len(db.execute("select * from bandit.job_status").fetchall())
        assert db.execute(fetched).fetchone()["n"] - before <= jobs * 100_001
