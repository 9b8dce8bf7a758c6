"""The whole loop on sample data, for a first look."""

import csv
import os
import shutil
import sys
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from runner import paths
from runner.commands.experiments import RESULTS
from runner.commands.health import CHECKS
from runner.commands.importing import import_files
from runner.commands.learning import replay_runs
from runner.commands.looking import print_report, report_of
from runner.output import print_json, print_table, progress
from runner.session import Session, with_session

ACCOUNT = "demo"
FIRST = datetime(2025, 3, 6, tzinfo=UTC)  # the sample's first day
LAST = datetime(2025, 5, 1, tzinfo=UTC)  # the end of its last
OVERRIDDEN = datetime(2025, 5, 1, 5, tzinfo=UTC)  # before the first post that pgbandit chooses
END = datetime(2025, 5, 22, tzinfo=UTC)
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

    Account demo is created, the sample export imported, and its history replayed. Then an operator pins a generator,
    and a bot posts for three weeks what pgbandit chooses, in three experiment arms. Again, it changes nothing and says
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
    overridden = _pin(session)
    posted = _post(session)
    contents = report_of(session, LAST)
    results = session.database.read("experiment_results", account=ACCOUNT)
    checks = session.database.call("health_checks", p_now=END)
    if session.as_json:
        print_json(
            {
                "created": created,
                "imported": imported,
                "replayed": replayed,
                "overridden": overridden,
                "posted": posted,
                "report": contents,
                "experiment": results,
                "health": checks,
            }
        )
        return
    click.echo(_summary(created, imported, replayed, overridden, posted))
    click.echo()
    print_report(contents)
    click.echo()
    print_table(results, RESULTS, f"The experiment at {END:%Y-%m-%d}, lift drawn from -1 to +1")
    click.echo()
    print_table(checks, CHECKS, f"Health at {END:%Y-%m-%d}")
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
    database.call_for_all("create_account", p_handle=ACCOUNT, p_now=FIRST)
    return True


def _pin(session: Session) -> bool:
    """What an operator does by hand; false where it has been done."""
    [generator] = session.database.read("weights", account=ACCOUNT, generator_name="humanVoice")
    if generator["pinned_weight"] is not None:
        return False
    session.database.call(
        "override_generator",
        p_generator="humanVoice",
        p_action="pin",
        p_weight="0.08",
        p_reason="promised to a sponsor",
        p_now=OVERRIDDEN,
    )
    return True


def _post(session: Session) -> int:
    """What a bot does, day by day until END, but for posts that it made before; returns how many it made."""
    account_id = session.database.call_for_all("account_id", p_handle=ACCOUNT)[0]["account_id"]
    known = {post["tweet_id"] for post in session.database.read("int_posts", account_id=account_id)}
    with (_samples() / "potential_outcomes.csv").open(encoding="utf-8", newline="") as stream:
        posts = [post for post in csv.DictReader(stream) if post["post_id"] not in known]
    with progress("Posting", len(posts)) as bar:
        for day, of_the_day in groupby(posts, key=lambda post: datetime.fromisoformat(post["posted_at"]).date()):
            midnight = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1)
            readings = [_choose_and_post(session, post) for post in of_the_day]
            session.database.call("record_outcomes", p_rows=readings, p_source="demo", p_collected_at=midnight)
            replay_runs(session, LAST, midnight, STEP)
            bar.advance(len(readings))
    return len(posts)


def _choose_and_post(session: Session, post: dict[str, str]) -> dict[str, Any]:
    """One choice and its post; returns what the platform will say of it."""
    [decision] = session.database.call("choose_generator", p_u=float(post["u"]), p_now=post["posted_at"])
    session.database.call(
        "mark_posted",
        p_decision_id=decision["decision_id"],
        p_tweet_id=post["post_id"],
        p_posted_at=post["posted_at"],
    )
    return {
        "tweet_id": post["post_id"],
        "impressions": post["impressions"],
        "followers_gained": post[decision["generator_name"]],
    }


def _summary(created: bool, imported: dict[str, int], replayed: dict[str, int], overridden: bool, posted: int) -> str:
    if not (created or imported["inserted"] + imported["updated"] or replayed["runs"] or overridden or posted):
        return f"Nothing changed: account {ACCOUNT} has all of the sample, and every run up to {END:%Y-%m-%d}."
    return (
        f"Imported {imported['inserted']} posts into account {ACCOUNT}. "
        f"Replayed {replayed['runs']} runs from {FIRST:%Y-%m-%d} to {LAST:%Y-%m-%d}: "
        f"{replayed['success']} moved the weights, {replayed['skipped']} had too little data.\n"
        f"Then an operator pinned humanVoice, and a bot made {posted} posts until {END:%Y-%m-%d} as pgbandit chose."
    )
