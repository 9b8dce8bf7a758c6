"""The whole loop on sample data."""

import os
import shutil
import sys
from pathlib import Path
from typing import Any

import click

from runner.commands.experiments import RESULTS
from runner.commands.health import CHECKS
from runner.commands.looking import HISTORY, print_report, report_of
from runner.database.session import Session
from runner.demo import sample
from runner.terminal.options import with_session
from runner.terminal.output import print_json, print_table

FURTHER = (
    "explain --account demo --at 2025-05-01",
    "history --account demo --generator storyteller",
    "events --account demo",
)


@click.command()
@with_session
def demo(session: Session) -> None:
    """Run the whole loop on sample data and print the report.

    Creates account demo, imports the sample export and replays its history. Then an operator pins a generator, and a
    bot posts for three weeks with the generators that pgbandit chooses, in three experiment arms. Posts of account
    demo-live are scraped from a local server that answers like X. Running it again changes nothing.

    \b
    Example:
      pgbandit demo
    """
    session.account = sample.ACCOUNT
    done = {
        "created": sample.create_account(session, sample.ACCOUNT, at=sample.FIRST),
        "imported": sample.import_history(session),
        "replayed": sample.replay_history(session),
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
    print_table(shown["override"], HISTORY, "An operator pinned humanVoice; the other weights were scaled")
    click.echo()
    print_table(shown["experiment"], RESULTS, f"The experiment at {sample.END:%Y-%m-%d}, lift drawn from -1 to +1")
    click.echo()
    print_table(shown["health"], CHECKS, f"Health at {sample.END:%Y-%m-%d}")
    click.echo("\nMore commands:")
    for arguments in FURTHER:
        click.echo(f"  {_program()} {arguments}")


def _program() -> str:
    """Return the command that runs the script `pgbandit`."""
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
        return f"Nothing changed: account {sample.ACCOUNT} has all sample data and runs up to {sample.END:%Y-%m-%d}."
    return (
        f"Imported {imported['inserted']} posts into account {sample.ACCOUNT}. "
        f"Replayed {replayed['runs']} runs from {sample.FIRST:%Y-%m-%d} to {sample.LAST:%Y-%m-%d}: "
        f"{replayed['success']} changed the weights, {replayed['skipped']} had too little data.\n"
        f"Then an operator pinned humanVoice, and a bot published {posted} posts until {sample.END:%Y-%m-%d}, "
        "each by the generator that pgbandit chose.\n"
        f"Scraped posts of account {sample.LIVE_ACCOUNT} {scraped['claimed']} times from a local server: "
        f"{scraped['recorded']} recorded, {scraped['unchanged']} unchanged, {scraped['failed']} failed."
    )
