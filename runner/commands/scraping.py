"""Scraping: what became of the posts, and how many follow."""

import contextlib
import dataclasses
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from runner.errors import EXIT_FAILURE
from runner.failures import reason, told_in_passing
from runner.output import print_json, print_record, print_table, progress
from runner.scraping import Round, account_of, platform_of, read_follower_count
from runner.session import Session, with_session

if TYPE_CHECKING:
    from runner.platforms.protocol import Platform

LONGEST_PAUSE = timedelta(minutes=15)

credentials_option = click.option(
    "--credentials",
    envvar="PGBANDIT_CREDENTIALS",
    type=click.Path(path_type=Path),
    help="File with the credentials, readable by you alone.  [env: PGBANDIT_CREDENTIALS; default: the environment]",
)


@click.command()
@click.option("--once/--loop", default=True, help="Read what is due and end, or go on until stopped.  [default: once]")
@click.option("--limit", type=click.IntRange(1), help="Posts to read at most, in each round of a loop.")
@click.option("--worker", help="Name of this runner in the queue.  [default: host and process]")
@click.option(
    "--interval", type=click.IntRange(1), default=60, show_default=True, help="Seconds between the rounds of a loop."
)
@credentials_option
@with_session
def scrape(
    session: Session, once: bool, limit: int | None, worker: str | None, interval: int, credentials: Path | None
) -> None:
    """Read the metrics of the posts that are due.

    The database says which: any number of runners share the work. Exit code 1 if a post could not be read or a number
    was refused. Where the platform limits the rate or is down, it ends and says so, with exit code 75: the next call
    goes on from there. 2 if the platform does not take the credentials. A loop says so too, waits, and goes on.

    \b
    Example:
      pgbandit scrape --account mybot
      pgbandit scrape --loop --interval 30
    """
    worker = worker or f"{socket.gethostname()}:{os.getpid()}"
    if once:
        _scrape_once(session, worker, limit, credentials)
    else:
        _scrape_loop(session, worker, limit, credentials, timedelta(seconds=interval))


@click.command()
@credentials_option
@with_session
def followers(session: Session, credentials: Path | None) -> None:
    """Fetch the number of followers and record it.

    A count that could not be read is recorded as unknown, and the exit code is 1; 75 if the platform is down, and 2 if
    it does not take the credentials.

    \b
    Example:
      pgbandit followers --account mybot
    """
    database = session.database
    account = account_of(database)
    count = read_follower_count(database, platform_of(account, credentials))
    if session.as_json:
        print_json({"account": account["account"], "followers": count})
    else:
        click.echo(f"{account['account']} has {count} followers")


@click.group()
def platform() -> None:
    """What the account's platform can tell."""


@platform.command()
@credentials_option
@with_session
def check(session: Session, credentials: Path | None) -> None:
    """Try the credentials with real requests, and say what works.

    Nothing is written. Exit code 1 if something does not work.

    \b
    Example:
      pgbandit platform check --account mybot
    """
    account = account_of(session.database)
    platform = platform_of(account, credentials)
    findings = [vars(finding) for finding in platform.check()]
    if session.as_json:
        print_json({"platform": account["platform"], "metrics": list(platform.metrics), "checks": findings})
    else:
        print_table(findings, ("check", "works", "detail"))
        click.echo(f"\n{account['platform']} reports: {', '.join(platform.metrics)}")
    if not all(finding["works"] for finding in findings):
        click.get_current_context().exit(EXIT_FAILURE)


def _scrape_once(session: Session, worker: str, limit: int | None, credentials: Path | None) -> None:
    platform = platform_of(account_of(session.database), credentials)
    done = _round(session, platform, worker, limit, lambda: False)
    summary = _summary(session, done)
    if session.as_json:
        print_json(summary)
    else:
        print_record(summary)
    if done.problem:
        click.get_current_context().exit(done.problem.exit_code)
    if summary["failed"] or summary["rejected"]:
        click.get_current_context().exit(EXIT_FAILURE)


def _scrape_loop(
    session: Session, worker: str, limit: int | None, credentials: Path | None, interval: timedelta
) -> None:
    """Round after round; after one that failed the pause is doubled, up to LONGEST_PAUSE."""
    with _stopping() as stop:
        platform = platform_of(account_of(session.database), credentials)
        pause = interval
        while not stop.is_set():
            try:
                done = _round(session, platform, worker, limit, stop.is_set)
                if done.counts["claimed"]:
                    _tell_round(session, done)
                failed = bool(done.problem)
            except Exception as error:
                if not told_in_passing(error):
                    raise
                session = dataclasses.replace(session)  # with a connection of its own
                failed = True
            pause = min(pause * 2, max(interval, LONGEST_PAUSE)) if failed else interval
            stop.wait(pause.total_seconds())


def _round(
    session: Session, platform: "Platform", worker: str, limit: int | None, stopped: Callable[[], bool]
) -> Round:
    done = Round(session.database, platform, worker)
    with progress("Scraping", limit) as bar:
        done.run(limit, bar.advance, stopped)
    if done.problem:
        click.echo(f"pgbandit: {reason(done.problem)}", err=True)
    return done


def _summary(session: Session, done: Round) -> dict[str, Any]:
    """What a round came to, and what holds up the next one."""
    [state] = session.database.call("scrape_state")
    return dict(done.counts) | {name: state[name] for name in ("rate_limited_until", "credits_left")}


def _tell_round(session: Session, done: Round) -> None:
    if session.as_json:
        print_json(_summary(session, done))
    else:
        click.echo(", ".join(f"{count} {name.replace('_', ' ')}" for name, count in done.counts.items() if count))


@contextlib.contextmanager
def _stopping() -> Iterator[threading.Event]:
    """An event that SIGINT and SIGTERM set; what is under way is finished first, unless the signal comes again."""
    stop = threading.Event()

    def handle(*_received: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
