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
from runner.terminal.output import print_json, print_table, say

SIDE_BY_SIDE = ("generator_name", "f_per_1k_8_weeks", "f_per_1k_7_days", "thompson_weight", "blueprint_weight")
FURTHER = (
    "explain --account demo --at 2025-05-01",
    "history --account demo --generator humanVoice",
    "events --account demo-blueprint",
)


@click.command()
@with_session
def demo(session: Session) -> None:
    """Run the whole loop on sample data and print the report.

    Creates two accounts with the same sample export: demo follows the policy thompson, demo-blueprint the policy
    blueprint. Replays the history of both. Then an operator pins a generator, and a bot posts for three weeks with the
    generators that pgbandit chooses, in three experiment arms. Posts of account demo-live are scraped from a local
    server that answers like X. Running it again changes nothing.

    \b
    Example:
      pgbandit demo
    """
    accounts = {account: Session(session.dsn, account) for account in sample.POLICIES}
    played = {account: sample.play(each) for account, each in accounts.items()}
    scraped = sample.scrape(session)
    first = accounts["demo"]
    shown = {
        "weights": _side_by_side(accounts),
        "report": report_of(first, sample.LAST),
        "override": first.database.read("weight_history", account="demo", changed_at=sample.OVERRIDDEN),
        "experiment": [row for each in accounts for row in first.database.read("experiment_results", account=each)],
        "health": first.database.call("health_checks", p_now=sample.END),
    }
    if session.as_json:
        print_json({"accounts": played, "scraped": scraped} | shown)
    else:
        say(_summary(played, scraped))
        _print(shown)


def _side_by_side(accounts: dict[str, Session]) -> list[dict[str, Any]]:
    """Return what was measured of each generator, and its weight under each policy."""
    measured = report_of(accounts["demo"], sample.LAST, "8 weeks")["generators"]
    rows = {
        row["generator_name"]: {"generator_name": row["generator_name"], "f_per_1k_8_weeks": row["f_per_1k"]}
        for row in measured
    }
    for account, session in accounts.items():
        for row in report_of(session, sample.LAST)["generators"]:
            weight = {f"{sample.POLICIES[account]}_weight": row["weight"]}
            rows[row["generator_name"]].update(weight, f_per_1k_7_days=row["f_per_1k"])
    return list(rows.values())


def _print(shown: dict[str, Any]) -> None:
    """Print what the demo shows, as tables."""
    say()
    print_table(shown["weights"], SIDE_BY_SIDE, f"Weights from the same posts at {sample.LAST:%Y-%m-%d}, by policy")
    say()
    print_report(shown["report"])
    say()
    print_table(shown["override"], HISTORY, "An operator pinned humanVoice; the other weights were scaled")
    say()
    title = f"The posts of the bot until {sample.END:%Y-%m-%d}, by experiment arm; lift drawn from -1 to +1"
    print_table(shown["experiment"], ("account", *RESULTS), title)
    say()
    print_table(shown["health"], CHECKS, f"Health of demo at {sample.END:%Y-%m-%d}")
    say("\nMore commands:")
    for arguments in FURTHER:
        say(f"  {_program()} {arguments}")


def _program() -> str:
    """Return the command that runs the script `pgbandit`."""
    return "pgbandit" if shutil.which("pgbandit") else os.path.relpath(Path(sys.executable).with_name("pgbandit"))


def _summary(played: dict[str, dict[str, Any]], scraped: dict[str, int]) -> str:
    """Return a line for each account, or one line if nothing changed."""
    if not (scraped["claimed"] or any(_has_changed(**steps) for steps in played.values())):
        names = " and ".join(played)
        return f"Nothing changed: accounts {names} have all sample data and runs up to {sample.END:%Y-%m-%d}."
    lines = [
        f"{account} (policy {sample.POLICIES[account]}): imported {steps['imported']['inserted']} posts, "
        f"replayed {steps['replayed']['runs']} runs until {sample.LAST:%Y-%m-%d} "
        f"({steps['replayed']['skipped']} with too little data); "
        f"then a bot published {steps['posted']} posts until {sample.END:%Y-%m-%d}."
        for account, steps in played.items()
    ]
    return "\n".join(
        (
            *lines,
            f"{sample.LIVE_ACCOUNT}: scraped posts {scraped['claimed']} times from a local server: "
            f"{scraped['recorded']} recorded, {scraped['unchanged']} unchanged, {scraped['failed']} failed.",
        )
    )


def _has_changed(
    created: bool, imported: dict[str, int], replayed: dict[str, int], overridden: bool, posted: int
) -> bool:
    return any((created, imported["inserted"], imported["updated"], replayed["runs"], overridden, posted))
