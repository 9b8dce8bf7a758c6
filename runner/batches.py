"""Rows in batches, so that memory stays flat whatever the input's size."""

from collections.abc import Iterable, Iterator
from itertools import islice

ROWS_A_BATCH = 2000


def batches(rows: Iterable[dict]) -> Iterator[list[dict]]:
    """Lists of at most ROWS_A_BATCH rows."""
    remaining = iter(rows)
    while batch := list(islice(remaining, ROWS_A_BATCH)):
        yield batch
