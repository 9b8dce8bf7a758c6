"""Counts from a platform's JSON. A missing or invalid count is left out with a reason; it never becomes 0."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from runner.errors import UserError

METRICS = (
    "likes",
    "retweets",
    "replies",
    "quotes",
    "bookmarks",
    "views",
    "impressions",
    "profile_clicks",
    "url_clicks",
    "engagements",
)
LARGEST = 2**63 - 1  # the largest bigint
NOT_IN_ANSWER = "not in the answer"


def result(post_id: str, post: Any, places: Mapping[str, Sequence[str]], reasons: Mapping[str, str]) -> dict[str, Any]:
    """Return one post's result for `finish_scrape`.

    `places` lists for each metric where it may be, as keys joined by dots; `reasons` says why a metric is missing, if
    a better reason is known than that it is not in the answer.
    """
    metrics, unavailable = {}, {}
    for metric in METRICS:
        found = [_find(post, place) for place in places.get(metric, ())]
        counts = [value for value in found if _is_count(value)]
        invalid = [value for value in found if value is not None]
        if counts:
            metrics[metric] = counts[0]
        elif invalid:
            unavailable[metric] = f"not a count: {str(invalid[0])[:40]}"
        else:
            unavailable[metric] = reasons.get(metric, NOT_IN_ANSWER)
    raw = storable(post)
    if not metrics:
        return {"tweet_id": post_id, "error": "the answer contains no count", "raw": raw}
    return {"tweet_id": post_id, **metrics, "unavailable": storable(unavailable), "raw": raw}


def failure(post_id: str, error: UserError) -> dict[str, Any]:
    """Return the result of a post that could not be read, or is refused."""
    return {"tweet_id": post_id, "error": storable(error.message)}


def storable(value: Any) -> Any:
    """Return JSON without the characters that PostgreSQL's jsonb cannot store."""
    match value:
        case str():
            return value.replace("\0", "").encode("utf-8", "replace").decode()
        case float() if not math.isfinite(value):
            return str(value)
        case list():
            return [storable(item) for item in value]
        case dict():
            return {storable(key): storable(item) for key, item in value.items()}
    return value


def follower_count_of(account: Any, place: str) -> int | None:
    """Return the count at `place`, or None if there is none."""
    value = _find(account, place)
    return value if _is_count(value) and value >= 0 else None


def _find(value: Any, place: str) -> Any:
    for key in place.split("."):
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _is_count(value: Any) -> bool:
    """Return whether the value is a whole number. A negative one passes: the database rejects it and keeps it."""
    return isinstance(value, int) and not isinstance(value, bool) and -LARGEST <= value <= LARGEST
