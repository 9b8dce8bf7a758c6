"""Until when a server limits the rate, from the headers of its answer."""

import math
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

DEFAULT = timedelta(minutes=15)  # the length of a limit whose end is not given
LONGEST = timedelta(days=1)  # what is kept of a longer one
PLAUSIBLE = timedelta(days=32)  # a month; an end further ahead is ignored
RETRY_AFTER = "retry-after"
DELTA = re.compile(r"[1-9][0-9]{0,8}")  # seconds from now; a time since 1970 has more digits
LIMITS = (  # each with -remaining and -reset
    "x-rate-limit",
    "x-app-limit-24hour",
    "x-user-limit-24hour",
    "x-ratelimit",
    "ratelimit",
)


def limited_until(headers: Mapping[str, str]) -> datetime:
    """Return when the last of the limits that are exhausted ends. Default: in 15 minutes."""
    now = datetime.now(UTC)
    plausible = [end for end in _ends(headers, now) if now <= end <= now + PLAUSIBLE]
    return min(max(plausible, default=now + DEFAULT), now + LONGEST)


def retry_after(headers: Mapping[str, str]) -> datetime | None:
    """Return the time in the header Retry-After, at most a day ahead, or None if there is no plausible one."""
    now = datetime.now(UTC)
    end = _time(headers.get(RETRY_AFTER, ""), now)
    return min(end, now + LONGEST) if end and now <= end <= now + PLAUSIBLE else None


def _ends(headers: Mapping[str, str], now: datetime) -> Iterator[datetime]:
    """Yield the ends of the limits, except of those with requests left."""
    times = [_time(headers.get(RETRY_AFTER, ""), now)]
    for limit in LIMITS:
        if headers.get(f"{limit}-remaining", "0").strip() == "0":
            text = headers.get(f"{limit}-reset", "")
            times.append(_time(text, now if DELTA.fullmatch(text) else datetime.fromtimestamp(0, UTC)))
    yield from filter(None, times)


def _time(text: str, start: datetime) -> datetime | None:
    """Return the time in a header: a number of seconds from `start`, an ISO time or an HTTP date."""
    try:
        return start + timedelta(seconds=math.ceil(float(text)))
    except (ValueError, OverflowError):
        pass
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            time = read(text)
            return time if time.tzinfo else time.replace(tzinfo=UTC)
        except (ValueError, OverflowError, TypeError, IndexError):
            continue
    return None
