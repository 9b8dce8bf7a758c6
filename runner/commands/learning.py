"""Changing the weights: optimize, and replay for past times."""

from datetime import datetime
from typing import Any

import click

from runner.database.replay import replay_runs
from runner.database.session import Session
from runner.errors import EXIT_FAILURE
from runner.terminal.options import INTERVAL, read_time, with_session, with_time
from runner.terminal.output import print_json, print_record, print_table, say
from runner.terminal.progress import track

CHANGES = ("generator_name", "old_weight", "new_weight", "reason")
WEIGHTS = ("generator_name", "weight")


@click.command()
@click.option("--dry-run", is_flag=True, help="Print the result without changing anything.")
@with_time
@click.option("--lookback", type=INTERVAL, help="Window of posts, such as '14 days'.  [default: the account's setting]")
@click.option("--all", "every_account", is_flag=True, help="Run every account, as the scheduled job does.")
@with_session
def optimize(session: Session, dry_run: bool, at: datetime | None, lookback: str | None, every_account: bool) -> None:
    """Adjust the weights to the measured results.

    \b
    Example:
      pgbandit optimize --dry-run
    """
    if every_account:
        if dry_run or lookback:
            raise click.UsageError("--all cannot be combined with --dry-run or --lookback")
        _optimize_all(session, at)
        return
    [run] = session.database.call("optimize", p_dry_run=dry_run or None, p_now=at, p_lookback=lookback)
    if session.as_json:
        print_json(run)
    else:
        _print_run(session.local(run))


def _optimize_all(session: Session, at: datetime | None) -> None:
    now = at or session.database.call_for_all("clock")[0]["clock"]
    session.database.run("optimize_all", p_now=now)
    runs = session.database.read("recent_runs", run_at=now)
    if session.as_json:
        print_json(runs)
    else:
        print_table(
            runs, ("account", "run_at", "status", "reason", "posts_analyzed", "generators_updated", "top_performer")
        )
    if any(run["status"] == "failed" for run in runs):
        click.get_current_context().exit(EXIT_FAILURE)


def _print_run(run: dict[str, Any]) -> None:
    print_record({key: value for key, value in run.items() if key not in ("changes", "weights")})
    for title, rows, columns in (
        ("Changes", run["changes"], CHANGES),
        ("Weights", run["weights"], WEIGHTS),
    ):
        if rows:
            say()
            print_table(rows, columns, title)


@click.command()
@click.option("--from", "first", required=True, callback=read_time, help="Time of the first run, such as 2017-01-01.")
@click.option("--to", "last", required=True, callback=read_time, help="Last time; included if a step falls on it.")
@click.option("--every", type=INTERVAL, default="6h", show_default=True, help="Interval between runs.")
@click.option("--lookback", type=INTERVAL, help="Window of posts, such as '90 days'.  [default: the account's setting]")
@with_session
def replay(session: Session, first: datetime, last: datetime, every: str, lookback: str | None) -> None:
    """Run the optimisation at past times.

    Each run uses the data that were known at its time. Times that have a run already are skipped.

    \b
    Example:
      pgbandit replay --from 2017-01-01 --to 2019-01-01 --every 6h --lookback '90 days'
    """
    counts = replay_runs(session.database, first, last, every, lookback, track("Replaying"))
    if session.as_json:
        print_json(counts)
    else:
        print_record(counts)
