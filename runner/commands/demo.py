"""The whole loop on sample data, for a first look."""

import os
import shutil
import sys
from pathlib import Path
from typing import Any

import click

from runner import sample
from runner.commands.experiments import RESULTS
from runner.commands.health import CHECKS
from runner.commands.learning import replay_runs
from runner.commands.looking import HISTORY, print_report, report_of
from runner.output import print_json, print_table
from runner.session import Session, with_session

FURTHER = (
    "explain --account demo --at 2025-05-01",
    "history --account demo --generator storyteller",
    "events --account demo",
)


@click.command()
@with_session
def demo(session: Session) -> None:
    """Run the whole loop on sample data, and print the report.

    Account demo is created, the sample export imported, and its history replayed. Then an operator pins a generator,
    and a bot posts for three weeks what pgbandit chooses, in three experiment arms. Some posts of account demo-live
    are scraped from an X that runs on this machine. Again, it changes nothing and says so.

    \b
    Example:
      pgbandit demo
    """
    session.account = sample.ACCOUNT
    done = {
        "created": sample.create_account(session, sample.ACCOUNT, at=sample.FIRST),
        "imported": sample.import_history(session),
        "replayed": replay_runs(session, sample.FIRST, sample.LAST, sample.STEP),
        "overridden": sample.pin(session),
        "posted": sample.post(session),
        "scraped": sample.scrape(session),
    }
    shown = {
        "report": report_of(session, sample.LAST),
        "override": session.database.read("weight_history", account=sample.ACCOUNT, changed_at=sample.OVERRIDDEN),
        "experiment": session.database.read("experiment_results", account=sample.ACCOUNT),
        "health": session.database.call("health_checks", p_now=sample.END),
    }
    if session.as_json:
        print_json(done | shown)
        return
    click.echo(_summary(**done))
    click.echo()
    print_report(shown["report"])
    click.echo()
    print_table(shown["override"], HISTORY, "An operator pinned humanVoice, and the others made room")
    click.echo()
    print_table(shown["experiment"], RESULTS, f"The experiment at {sample.END:%Y-%m-%d}, lift drawn from -1 to +1")
    click.echo()
    print_table(shown["health"], CHECKS, f"Health at {sample.END:%Y-%m-%d}")
    click.echo("\nLook further:")
    for arguments in FURTHER:
        click.echo(f"  {_program()} {arguments}")


def _program() -> str:
    """How a shell finds the script `pgbandit`."""
    return "pgbandit" if shutil.which("pgbandit") else os.path.relpath(Path(sys.executable).with_name("pgbandit"))


def _summary(
    created: bool,
    imported: dict[str, Any],
    replayed: dict[str, int],
    overridden: bool,
    posted: int,
    scraped: dict[str, int],
) -> str:
    changes = (created, imported["inserted"], imported["updated"], replayed["runs"], overridden, posted)
    if not any((*changes, scraped["claimed"])):
        return f"Nothing changed: {sample.ACCOUNT} has all of the sample, and every run up to {sample.END:%Y-%m-%d}."
    return (
        f"Imported {imported['inserted']} posts into account {sample.ACCOUNT}. "
        f"Replayed {replayed['runs']} runs from {sample.FIRST:%Y-%m-%d} to {sample.LAST:%Y-%m-%d}: "
        f"{replayed['success']} moved the weights, {replayed['skipped']} had too little data.\n"
        f"Then an operator pinned humanVoice, and a bot made {posted} posts until {sample.END:%Y-%m-%d} "
        "as pgbandit chose.\n"
        f"Read posts of account {sample.LIVE_ACCOUNT} {scraped['claimed']} times from an X on this machine: "
        f"{scraped['recorded']} recorded, {scraped['unchanged']} unchanged, {scraped['failed']} failed."
    )
