"""Posts and their metrics from an export: the classic "Tweet activity" format and the newer "content" format."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from runner.importers.dates import period_end, posting_time, read
from runner.importers.numbers import plain, size
from runner.importers.post_ids import ends_rounded, is_long, is_post_id, is_rounding, linked_id
from runner.importers.tables import Table, loose

_DESCRIPTION = {
    "tweetid": "tweet_id",
    "postid": "tweet_id",
    "time": "posted_at",
    "date": "posted_at",
    "postedat": "posted_at",
    "postedatutc": "posted_at",
    "tweettext": "content",
    "posttext": "content",
}
_OUTCOMES = {
    "likes": "likes",
    "favorites": "likes",
    "favourites": "likes",
    "retweets": "retweets",
    "reposts": "retweets",
    "replies": "replies",
    "quotes": "quotes",
    "bookmarks": "bookmarks",
    "views": "views",
    "impressions": "impressions",
    "userprofileclicks": "profile_clicks",
    "profileclicks": "profile_clicks",
    "profilevisits": "profile_clicks",
    "urlclicks": "url_clicks",
    "engagements": "engagements",
    "follows": "followers_gained",
    "newfollows": "followers_gained",
    "followersgained": "followers_gained",
}
_EXTRA = {  # an unknown column is stored under the words of its header
    "share": "shares",
    "shares": "shares",
    "detailexpands": "detail_expands",
    "hashtagclicks": "hashtag_clicks",
    "permalinkclicks": "permalink_clicks",
    "mediaviews": "media_views",
    "mediaengagements": "media_engagements",
}
_KEYS = _DESCRIPTION | _OUTCOMES | _EXTRA
_LINKS = {"tweetpermalink", "postlink", "link"}
_RATE = "engagementrate"  # derived: engagements / impressions


class PostsFile(Table):
    """One export. Its header is read and checked at once; its rows are read as a stream."""

    kind = "posts"
    known_keys = frozenset(_KEYS.values())

    def __init__(self, path: Path):
        super().__init__(path)
        columns = self.locate(_key, {"tweet_id": "the post's id (Post id or Tweet id)"})
        self._link = next((index for index, name in enumerate(self.header) if loose(name) in _LINKS), None)
        self._from_links = 0
        self.columns = {key: self.header[index] for key, index in columns.items()}
        self._id = columns.pop("tweet_id")
        self._date = columns.pop("posted_at", None)
        self._text = columns.pop("content", None)
        measured = set(_OUTCOMES.values())
        self._outcomes = [(key, index) for key, index in columns.items() if key in measured]
        self._outcomes.sort(key=lambda column: column[0] != "impressions")
        self._extra = [(key, index) for key, index in columns.items() if key not in measured]
        if not self._outcomes:
            raise self.lacks("any metric (impressions, likes, ...)")

    def rows(
        self,
        *,
        mapping: Mapping[str, str] | None = None,
        default_generator: str | None = None,
        collected_at: datetime | None = None,
        attribute: bool = False,
    ) -> Iterator[dict[str, Any]]:
        """Yield each record as a row for `bandit.import_posts`; an unreadable one as its `problem` and `raw` fields.

        With `attribute`, reported follows are stored among the extra columns.
        """
        generators = mapping or {}
        collected = collected_at or self.collected_at
        self._from_links = 0
        for number, fields in self.records():
            row = {"file": self.path.name, "row": number, "collected_at": collected.isoformat()}
            try:
                self._read(fields, row)
                if collected_at is None:  # it is an estimate, and no reading lies before its post
                    row["collected_at"] = max(row["collected_at"], row["posted_at"])
            except _UnreadableError as error:
                yield row | {"problem": error.problem, "raw": self._raw(fields)}
                continue
            if attribute and "followers_gained" in row:
                row["extra"] = row.get("extra", {}) | {"follows": row.pop("followers_gained")}
            if generator := generators.get(row["tweet_id"], default_generator):
                row["generator_name"] = generator
            yield row

    @cached_property
    def collected_at(self) -> datetime:
        """When the export was made, as far as its name and its posts show: the end of its period, or now."""
        now = datetime.now(UTC)
        return min(now, period_end(self.path.name, self._survey.last_day) or now)

    @property
    def reach(self) -> tuple[datetime, float]:
        """The day of the last post and the sum of one metric: of two exports, the greater one is the later one."""
        return self._survey.last_day or datetime.min.replace(tzinfo=UTC), self._survey.total

    def notes(self) -> Iterator[str]:
        if self._from_links:
            yield f"{self.path.name}: ids rounded by a spreadsheet, taken from the links instead: {self._from_links}"

    @cached_property
    def _survey(self) -> "_Survey":
        """Read the whole file once, for what no single row shows."""
        survey = _Survey()
        for _, fields in self.records():
            if not self.misfit(fields):
                survey.add(fields[self._id].strip(), self._day(fields), fields[self._outcomes[0][1]])
        return survey

    def _day(self, fields: list[str]) -> datetime | None:
        try:
            return read(fields[self._date].strip())[0] if self._date is not None else None
        except ValueError:
            return None

    def _read(self, fields: list[str], row: dict[str, Any]) -> None:
        if misfit := self.misfit(fields):
            raise _UnreadableError(misfit)
        row["tweet_id"] = post_id = self._post_id(fields)
        row["posted_at"] = self._posted_at(fields, int(post_id))
        if self._text is not None:
            row["content"] = fields[self._text]
        row.update(_measured(fields, self._outcomes))
        if extra := _measured(fields, self._extra):
            if any("\n" in value for value in extra.values()):
                raise _UnreadableError("a quote is not closed")
            row["extra"] = extra

    def _post_id(self, fields: list[str]) -> str:
        """Return the post's id. One that a spreadsheet rounded is taken from the post's link."""
        written = fields[self._id].strip()
        link = "" if self._link is None else fields[self._link]
        linked = linked_id(link)
        if linked and linked != written and (not written or is_rounding(written, linked)):
            self._from_links += 1
            return linked
        if problem := self._problem_of_id(written, link, linked):
            raise _UnreadableError(problem, self.columns["tweet_id"])
        return written

    def _problem_of_id(self, written: str, link: str, linked: str | None) -> str | None:
        if not is_post_id(written):
            return f"not a post id (digits only): {written:.40}"
        if linked not in (None, written) or (not linked and "/status/" in link):
            return f"{written} is not the post of the link {link:.100}"
        if not linked and self._survey.is_rounded and ends_rounded(written):
            return f"rounded by a spreadsheet: {written}; import the file as it was exported"
        return None

    def _posted_at(self, fields: list[str], post_id: int) -> str:
        text = "" if self._date is None else fields[self._date]
        try:
            return posting_time(text, post_id).isoformat()
        except ValueError as error:
            raise _UnreadableError(str(error), self.columns.get("posted_at")) from error

    def _raw(self, fields: list[str]) -> dict[str, str] | list[str]:
        return fields if self.misfit(fields) else dict(zip(self.header, fields, strict=True))


@dataclass
class _Survey:
    """The last day of the posts, the sum of one metric, and how many of the long ids end like rounded ones."""

    last_day: datetime | None = None
    total: float = 0.0
    long_ids: int = 0
    rounded_ids: int = 0

    @property
    def is_rounded(self) -> bool:
        return 2 * self.rounded_ids > self.long_ids

    def add(self, post_id: str, day: datetime | None, count: str) -> None:
        self.last_day = max(filter(None, (self.last_day, day)), default=None)
        self.total += size(plain(count) or "")
        self.long_ids += is_long(post_id)
        self.rounded_ids += ends_rounded(post_id)


class _UnreadableError(Exception):
    def __init__(self, reason: str, column: str | None = None):
        super().__init__(reason)
        self.problem = {"reason": reason} | ({"column": column} if column else {})


def _key(header: str) -> str | None:
    name = loose(header)
    if name in _LINKS or name.endswith(_RATE):
        return None
    return _KEYS.get(name) or "_".join(re.findall(r"[^\W_]+", header.lower())) or None


def _measured(fields: list[str], columns: list[tuple[str, int]]) -> dict[str, str]:
    return {key: number for key, index in columns if (number := plain(fields[index])) is not None}
