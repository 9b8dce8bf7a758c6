"""Scraping metrics of posts and follower counts."""

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

from runner.bot.scraping import Round, account_of, platform_of, read_follower_count
from runner.database.failures import describe, is_unavailable
from runner.database.session import Session
from runner.errors import EXIT_FAILURE
from runner.terminal.options import COUNT, with_session
from runner.terminal.output import print_json, print_record, print_table, say, warn
from runner.terminal.progress import progress

if TYPE_CHECKING:
    from runner.platforms.protocol import Platform

LONGEST_PAUSE = timedelta(minutes=15)

credentials_option = click.option(
    "--credentials",
    envvar="PGBANDIT_CREDENTIALS",
    type=click.Path(path_type=Path),
    help="File with the credentials, which only you can read.  [env: PGBANDIT_CREDENTIALS; default: the environment]",
)


@click.command()
@click.option("--once/--loop", default=True, help="Read the due posts once, or repeat until stopped.  [default: once]")
@click.option("--limit", type=COUNT, help="Largest number of posts to read in a round.")
@click.option("--worker", help="Name of this worker in the queue.  [default: host and process id]")
@click.option("--interval", type=COUNT, default=60, show_default=True, help="Seconds between rounds.")
@credentials_option
@with_session
def scrape(
    session: Session, once: bool, limit: int | None, worker: str | None, interval: int, credentials: Path | None
) -> None:
    """Read the metrics of the posts that are due.

    The database lists the due posts; any number of workers share them. Exit codes: 1 if a post could not be read or a
    number was rejected; 2 if the platform rejects the credentials; 75 if the platform is unavailable or limits the
    rate, and the next call continues from there. With --loop, such an error is printed and the next round starts after
    a pause.

    \b
    Example:
      pgbandit scrape --account mybot
      pgbandit scrape --loop --interval 30
    """
    worker = worker if worker is not None else f"{socket.gethostname()}:{os.getpid()}"
    if once:
        _scrape_once(session, worker, limit, credentials)
    else:
        _scrape_loop(session, worker, limit, credentials, timedelta(seconds=interval))


@click.command()
@credentials_option
@with_session
def followers(session: Session, credentials: Path | None) -> None:
    """Read the account's follower count and record it.

    If the count cannot be read, it is recorded as unknown. The exit code is then 2 if the platform rejects the
    credentials, 75 if it is unavailable, and 1 otherwise.

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
        say(f"{account['account']} has {count} followers")


@click.group()
def platform() -> None:
    """Check the access to the account's platform."""


@platform.command()
@credentials_option
@with_session
def check(session: Session, credentials: Path | None) -> None:
    """Check the credentials with real requests.

    Nothing is stored. The exit code is 1 if a check fails.

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
        say(f"\n{account['platform']} reports: {', '.join(platform.metrics)}")
    if not all(finding["works"] for finding in findings):
        click.get_current_context().exit(EXIT_FAILURE)


def _scrape_once(session: Session, worker: str, limit: int | None, credentials: Path | None) -> None:
    platform = platform_of(account_of(session.database), credentials)
    done = _round(session, platform, worker, limit, lambda: False)
    summary = _summary(session, done)
    if session.as_json:
        print_json(summary)
    else:
        print_record(session.local(summary))
    if done.problem:
        click.get_current_context().exit(done.problem.exit_code)
    if summary["failed"] or summary["rejected"]:
        click.get_current_context().exit(EXIT_FAILURE)


def _scrape_loop(
    session: Session, worker: str, limit: int | None, credentials: Path | None, interval: timedelta
) -> None:
    """Run rounds until stopped. After each failed round the pause is doubled, up to LONGEST_PAUSE."""
    with _stopping() as stop:
        platform = platform_of(account_of(session.database), credentials)
        pause = interval
        while not stop.is_set():
            try:
                done = _round(session, platform, worker, limit, stop.is_set)
                if done.counts["claimed"]:
                    _print_round(session, done)
                failed = bool(done.problem)
            except Exception as error:
                if not is_unavailable(error):
                    raise
                warn(describe(error))
                session = dataclasses.replace(session)  # with a new connection
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
        warn(describe(done.problem))
    return done


def _summary(session: Session, done: Round) -> dict[str, Any]:
    """Return a round's counts, and what may delay the next round."""
    [state] = session.database.call("scrape_state")
    return dict(done.counts) | {name: state[name] for name in ("rate_limited_until", "credits_left")}


def _print_round(session: Session, done: Round) -> None:
    if session.as_json:
        print_json(_summary(session, done))
    else:
        say(", ".join(f"{count} {name.replace('_', ' ')}" for name, count in done.counts.items() if count))


@contextlib.contextmanager
def _stopping() -> Iterator[threading.Event]:
    """Yield an event that SIGINT and SIGTERM set. The present batch is finished, unless a second signal arrives."""
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
