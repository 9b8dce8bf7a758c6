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
