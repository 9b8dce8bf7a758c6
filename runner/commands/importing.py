"""Bringing in what a platform exported."""

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from runner.batches import batches
from runner.errors import EXIT_FAILURE
from runner.importers.generators import read_generators
from runner.importers.posts import PostsFile
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
@with_session
def posts(
    session: Session,
    files: tuple[Path, ...],
    generators: Path | None,
    generator: str | None,
    collected_at: datetime | None,
) -> None:
    """Import posts with their metrics from analytics exports.

    FILES are CSV, in the classic ("Tweet activity") or the newer ("content") format. Importing again changes nothing.
    Refused rows are listed on stderr and kept in rejected_metrics; the others are imported, and the exit code is
    then 1.

    \b
    Example:
      pgbandit import posts tweet_activity_metrics_*.csv --generators generators.csv
    """
    counts = import_files(session, files, generators, generator, collected_at)
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
) -> dict[str, int]:
    """Import the files one after another; returns how many rows were read, inserted, updated, unchanged, rejected."""
    opened = [PostsFile(file) for file in files]
    mapping = read_generators(generators) if generators else None
    counts: Counter[str] = Counter(read=0, inserted=0, updated=0, unchanged=0, rejected=0)
    with progress("Importing", sum(file.bytes_total for file in opened)) as bar:
        for file in opened:
            done = 0
            for batch in batches(file.rows(mapping=mapping, default_generator=generator, collected_at=collected_at)):
                [counted] = session.database.call("import_posts", p_rows=batch)
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
