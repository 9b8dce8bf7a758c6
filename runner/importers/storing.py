"""Storing the rows of export files, in batches."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from runner.database.batches import batches
from runner.importers.followers import FollowersFile
from runner.importers.posts import PostsFile
from runner.importers.rejections import Rejections

Row = dict[str, Any]
Opened = list[tuple[PostsFile | FollowersFile, Iterator[Row]]]


def open_posts(
    paths: Sequence[Path],
    mapping: Mapping[str, str] | None = None,
    generator: str | None = None,
    collected_at: datetime | None = None,
    attribute: bool = False,
) -> Opened:
    """Open exports of posts: all headers are checked at once, the rows are read as a stream.

    The latest export is the last, in whatever order they are named.
    """
    files = sorted(map(PostsFile, paths), key=lambda file: (file.collected_at, *file.reach))
    options = {"mapping": mapping, "default_generator": generator, "collected_at": collected_at}
    return [(file, file.rows(attribute=attribute, **options)) for file in files]


def open_followers(paths: Sequence[Path]) -> Opened:
    """Open exports of follower counts and gains, in the same way."""
    files = sorted(map(FollowersFile, paths), key=lambda file: file.reach)
    return [(file, file.rows()) for file in files]


def size_of(files: Opened) -> int:
    """Return the size of the files in bytes."""
    return sum(file.bytes_total for file, _ in files)


def store(
    call: Callable[[list[Row]], list[Row]],
    files: Opened,
    advance: Callable[[int], None],
    report: Callable[[str], None],
) -> dict[str, int]:
    """Pass the rows to `call` in batches; return the numbers of rows read, inserted, updated, unchanged, rejected.

    `advance` receives the bytes read since the last batch; `report` receives the lines of Rejections and the notes on
    each file.
    """
    counts: Counter[str] = Counter(read=0, inserted=0, updated=0, unchanged=0, rejected=0)
    rejections = Rejections(report)
    for file, rows in files:
        done = 0
        for batch in batches(rows):
            [counted] = call(batch)
            rejections.add(counted.pop("rejections"), batch, file.columns)
            counts.update({name: counted[name] for name in counts})
            advance(file.bytes_read - done)
            done = file.bytes_read
        for note in file.notes():
            report(note)
    rejections.summarise()
    return dict(counts)
