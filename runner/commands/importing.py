"""Bringing in what a platform exported."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from runner.batches import batches
from runner.errors import EXIT_FAILURE
from runner.importers.followers import FollowersFile
from runner.importers.generators import read_generators
from runner.importers.posts import PostsFile
from runner.importers.tables import Table
from runner.output import print_json, print_record, progress
from runner.session import Session, with_session
from runner.times import read_time


@click.group("import")
def import_() -> None:
    """Import what a platform exported."""


@import_.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--generators", type=click.Path(path_type=Path), help="CSV of post_id,generator_name.")
@click.option("--generator", help="Generator of the posts that the mapping lacks.")
@click.option(
    "--collected-at",
    callback=read_time,
    help="When the export was made; else the end of the period in the file's name, else now.",
)
@click.option(
    "--attribute",
    is_flag=True,
    help="Keep the follows reported per post aside, so that the posts' followers are attributed from the account's.",
)
@with_session
def posts(
    session: Session,
    files: tuple[Path, ...],
    generators: Path | None,
    generator: str | None,
    collected_at: datetime | None,
    attribute: bool,
) -> None:
    """Import posts with their metrics from analytics exports.

    FILES are CSV, in the classic ("Tweet activity") or the newer ("content") format. Importing again changes nothing.
    Refused rows are listed on stderr and kept in rejected_metrics; the others are imported, and the exit code is
    then 1.

    \b
    Example:
      pgbandit import posts tweet_activity_metrics_*.csv --generators generators.csv
    """
    _finish(session, import_files(session, files, generators, generator, collected_at, attribute))


@import_.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@with_session
def followers(session: Session, files: tuple[Path, ...]) -> None:
    """Import follower counts and gains of the account, and attribute them.

    FILES are CSV: the daily "overview" export, or a file of months with a column month. Days are those of the account's
    time zone. Importing again changes nothing. Refused rows are listed on stderr and kept in rejected_metrics; the
    others are imported, and the exit code is then 1.

    \b
    Example:
      pgbandit import followers account_overview_analytics.csv
    """
    opened = [FollowersFile(file) for file in files]
    database = session.database
    counts = _import(lambda batch: database.call("import_followers", p_rows=batch), [(f, f.rows()) for f in opened])
    database.call("attribute_followers")
    _finish(session, counts)


def _finish(session: Session, counts: dict[str, int]) -> None:
    if session.as_json:
        print_json(counts)
    else:
        print_record(counts)
    if counts["rejected"]:
        click.get_current_context().exit(EXIT_FAILURE)


def import_files(
    session: Session,
    files: tuple[Path, ...],
    generators: Path | None = None,
    generator: str | None = None,
    collected_at: datetime | None = None,
    attribute: bool = False,
) -> dict[str, int]:
    """Import the files one after another; returns how many rows were read, inserted, updated, unchanged, rejected."""
    opened = [PostsFile(file) for file in files]
    mapping = read_generators(generators) if generators else None
    options = {"mapping": mapping, "default_generator": generator, "collected_at": collected_at}
    return _import(
        lambda batch: session.database.call("import_posts", p_rows=batch),
        [(file, file.rows(attribute=attribute, **options)) for file in opened],
    )


def _import(
    store: Callable[[list[dict[str, Any]]], list[dict[str, Any]]], files: list[tuple[Table, Iterator[dict[str, Any]]]]
) -> dict[str, int]:
    counts: Counter[str] = Counter(read=0, inserted=0, updated=0, unchanged=0, rejected=0)
    with progress("Importing", sum(file.bytes_total for file, _ in files)) as bar:
        for file, rows in files:
            done = 0
            for batch in batches(rows):
                [counted] = store(batch)
                _tell(counted.pop("rejections"), file.columns)
                counts.update(counted)
                bar.advance(file.bytes_read - done)
                done = file.bytes_read
    return dict(counts)


def _tell(rejections: list[dict[str, Any]], headers: dict[str, str]) -> None:
    for rejection in rejections:
        column = headers.get(rejection["column"], rejection["column"])
        place = f"{rejection['file']}:{rejection['row']}" + (f": {column}" if column else "")
        click.echo(f"{place}: {rejection['reason']}", err=True)
