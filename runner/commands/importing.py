"""Importing a platform's exports."""

from collections.abc import Callable, Set
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from runner.database.session import Session
from runner.errors import EXIT_FAILURE
from runner.importers.generators import read_generators
from runner.importers.storing import Opened, open_followers, open_posts, size_of, store
from runner.terminal.options import NAME, read_time, with_session
from runner.terminal.output import print_json, print_record, say
from runner.terminal.progress import progress


@click.group("import")
def import_() -> None:
    """Import a platform's exports."""


@import_.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--generators", type=click.Path(path_type=Path), help="CSV file with columns post_id, generator_name.")
@click.option("--generator", type=NAME, help="Generator of the posts that are not in the --generators file.")
@click.option("--create-generators", is_flag=True, help="Add the generators that the account does not have.")
@click.option(
    "--collected-at",
    callback=read_time,
    help="Time of the export.  [default: end of the period in the file's name, else now]",
)
@click.option(
    "--attribute",
    is_flag=True,
    help="Do not use the follows reported for each post; attribute the account's follower gains instead.",
)
@with_session
def posts(
    session: Session,
    files: tuple[Path, ...],
    generators: Path | None,
    generator: str | None,
    create_generators: bool,
    collected_at: datetime | None,
    attribute: bool,
) -> None:
    """Import posts and their metrics from analytics exports.

    FILES are CSV, in the classic ("Tweet activity") or the newer ("content") format. Importing a file again has no
    effect. Rejected rows are printed on stderr and stored with the reason; the other rows are imported, and the exit
    code is 1.

    \b
    Example:
      pgbandit import posts tweet_activity_metrics_*.csv --generators generators.csv
    """
    mapping = read_generators(generators) if generators else {}
    opened = open_posts(files, mapping, generator, collected_at, attribute)
    database = session.database
    added = {}
    if create_generators:
        added["added_generators"] = _add_unknown(session, {*mapping.values(), *filter(None, [generator])})
    counts = _store(lambda rows: database.call("import_posts", p_rows=rows), opened)
    _finish(session, counts | added)


@import_.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@with_session
def followers(session: Session, files: tuple[Path, ...]) -> None:
    """Import the account's follower counts and gains, and attribute them to posts.

    FILES are CSV: the daily "overview" export, or a file of months with a column month. Days are in the account's time
    zone. Importing a file again has no effect. Rejected rows are printed on stderr and stored with the reason; the
    other rows are imported, and the exit code is 1.

    \b
    Example:
      pgbandit import followers account_overview_analytics.csv
    """
    opened = open_followers(files)
    database = session.database
    counts = _store(lambda rows: database.call("import_followers", p_rows=rows), opened)
    database.call("attribute_followers")
    _finish(session, counts)


def _add_unknown(session: Session, names: Set[str]) -> list[str]:
    """Add the generators that the account does not have, and return their names."""
    unknown = [row["generator_name"] for row in session.database.call("unknown_generators", p_names=sorted(names))]
    if unknown:
        session.database.call("add_generators", p_generators=unknown)
    return unknown


def _store(call: Callable[[list[dict[str, Any]]], list[dict[str, Any]]], opened: Opened) -> dict[str, int]:
    with progress("Importing", size_of(opened)) as bar:
        return store(call, opened, bar.advance, lambda line: say(line, err=True))


def _finish(session: Session, counts: dict[str, Any]) -> None:
    if session.as_json:
        print_json(counts)
    else:
        print_record(counts)
    if counts["rejected"]:
        click.get_current_context().exit(EXIT_FAILURE)
