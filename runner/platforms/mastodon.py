"""Mastodon and servers with the same API. It does not report impressions."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any
from urllib.parse import quote

from runner.errors import UserError
from runner.platforms.credentials import Credentials
from runner.platforms.http import Http
from runner.platforms.metrics import METRICS, failure, follower_count_of, result
from runner.platforms.oauth import Bearer
from runner.platforms.protocol import (
    Finding,
    PlatformError,
    Reading,
    RefusedPostError,
    UnavailableError,
    Wanted,
    check_one,
    of_another,
)
from runner.platforms.splitting import read_parts

PLACES = {
    "likes": ("favourites_count",),
    "retweets": ("reblogs_count",),
    "replies": ("replies_count",),
    "quotes": ("quotes_count",),
}
NOT_COUNTED = dict.fromkeys((metric for metric in METRICS if metric not in PLACES), "Mastodon does not report it")
MOST = 20  # statuses in one answer
PAGE = 40  # statuses on a page of the account's list
MOST_PAGES = 5  # of the list, before the rest is read one by one
BY_IDS = ("id[]", "ids[]")  # the names that servers give to several ids
NOT_SUPPORTED = (400, 404, 405, 422)  # answers of servers without requests by ids
ABSENT = (404, 410)


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
        self._user_id = user_id
        self._account = f"/api/v1/accounts/{quote(user_id, safe='')}"
        self._by_ids = list(BY_IDS)  # the names that this server may know
        self._knows_ids = False

    def read_posts(self, wanted: Sequence[Wanted], cursor: str | None) -> Iterator[Reading]:
        """Read statuses by their ids if the server supports that, else from the account's list and one by one."""
        ids = [post.post_id for post in wanted]
        for asked in [ids[start : start + MOST] for start in range(0, len(ids), MOST)]:
            for part, found in read_parts(asked, self._read):
                if isinstance(found, PlatformError):
                    yield Reading([failure(post_id, found) for post_id in part], 0)
                else:
                    yield Reading([self._result(post_id, found.get(post_id)) for post_id in part], len(found))

    def follower_count(self) -> int:
        count = follower_count_of(self._http.get(self._account), "followers_count")
        if count is None:
            raise PlatformError("the server returned no follower count")
        return count

    def check(self) -> Iterator[Finding]:
        yield check_one("account", self._try_account)
        yield check_one("followers", lambda: str(self.follower_count()))
        yield check_one("posts", lambda: f"{len(self._some())} read")

    def _try_account(self) -> str:
        account = self._http.get(self._account)
        if not isinstance(account, dict):
            raise PlatformError("the server returned no account")
        return f"@{account.get('acct')}, id {account.get('id')}"

    def _result(self, post_id: str, status: dict | None) -> dict[str, Any]:
        if status is None:
            return {"tweet_id": post_id, "absent": True}
        author = _author(status)
        if author is not None and author.get("id") != self._user_id and author.get("id") != self._own_id:
            return failure(post_id, of_another(str(author.get("acct") or author.get("id"))))
        if isinstance(status.get("reblog"), dict):
            original = _author(status["reblog"]) or {}
            return failure(post_id, RefusedPostError(f"it is a boost of a post by {original.get('acct')!s:.100}"))
        return result(post_id, status, PLACES, NOT_COUNTED)

    @cached_property
    def _own_id(self) -> str | None:
        """The account's id as the server gives it, where the account is known by another name."""
        account = self._http.get(self._account)
        return account.get("id") if isinstance(account, dict) else None

    def _read(self, asked: Sequence[str], attempts: int) -> dict[str, dict]:
        """Return the statuses by their ids: together where the server supports it, the others one by one."""
        if len(asked) == 1:
            return self._one_by_one(asked, attempts)
        found = self._together(asked, attempts)
        if found is None:
            found = self._listed(asked, attempts)
            found |= self._one_by_one([post_id for post_id in asked if post_id not in found], attempts)
        return found

    def _together(self, asked: Sequence[str], attempts: int) -> dict[str, dict] | None:
        """Return the statuses, or None if the server does not support requests by ids.

        A server that does not know the name of the parameter may answer with an error, nothing or any statuses.
        """
        while self._by_ids:
            try:
                statuses = _statuses(self._http.get("/api/v1/statuses", {self._by_ids[0]: list(asked)}, attempts))
                found = {status["id"]: status for status in statuses if status["id"] in asked}
            except PlatformError as error:
                if error.status not in NOT_SUPPORTED:
                    raise
                found = {}
            self._knows_ids = self._knows_ids or bool(found)
            if self._knows_ids:
                return found
            self._by_ids.pop(0)
        return None

    def _listed(self, asked: Sequence[str], attempts: int) -> dict[str, dict]:
        """Return the statuses on the newest pages of the account's list, following the server's own links."""
        found: dict[str, dict] = {}
        page, params = f"{self._account}/statuses", {"limit": PAGE}
        for _ in range(MOST_PAGES):
            answer, following = self._http.get_page(page, params, attempts)
            met = {status["id"]: status for status in _statuses(answer) if status["id"] in asked}
            found |= met
            if not met or not following or len(found) == len(asked):
                break
            page, params = following, None
        return found

    def _one_by_one(self, asked: Sequence[str], attempts: int) -> dict[str, dict]:
        found = {}
        for post_id in asked:
            try:
                status = self._http.get(f"/api/v1/statuses/{quote(post_id, safe='')}", None, attempts)
            except PlatformError as error:
                if error.status not in ABSENT:
                    raise
                continue
            if not isinstance(status, dict) or status.get("id") != post_id:
                raise UnavailableError("the server returned another status")
            found[post_id] = status
        return found

    def _some(self) -> list[dict]:
        return _statuses(self._http.get(f"{self._account}/statuses", {"limit": PAGE}))


def _statuses(answer: Any) -> list[dict]:
    if not isinstance(answer, list):
        raise UnavailableError("the server returned no list of statuses")
    return [status for status in answer if isinstance(status, dict) and isinstance(status.get("id"), str)]


def _author(status: dict) -> dict | None:
    author = status.get("account")
    return author if isinstance(author, dict) else None
