"""The whole loop on sample data, for a first look."""

import os
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from runner import paths
from runner.commands.importing import import_files
from runner.commands.learning import replay_runs
from runner.commands.looking import print_report, report_of
from runner.output import print_json
from runner.session import Session, with_session

ACCOUNT = "demo"
FIRST = datetime(2025, 3, 6, tzinfo=UTC)  # the sample's first day
LAST = datetime(2025, 5, 1, tzinfo=UTC)  # the end of its last
STEP = "6h"
FURTHER = (
    "explain --account demo --at 2025-05-01",
    "history --account demo --generator storyteller",
    "events --account demo",
)


@click.command()
@with_session
def demo(session: Session) -> None:
    """Run the whole loop on sample data, and print the report.

    Account demo is created, the sample export imported, and its history replayed. Again, it changes nothing and says
    so.

    \b
    Example:
      pgbandit demo
    """
    session.account = ACCOUNT
    created = _create_account(session)
    imported = import_files(
        session, tuple(sorted(_samples().glob("tweet_activity_metrics_*.csv"))), _samples() / "generators.csv"
    )
    replayed = replay_runs(session, FIRST, LAST, STEP)
    contents = report_of(session, LAST)
    if session.as_json:
        print_json({"created": created, "imported": imported, "replayed": replayed, "report": contents})
        return
    click.echo(_summary(created, imported, replayed))
    click.echo()
    print_report(contents)
    click.echo("\nLook further:")
    for arguments in FURTHER:
        click.echo(f"  {_program()} {arguments}")


def _program() -> str:
    """How a shell finds the script `pgbandit`."""
    return "pgbandit" if shutil.which("pgbandit") else os.path.relpath(Path(sys.executable).with_name("pgbandit"))


def _samples() -> Any:
    return paths.resources() / "samples"


def _create_account(session: Session) -> bool:
    database = Session(session.dsn, None, False).database
    if database.read("account_overview", account=ACCOUNT):
        return False
    database.call_for_all("create_account", p_handle=ACCOUNT)
    return True


def _summary(created: bool, imported: dict[str, int], replayed: dict[str, int]) -> str:
    if not created and not imported["inserted"] + imported["updated"] and not replayed["runs"]:
        return f"Nothing changed: account {ACCOUNT} has all of the sample, and every run up to {LAST:%Y-%m-%d}."
    return (
        f"Imported {imported['inserted']} posts into account {ACCOUNT}. "
        f"Replayed {replayed['runs']} runs from {FIRST:%Y-%m-%d} to {LAST:%Y-%m-%d}: "
        f"{replayed['success']} moved the weights, {replayed['skipped']} had too little data."
    )
