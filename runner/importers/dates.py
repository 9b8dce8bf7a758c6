"""Dates in the formats of exports, returned in UTC."""

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from runner.importers.post_ids import snowflake_time

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
           "december")  # fmt: skip
_MONTH_NUMBERS = {name[:length]: number for number, name in enumerate(_MONTHS, 1) for length in (3, None)}
_IN_WORDS = re.compile(r"(?:[A-Za-z]+,? +)?([A-Za-z]+) +(\d{1,2}),? +(\d{4})", re.ASCII)  # Tue, Jul 14, 2026
_AMBIGUOUS = re.compile(r"\d{1,4}[/.]\d{1,2}[/.]\d{1,4}.*", re.ASCII)
_PERIOD = re.compile(r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})_(\d{4})-?(\d{2})-?(\d{2})(?!\d)", re.ASCII)
_LENGTHS = {7, 14, 28, 90, 365}  # days of the periods that can be exported
_A_DAY = timedelta(days=1)


def posting_time(text: str, post_id: int) -> datetime:
    """Return when a post was made. Raises ValueError if neither the text nor the id contains it.

    A date without a time of day is completed from the id, unless the id's day differs in every time zone.
    """
    text = text.strip()
    from_id = snowflake_time(post_id)
    if not text:
        if from_id is None:
            raise ValueError("no date, and the post id does not contain it")
        return from_id
    moment, has_time_of_day = read(text)
    if has_time_of_day or from_id is None:
        return moment
    return from_id if -_A_DAY <= from_id - moment < 2 * _A_DAY else moment


@lru_cache(1000)
def read(text: str) -> tuple[datetime, bool]:
    """Return the time in a text, and whether it has a time of day; if not, the time is midnight."""
    try:
        if words := _IN_WORDS.fullmatch(text):
            month, day, year = words.groups()
            return datetime(int(year), _MONTH_NUMBERS[month.lower()], int(day), tzinfo=UTC), False
        moment = datetime.fromisoformat(text.replace(" +", "+").replace(" -", "-"))
        return (moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)), ":" in text
    except (ValueError, KeyError, OverflowError) as error:
        remedy = "; write the day as 2026-04-03" if _AMBIGUOUS.fullmatch(text) else ""
        raise ValueError(f"not a date: {text:.40}{remedy}") from error


def period_end(file_name: str, last_day: datetime | None = None) -> datetime | None:
    """Return the end of the period in an export's name: the first moment that the export does not cover.

    Older exports do not cover the last day in their names: `..._20161201_20170101_en.csv` is December. Newer ones do:
    `..._2025-10-28_2026-01-25.csv` is 90 days. The number of days shows it, or else `last_day`, the day of the last
    post in the file.
    """
    period = _PERIOD.search(file_name)
    if not period:
        return None
    year, month, day, *last = map(int, period.groups())
    try:
        first, end = datetime(year, month, day, tzinfo=UTC), datetime(*last, tzinfo=UTC)
    except ValueError:
        return None
    days = (end - first).days
    includes_last = days + 1 in _LENGTHS and days not in _LENGTHS
    return end + _A_DAY if includes_last or (last_day and last_day >= end) else end
