"""Posts and their metrics from an export: the classic "Tweet activity" format and the newer "content" format."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from runner.importers.dates import period_end, posting_time
from runner.importers.numbers import plain
from runner.importers.post_ids import is_post_id
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

    def __init__(self, path: Path):
        super().__init__(path)
        columns = self.locate(_key, {"tweet_id": "the post's id (Post id or Tweet id)"})
        self.columns = {key: self.header[index] for key, index in columns.items()}
        self._id = columns.pop("tweet_id")
        self._date = columns.pop("posted_at", None)
        self._text = columns.pop("content", None)
        measured = set(_OUTCOMES.values())
        self._outcomes = [(key, index) for key, index in columns.items() if key in measured]
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
        collected = (collected_at or period_end(self.path.name) or datetime.now(UTC)).isoformat()
        for number, fields in self.records():
            row = {"file": self.path.name, "row": number, "collected_at": collected}
            try:
                self._read(fields, row)
            except _UnreadableError as error:
                yield row | {"problem": error.problem, "raw": self._raw(fields)}
                continue
            if attribute and "followers_gained" in row:
                row["extra"] = row.get("extra", {}) | {"follows": row.pop("followers_gained")}
            if generator := generators.get(row["tweet_id"], default_generator):
                row["generator_name"] = generator
            yield row

    def _read(self, fields: list[str], row: dict[str, Any]) -> None:
        if misfit := self.misfit(fields):
            raise _UnreadableError(misfit)
        post_id = fields[self._id].strip()
        if not is_post_id(post_id):
            raise _UnreadableError(f"not a post id (digits only): {post_id:.40}", self.columns["tweet_id"])
        row["tweet_id"] = post_id
        row["posted_at"] = self._posted_at(fields, int(post_id))
        if self._text is not None:
            row["content"] = fields[self._text]
        row.update(_measured(fields, self._outcomes))
        if extra := _measured(fields, self._extra):
            if any("\n" in value for value in extra.values()):
                raise _UnreadableError("a quote is not closed")
            row["extra"] = extra

    def _posted_at(self, fields: list[str], post_id: int) -> str:
        text = "" if self._date is None else fields[self._date]
        try:
            return posting_time(text, post_id).isoformat()
        except ValueError as error:
            raise _UnreadableError(str(error), self.columns.get("posted_at")) from error

    def _raw(self, fields: list[str]) -> dict[str, str] | list[str]:
        return fields if self.misfit(fields) else dict(zip(self.header, fields, strict=True))


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
