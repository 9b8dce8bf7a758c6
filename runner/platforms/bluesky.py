"""Bluesky, through the public API of its network, which needs no login. It does not report impressions."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from runner.errors import UserError
from runner.platforms.credentials import Credentials
from runner.platforms.http import Http
from runner.platforms.metrics import METRICS, follower_count_of, result
from runner.platforms.protocol import Finding, PlatformError, Reading, UnavailableError, Wanted, check_one

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

    def read_posts(self, wanted: Sequence[Wanted], cursor: str | None) -> Iterator[Reading]:
        """Read posts by their addresses; the network finds them by DID, not by handle."""
        matches = {post.post_id: POST_ID.fullmatch(post.post_id) for post in wanted}
        invalid = [post_id for post_id, match in matches.items() if not match]
        if invalid:
            error = "not a post id of Bluesky, such as at://did/app.bsky.feed.post/key"
            yield Reading([{"tweet_id": post_id, "error": error} for post_id in invalid], 0)
        uris = {post_id: self._with_did(*match.groups()) for post_id, match in matches.items() if match}
        for asked in [list(uris)[start : start + MOST] for start in range(0, len(uris), MOST)]:
            found = self._get_posts([uris[post_id] for post_id in asked])
            results = [
                result(post_id, found[uris[post_id]], PLACES, NOT_COUNTED)
                if uris[post_id] in found
                else {"tweet_id": post_id, "absent": True}
                for post_id in asked
            ]
            yield Reading(results, len(found))

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

    def _get_posts(self, uris: Sequence[str]) -> dict[str, Any]:
        answer = self._http.get("/xrpc/app.bsky.feed.getPosts", {"uris": list(uris)})
        posts = answer.get("posts") if isinstance(answer, dict) else None
        if not isinstance(posts, list):
            raise UnavailableError("Bluesky returned no list of posts")
        found = [(post.get("uri"), post) for post in posts if isinstance(post, dict)]
        return {uri: post for uri, post in found if isinstance(uri, str)}

    def _with_did(self, authority: str, rest: str) -> str:
        return f"at://{authority if authority.startswith('did:') else self._did}{rest}"

    @cached_property
    def _did(self) -> str:
        return self._user_id if self._user_id.startswith("did:") else str(self._profile().get("did"))

    def _profile(self) -> dict:
        profile = self._http.get("/xrpc/app.bsky.actor.getProfile", {"actor": self._user_id})
        if not isinstance(profile, dict):
            raise PlatformError("Bluesky returned no profile")
        return profile
