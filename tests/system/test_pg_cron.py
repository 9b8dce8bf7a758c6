"""pg_cron itself runs the optimisation, and nobody else does."""

import time
from collections.abc import Iterator

import psycopg
import pytest
from psycopg.rows import dict_row

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
