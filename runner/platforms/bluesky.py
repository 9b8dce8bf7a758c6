"""Bluesky, through the public API of its network, which needs no login. It does not report impressions."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from runner.errors import UserError
from runner.platforms.credentials import Credentials
from runner.platforms.http import Http
from runner.platforms.metrics import METRICS, failure, follower_count_of, result
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

URL = "https://public.api.bsky.app"
PLACES = {
    "likes": ("likeCount",),
    "retweets": ("repostCount",),
    "replies": ("replyCount",),
    "quotes": ("quoteCount",),
    "bookmarks": ("bookmarkCount",),
}
NOT_COUNTED = dict.fromkeys((metric for metric in METRICS if metric not in PLACES), "Bluesky does not report it")
MOST = 25  # posts in one answer
POST_ID = re.compile(r"at://([!-.0-~]+)(/app\.bsky\.feed\.post/[A-Za-z0-9._:~-]+)")


def open_platform(user_id: str | None, credentials: Credentials) -> "Bluesky":
    """Return the account on Bluesky's own API, or on the one at `base_url`."""
    return Bluesky(Http(credentials, URL), user_id)


class Bluesky:
    """One account's posts and followers."""

    metrics = tuple(PLACES)
    batch = MOST

    def __init__(self, http: Http, user_id: str | None):
        if not user_id:
            raise UserError(
                "the account's id on Bluesky is unknown", "create the account with --platform-user-id DID_OR_HANDLE"
            )
        self._http = http
        self._user_id = user_id
        self._dids: dict[str, str | None] = {}  # by handle

    def read_posts(self, wanted: Sequence[Wanted], cursor: str | None) -> Iterator[Reading]:
        """Read posts by their addresses; the network finds them by DID, not by handle."""
        uris, refused = {}, []
        for post in wanted:
            try:
                uris[post.post_id] = self._uri(post.post_id)
            except RefusedPostError as error:
                refused.append(failure(post.post_id, error))
        if refused:
            yield Reading(refused, 0)
        for asked in [list(uris)[start : start + MOST] for start in range(0, len(uris), MOST)]:
            for part, found in read_parts(
                asked, lambda ids, attempts: self._get_posts([uris[i] for i in ids], attempts)
            ):
                if isinstance(found, PlatformError):
                    yield Reading([failure(post_id, found) for post_id in part], 0)
                else:
                    yield Reading([self._result(post_id, found.get(uris[post_id])) for post_id in part], len(found))

    def follower_count(self) -> int:
        count = follower_count_of(self._profile(), "followersCount")
        if count is None:
            raise PlatformError("Bluesky returned no follower count")
        return count

    def check(self) -> Iterator[Finding]:
        yield check_one("account", lambda: f"@{self._profile().get('handle')}, id {self._profile().get('did')}")
        yield check_one("followers", lambda: str(self.follower_count()))
        yield check_one("posts", self._try_posts)

    def _try_posts(self) -> str:
        feed = self._http.get("/xrpc/app.bsky.feed.getAuthorFeed", {"actor": self._user_id, "limit": 5})
        items = feed.get("feed") if isinstance(feed, dict) else None
        if not isinstance(items, list):
            raise PlatformError("Bluesky returned no posts")
        return f"{len(items)} read"

    def _result(self, post_id: str, post: dict | None) -> dict[str, Any]:
        if post is None:
            return {"tweet_id": post_id, "absent": True}
        author = post.get("author")
        did = author.get("did") if isinstance(author, dict) else None
        if isinstance(did, str) and did != self._did:
            return failure(post_id, of_another(did))
        return result(post_id, post, PLACES, NOT_COUNTED)

    def _get_posts(self, uris: Sequence[str], attempts: int) -> dict[str, Any]:
        answer = self._http.get("/xrpc/app.bsky.feed.getPosts", {"uris": list(uris)}, attempts)
        posts = answer.get("posts") if isinstance(answer, dict) else None
        if not isinstance(posts, list):
            raise UnavailableError("Bluesky returned no list of posts")
        found = [(post.get("uri"), post) for post in posts if isinstance(post, dict)]
        return {uri: post for uri, post in found if isinstance(uri, str)}

    def _uri(self, post_id: str) -> str:
        """Return the post's address by DID. Raises RefusedPostError if it is no address or somebody else's."""
        match = POST_ID.fullmatch(post_id)
        if not match:
            raise RefusedPostError("not a post id of Bluesky, such as at://did/app.bsky.feed.post/key")
        authority, rest = match.groups()
        did = authority if authority.startswith("did:") else self._did_of(authority)
        if did not in (None, self._did):
            raise of_another(authority)
        return f"at://{self._did}{rest}"  # an unknown handle may be an earlier one of the account

    def _did_of(self, handle: str) -> str | None:
        """Return the DID of a handle, or None if the network does not know it."""
        if handle not in self._dids:
            try:
                self._dids[handle] = self._profile(handle).get("did")
            except PlatformError as error:
                if error.status not in (400, 404):
                    raise
                self._dids[handle] = None
        return self._dids[handle]

    @cached_property
    def _did(self) -> str:
        did = self._user_id if self._user_id.startswith("did:") else self._did_of(self._user_id)
        if not did:
            raise PlatformError(f"Bluesky knows no account {self._user_id}")
        return did

    def _profile(self, actor: str | None = None) -> dict:
        profile = self._http.get("/xrpc/app.bsky.actor.getProfile", {"actor": actor or self._user_id})
        if not isinstance(profile, dict):
            raise PlatformError("Bluesky returned no profile")
        return profile
