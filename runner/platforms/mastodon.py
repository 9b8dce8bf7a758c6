"""Mastodon and servers with the same API. It does not report impressions."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from runner.errors import UserError
from runner.platforms.credentials import Credentials
from runner.platforms.http import Http
from runner.platforms.metrics import METRICS, follower_count_of, result
from runner.platforms.oauth import Bearer
from runner.platforms.protocol import Finding, PlatformError, Reading, UnavailableError, Wanted, check_one

PLACES = {
    "likes": ("favourites_count",),
    "retweets": ("reblogs_count",),
    "replies": ("replies_count",),
    "quotes": ("quotes_count",),
}
NOT_COUNTED = dict.fromkeys((metric for metric in METRICS if metric not in PLACES), "Mastodon does not report it")
MOST = 20  # statuses in one answer
PAGE = 40  # statuses on a page of the account's list
NOT_SUPPORTED = (400, 404, 405, 422)  # answers of servers before 4.3 to a request by ids


def open_platform(user_id: str | None, credentials: Credentials) -> "Mastodon":
    """Return the account on the server at `base_url`. With a token, it reads what only followers see too."""
    token = credentials.get("access_token")
    return Mastodon(Http(credentials, auth=Bearer(token) if token else None), user_id)


class Mastodon:
    """One account's statuses and followers."""

    metrics = tuple(PLACES)
    batch = MOST

    def __init__(self, http: Http, user_id: str | None):
        if not user_id:
            raise UserError("the account's id on Mastodon is unknown", "create the account with --platform-user-id ID")
        self._http = http
        self._account = f"/api/v1/accounts/{quote(user_id, safe='')}"
        self._supports_ids = True

    def read_posts(self, wanted: Sequence[Wanted], cursor: str | None) -> Iterator[Reading]:
        """Read statuses by their ids if the server supports that, else from the account's list."""
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
            raise PlatformError("the server returned no follower count")
        return count

    def check(self) -> Iterator[Finding]:
        yield check_one("account", self._try_account)
        yield check_one("followers", lambda: str(self.follower_count()))
        yield check_one("posts", lambda: f"{len(self._page({}))} read")

    def _try_account(self) -> str:
        account = self._http.get(self._account)
        if not isinstance(account, dict):
            raise PlatformError("the server returned no account")
        return f"@{account.get('acct')}, id {account.get('id')}"

    def _by_id(self, asked: Sequence[str]) -> list[dict] | None:
        """Return the statuses, or None if the server does not support requests by ids."""
        if not self._supports_ids:
            return None
        try:
            return _statuses(self._http.get("/api/v1/statuses", {"id[]": list(asked)}))
        except PlatformError as error:
            if error.status not in NOT_SUPPORTED:
                raise
            self._supports_ids = False
            return None

    def _listed(self, asked: Sequence[str]) -> list[dict]:
        """Read the pages with the wanted statuses; each page starts at the newest that is still missing."""
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
        raise UnavailableError("the server returned no list of statuses")
    return [status for status in answer if isinstance(status, dict) and isinstance(status.get("id"), str)]


def _age(post_id: str) -> tuple[int, str]:
    """Return a key that sorts ids by time, shorter ones first."""
    return len(post_id), post_id


def _after(post_id: str) -> str:
    """Return the next id; a page ends before the id in its request."""
    return str(int(post_id) + 1) if post_id.isdecimal() else f"{post_id}0"
