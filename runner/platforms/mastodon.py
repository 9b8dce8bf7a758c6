"""Mastodon and what speaks its API. It does not count impressions."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from runner.errors import UserError
from runner.platforms.credentials import Credentials
from runner.platforms.http import Http
from runner.platforms.metrics import METRICS, follower_count_of, result
from runner.platforms.oauth import Bearer
from runner.platforms.protocol import AwayError, Finding, PlatformError, Reading, Wanted, tried

PLACES = {
    "likes": ("favourites_count",),
    "retweets": ("reblogs_count",),
    "replies": ("replies_count",),
    "quotes": ("quotes_count",),
}
NOT_COUNTED = dict.fromkeys((metric for metric in METRICS if metric not in PLACES), "Mastodon does not report it")
MOST = 20  # statuses that a server gives at a time
PAGE = 40  # statuses on a page of an account's
NOT_KNOWN_THERE = (400, 404, 405, 422)  # servers before 4.3 do not give statuses by their ids


def open_platform(user_id: str | None, credentials: Credentials) -> "Mastodon":
    """The server at `base_url`; a token shows what only followers see."""
    token = credentials.get("access_token")
    return Mastodon(Http(credentials, auth=Bearer(token) if token else None), user_id)


class Mastodon:
    """One account's statuses and followers."""

    metrics = tuple(PLACES)
    batch = MOST

    def __init__(self, http: Http, user_id: str | None):
        if not user_id:
            raise UserError("the account's id on Mastodon is not known", "create it with --platform-user-id")
        self._http = http
        self._account = f"/api/v1/accounts/{quote(user_id, safe='')}"
        self._gives_by_id = True

    def read_posts(self, wanted: Sequence[Wanted], cursor: str | None) -> Iterator[Reading]:
        """By their ids where the server can do that, else from the account's own list."""
        left = [post.post_id for post in wanted]
        for asked in [left[start : start + MOST] for start in range(0, len(left), MOST)]:
            statuses = self._by_id(asked)
            if statuses is None:
                statuses = self._listed(asked)
            found = {status["id"]: status for status in statuses}
            results = [
                result(post_id, found[post_id], PLACES, NOT_COUNTED)
                if post_id in found
                else {"tweet_id": post_id, "absent": True}
                for post_id in asked
            ]
            yield Reading(results, len(statuses))

    def follower_count(self) -> int:
        count = follower_count_of(self._http.get(self._account), "followers_count")
        if count is None:
            raise PlatformError("the server gave no follower count")
        return count

    def check(self) -> Iterator[Finding]:
        yield tried("account", self._try_account)
        yield tried("followers", lambda: str(self.follower_count()))
        yield tried("posts", lambda: f"{len(self._page({}))} read")

    def _try_account(self) -> str:
        account = self._http.get(self._account)
        if not isinstance(account, dict):
            raise PlatformError("the server gave no account")
        return f"@{account.get('acct')}, id {account.get('id')}"

    def _by_id(self, asked: Sequence[str]) -> list[dict] | None:
        """The statuses, or None from a server that does not give them in this way."""
        if not self._gives_by_id:
            return None
        try:
            return _statuses(self._http.get("/api/v1/statuses", {"id[]": list(asked)}))
        except PlatformError as error:
            if error.status not in NOT_KNOWN_THERE:
                raise
            self._gives_by_id = False
            return None

    def _listed(self, asked: Sequence[str]) -> list[dict]:
        """The pages that hold what is asked for, each beginning with the newest that is still wanted."""
        left, statuses = sorted(asked, key=_age), []
        while left:
            page = self._page({"max_id": _after(left[-1])})
            statuses += page
            if not page:
                break
            oldest = min(_age(status["id"]) for status in page)
            left = [post_id for post_id in left[:-1] if _age(post_id) < oldest]
        return statuses

    def _page(self, bounds: dict[str, str]) -> list[dict]:
        return _statuses(self._http.get(f"{self._account}/statuses", {"limit": PAGE, **bounds}))


def _statuses(answer: Any) -> list[dict]:
    if not isinstance(answer, list):
        raise AwayError("the server gave something else than a list of statuses")
    return [status for status in answer if isinstance(status, dict) and isinstance(status.get("id"), str)]


def _age(post_id: str) -> tuple[int, str]:
    """Ids sort by time, shorter ones first."""
    return len(post_id), post_id


def _after(post_id: str) -> str:
    """The id that comes next: a page ends before the one that it is given."""
    return str(int(post_id) + 1) if post_id.isdecimal() else f"{post_id}0"
