"""Ids of posts. Those since November 2010 ("snowflakes") contain the time of the post."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal

_DIGITS = re.compile(r"\d{1,20}", re.ASCII)
_LINKED = re.compile(r"/status(?:es)?/(\d{1,20})(?!\d)", re.ASCII)
_KEPT_DIGITS = 15  # that a spreadsheet keeps of a number; the others become zeros
_LAST_WITHOUT_TIME = 30_000_000_000
_EPOCH = 1_288_834_974_657  # milliseconds since 1970


def is_post_id(text: str) -> bool:
    """Return whether the text is digits only, and at most as many as 64 bits need."""
    return _DIGITS.fullmatch(text) is not None


def linked_id(link: str) -> str | None:
    """Return the id in a link to a post, or None if there is none."""
    found = _LINKED.search(link)
    return found[1] if found else None


def is_long(post_id: str) -> bool:
    """Return whether a spreadsheet rounds an id of this length."""
    return len(post_id) > _KEPT_DIGITS


def ends_rounded(post_id: str) -> bool:
    """Return whether a long id ends with zeros, as after rounding."""
    return is_long(post_id) and not post_id[_KEPT_DIGITS:].strip("0")


def are_rounded(post_ids: Iterable[str]) -> bool:
    """Return whether most of the long ids end with zeros; by chance, one in 1000 or fewer does."""
    ends = [ends_rounded(post_id) for post_id in post_ids if is_long(post_id)]
    return 2 * sum(ends) > len(ends)


def is_rounding(text: str, post_id: str) -> bool:
    """Return whether the text is what a spreadsheet or a floating-point number makes of the id."""
    try:
        number = Decimal(text.replace(",", "")).normalize()
        unit = Decimal(10) ** max(0, number.as_tuple().exponent)
        return number == Decimal(float(post_id)) or abs(number - Decimal(post_id)) < unit
    except (ArithmeticError, TypeError):
        return False


def snowflake_time(post_id: int) -> datetime | None:
    """Return when the post was made, to the millisecond; None for ids older than this scheme."""
    if post_id <= _LAST_WITHOUT_TIME:
        return None
    return datetime.fromtimestamp(((post_id >> 22) + _EPOCH) / 1000, UTC)
