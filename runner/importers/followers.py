"""An account's followers from an export: the newer daily "overview" format, or a manually kept file of months."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

from runner.importers.dates import read
from runner.importers.numbers import plain, size
from runner.importers.tables import Table, loose

_KEYS = {
    "date": "date",
    "day": "date",
    "month": "month",
    "followers": "followers",
    "totalfollowers": "followers",
    "newfollowers": "gained",
    "followersgained": "gained",
    "newfollows": "new_follows",
    "unfollows": "unfollows",
    "impressions": "impressions",
    "tweetimpressions": "impressions",
    "profilevisits": "profile_visits",
    "engagements": "engagements",
}
_NUMBERS = ("followers", "gained", "new_follows", "unfollows", "impressions", "profile_visits", "engagements")
_A_DAY = timedelta(days=1)
_HALF_A_MONTH = timedelta(days=15)


class FollowersFile(Table):
    """One export. Its header is read and checked at once; its rows are read as a stream.

    A file with a column `month` has one row a month, dated around the first day of the next month; any other file has
    one row a day.
    """

    kind = "followers"
    known_keys = frozenset(_KEYS.values())

    def __init__(self, path: Path):
        super().__init__(path)
        self._columns = self.locate(lambda name: _KEYS.get(loose(name)), {"date": "the day (Date)"})
        self.columns = {key: self.header[index] for key, index in self._columns.items()}
        self.columns |= dict.fromkeys(("from_date", "until_date"), self.columns["date"])
        if not ({"followers", "gained"} & self.columns.keys() or {"new_follows", "unfollows"} <= self.columns.keys()):
            raise self.lacks("followers (Followers, New followers, or both New follows and Unfollows)")

    @cached_property
    def reach(self) -> tuple[str, float]:
        """The last day in the file and the sum of its counts: of two exports, the greater one is the later one."""
        last, total = "", 0.0
        for row in self._readable():
            last = max(last, row["until_date"])
            total += sum(size(row[key]) for key in _NUMBERS if key in row)
        return last, total

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield each record as a row for `bandit.import_followers`; an unreadable one as its `problem` and `raw`."""
        reach, _ = self.reach
        for row in self._rows():
            yield row | {"reach": reach}

    def _readable(self) -> Iterator[dict[str, Any]]:
        return (row for row in self._rows() if "problem" not in row)

    def _rows(self) -> Iterator[dict[str, Any]]:
        for number, fields in self.records():
            row = {"file": self.path.name, "row": number}
            if misfit := self.misfit(fields):
                yield row | {"problem": {"reason": misfit}, "raw": fields}
                continue
            try:
                row["from_date"], row["until_date"] = self._period(fields[self._columns["date"]].strip())
            except ValueError as error:
                problem = {"reason": str(error), "column": "date"}
                yield row | {"problem": problem, "raw": dict(zip(self.header, fields, strict=True))}
                continue
            given = ((key, plain(fields[self._columns[key]])) for key in _NUMBERS if key in self._columns)
            yield row | {key: value for key, value in given if value is not None}

    def _period(self, text: str) -> tuple[str, str]:
        """Return the first day of the row's period, and the first day after it."""
        day, _ = read(text)
        first, after = _month_before(day) if "month" in self._columns else (day, day + _A_DAY)
        return first.date().isoformat(), after.date().isoformat()


def _month_before(day: datetime) -> tuple[datetime, datetime]:
    after = (day + _HALF_A_MONTH).replace(day=1)
    return (after - _A_DAY).replace(day=1), after
