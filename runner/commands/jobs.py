"""The jobs: when they run, and running them without pg_cron."""

import time
from typing import Any

import click

from runner.database.calls import Database
from runner.database.failures import DatabaseError, describe
from runner.database.session import Session
from runner.errors import EXIT_FAILURE
from runner.terminal.options import with_session
from runner.terminal.output import cell, print_json, print_table, say
from runner.terminal.progress import track

JOBS = ("job_name", "schedule", "last_started", "last_status", "last_run_by", "is_due", "next_at")
DONE = ("job_name", "status", "seconds", "message")


@click.group()
def jobs() -> None:
    """List the jobs, and run those that are due without pg_cron."""


@jobs.command("list")
@with_session
def list_(session: Session) -> None:
    """List the jobs of all accounts: schedule, last execution, and which are due. Times are UTC.

    Executions by pg_cron are shown to the owner of the jobs and to superusers.

    \b
    Example:
      pgbandit jobs list
    """
    rows = session.database.call_for_all("list_jobs")
    if session.as_json:
        print_json(rows)
    else:
        print_table(rows, JOBS)


@jobs.command("run")
@with_session
def run(session: Session) -> None:
    """Run the jobs that are due, for servers without pg_cron.

    Call it every 15 minutes from cron, a systemd timer or any other scheduler. The database decides which jobs are due
    since their last execution; calls at the same time share the jobs. The exit code is 1 if a job fails.

    \b
    Example:
      */15 * * * *  pgbandit jobs run --dsn postgresql://me@db.example.org/bot
    """
    listed = session.database.call_for_all("list_jobs")
    due = [job["job_name"] for job in listed if job["is_due"]]
    done = [job for name in track("jobs")(due) if (job := _run(session.database, name))]
    if session.as_json:
        print_json(done)
    elif done:
        print_table(done, DONE)
    else:
        following = min(listed, key=lambda job: job["next_at"])
        say(f"no job is due; next is {following['job_name']} at {cell(following['next_at'])}")
    if any(job["status"] == "failed" for job in done):
        click.get_current_context().exit(EXIT_FAILURE)


def _run(database: Database, name: str) -> dict[str, Any] | None:
    """Run a job and return how it ended; None if another session has started it."""
    command = database.call_for_all("start_job", p_job_name=name)[0]["start_job"]
    if command is None:
        return None
    started = time.monotonic()
    error = _error(database, command)
    [finished] = database.call_for_all("finish_job", p_job_name=name, p_error=error)
    seconds = round(time.monotonic() - started, 3)
    return {"job_name": name, "status": finished["finish_job"], "seconds": seconds, "message": error}


def _error(database: Database, command: str) -> str | None:
    """Run the command; return its error, if it has one that the session survives."""
    try:
        database.perform(command)
    except DatabaseError as error:
        if not database.is_open:
            raise
        return describe(error)
    return None
