"""Ids of posts. Those since November 2010 ("snowflakes") contain the time of the post."""

import re
from datetime import UTC, datetime

_DIGITS = re.compile(r"\d{1,20}", re.ASCII)
_LAST_WITHOUT_TIME = 30_000_000_000
_EPOCH = 1_288_834_974_657  # milliseconds since 1970


def is_post_id(text: str) -> bool:
    """Return whether the text is digits only, and at most as many as 64 bits need."""
    return _DIGITS.fullmatch(text) is not None


def snowflake_time(post_id: int) -> datetime | None:
    """Return when the post was made, to the millisecond; None for ids older than this scheme."""
    if post_id <= _LAST_WITHOUT_TIME:
        return None
    return datetime.fromtimestamp(((post_id >> 22) + _EPOCH) / 1000, UTC)
