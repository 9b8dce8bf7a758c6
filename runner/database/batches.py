"""Rows in batches, so that memory use does not grow with the size of the input."""

from collections.abc import Iterable, Iterator
from itertools import islice

ROWS_A_BATCH = 2000


def batches(rows: Iterable[dict]) -> Iterator[list[dict]]:
    """Yield lists of at most ROWS_A_BATCH rows."""
    remaining = iter(rows)
    while batch := list(islice(remaining, ROWS_A_BATCH)):
        yield batch
