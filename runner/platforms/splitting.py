"""Requests for many posts: if one post makes the whole request fail, it is found, and the others are read."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from runner.platforms.protocol import PlatformError

Item = TypeVar("Item")
Answer = TypeVar("Answer")
Parts = Iterator[tuple[Sequence[Item], Answer | PlatformError]]

TRIES = 2  # for a request for several posts, before it is split
MOST_FAILURES = 16  # of requests in a row, after which the platform is unavailable


def read_parts(items: Sequence[Item], read: Callable[[Sequence[Item], int], Answer]) -> Parts:
    """Yield items with their answer, in as few parts as possible, or a single item with its error.

    `read` receives items and the number of attempts. Raises the error if it is about no single item.
    """
    if len(items) == 1:
        yield items, read(items, TRIES + 1)
        return
    try:
        yield items, read(items, TRIES)
    except PlatformError as error:
        if not error.is_about_request:
            raise
        yield from search(items, read, error)


def search(items: Sequence[Item], read: Callable[[Sequence[Item], int], Answer], error: PlatformError) -> Parts:
    """Yield the same after a request for all items has failed with `error`.

    First single items are tried: if the first, the last and the one in the middle fail too, the platform as a whole is
    unavailable, and `error` is raised. Else the rest is halved until each item that fails is alone.
    """
    tried: dict[int, Answer | PlatformError] = {}
    for probe in dict.fromkeys((0, len(items) - 1, len(items) // 2)):
        tried[probe] = _try(items[probe : probe + 1], read)
        if not isinstance(tried[probe], PlatformError):
            break
    else:
        raise error
    yield from ((items[probe : probe + 1], answer) for probe, answer in tried.items())
    yield from _halve([item for index, item in enumerate(items) if index not in tried], read)


def _halve(items: Sequence[Item], read: Callable[[Sequence[Item], int], Answer]) -> Parts:
    parts, failures = deque([items] if items else []), 0
    while parts:
        part = parts.popleft()
        answer = _try(part, read)
        failures = failures + 1 if isinstance(answer, PlatformError) else 0
        if failures > MOST_FAILURES:
            raise answer
        if failures and len(part) > 1:
            middle = len(part) // 2
            parts += [part[:middle], part[middle:]]
        else:
            yield part, answer


def _try(part: Sequence[Item], read: Callable[[Sequence[Item], int], Answer]) -> Answer | PlatformError:
    """Return the answer, or an error that may be about an item of the part."""
    try:
        return read(part, 1)
    except PlatformError as error:
        if not error.is_about_request:
            raise
        return error
