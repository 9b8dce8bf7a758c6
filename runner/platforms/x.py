"""X, API v2. Its fields and metrics have two namings, by version; both are read."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any
from urllib.parse import parse_qsl, urlencode

from runner.platforms.credentials import Credentials
from runner.platforms.http import Http
from runner.platforms.metrics import NOT_GIVEN, follower_count_of, result
from runner.platforms.oauth import choose_auth
from runner.platforms.protocol import AwayError, Finding, PlatformError, Reading, Wanted, tried

URL = "https://api.x.com"
NAMINGS = ("tweet.fields", "post.fields")
PUBLIC = "created_at,public_metrics"
PRIVATE = "created_at,public_metrics,non_public_metrics,organic_metrics"
PLACES = {
    "likes": ("public_metrics.like_count",),
    "retweets": ("public_metrics.retweet_count", "public_metrics.repost_count"),
    "replies": ("public_metrics.reply_count",),
    "quotes": ("public_metrics.quote_count",),
    "bookmarks": ("public_metrics.bookmark_count",),
    "impressions": ("public_metrics.impression_count", "non_public_metrics.impression_count"),
    "profile_clicks": ("non_public_metrics.user_profile_clicks", "organic_metrics.user_profile_clicks"),
    "url_clicks": ("non_public_metrics.url_link_clicks", "organic_metrics.url_link_clicks"),
    "engagements": ("non_public_metrics.engagements",),
}
PRIVATE_METRICS = ("profile_clicks", "url_clicks", "engagements")
MOST = 100  # posts that X gives at a time
FEWEST = 5  # the least that a page may be asked to hold
TRIAL = 10  # posts on the first page of a walk, which shows whether the next ones are worth it
WORTH = 0.8  # of a page must be wanted, if the walk is to go on
POST_ID = re.compile(r"[0-9]{1,19}")
NO_USER = "X shows it only to the account itself: OAuth 1.0a or OAuth 2"
NOT_ASKED = "X keeps it for 30 days"


def open_platform(user_id: str | None, credentials: Credentials) -> "X":
    """X with the strongest credentials that there are."""
    base_url = credentials.get("base_url", URL)
    auth, name, is_user = choose_auth(credentials, f"{base_url}/2/oauth2/token")
    return X(Http(credentials, URL, auth), user_id, name, is_user)


@dataclass
class Pass:
    """One of the two passes over the posts: with private metrics or without."""

    private: bool
    wanted: set[str]
    reasons: dict[str, str] = field(default_factory=dict)

    @property
    def fields(self) -> str:
        return PRIVATE if self.private else PUBLIC


class X:
    """One account's posts and followers."""

    metrics = tuple(PLACES)
    batch = MOST

    def __init__(self, http: Http, user_id: str | None, auth_name: str, is_user: bool):
        self._http = http
        self._known_id = user_id
        self._auth_name = auth_name
        self._is_user = is_user
        self._naming = 0

    def read_posts(self, wanted: Sequence[Wanted], cursor: str | None) -> Iterator[Reading]:
        """Pages of the timeline while they hold what is wanted, then the others by id.

        X drops a post over 30 days old from an answer with private metrics; what the first pass lacks, the second asks
        for.
        """
        odd = [post.post_id for post in wanted if not POST_ID.fullmatch(post.post_id)]
        if odd:
            yield Reading([{"tweet_id": post_id, "error": "this is no post id of X"} for post_id in odd], 0, cursor)
        posts = [post for post in wanted if post.post_id not in odd]
        private = {post.post_id for post in posts if post.wants_private and self._is_user}
        first = Pass(True, set(private))
        yield from self._pages(first, cursor)
        yield from self._by_id(first)
        second = Pass(False, {post.post_id for post in posts} - private, self._reasons(posts))
        yield from self._pages(second, cursor)
        second.wanted |= first.wanted
        yield from self._by_id(second)
        if second.wanted:
            yield Reading([{"tweet_id": post_id, "absent": True} for post_id in sorted(second.wanted)], 0)

    def follower_count(self) -> int:
        count = follower_count_of(self._user(), "public_metrics.followers_count")
        if count is None:
            raise PlatformError("X gave no follower count")
        return count

    def check(self) -> Iterator[Finding]:
        yield Finding("credentials", True, self._auth_name)
        yield tried("account", lambda: f"@{self._user().get('username')}, id {self._user_id}")
        yield tried("followers", lambda: str(self.follower_count()))
        yield tried("posts", lambda: f"{len(self._some_posts(PUBLIC))} read")
        if self._is_user:
            yield tried("private metrics", self._try_private)
        else:
            yield Finding("private metrics", False, NO_USER)

    def _try_private(self) -> str:
        posts = self._some_posts(PRIVATE)
        if posts and not any("non_public_metrics" in post for post in posts):
            raise PlatformError("X gives posts without them")
        return f"{len(posts)} posts read" if posts else "no post of the last 30 days to try it on"

    def _some_posts(self, fields: str) -> list[dict]:
        return _posts(self._timeline({"max_results": FEWEST}, fields))

    def _reasons(self, posts: Iterable[Wanted]) -> dict[str, str]:
        asks = any(post.wants_private for post in posts)
        return dict.fromkeys(PRIVATE_METRICS, NO_USER if asks and not self._is_user else NOT_ASKED)

    def _pages(self, this: Pass, cursor: str | None) -> Iterator[Reading]:
        """Walk down the timeline, from the newest wanted post to the oldest or from where a walk was broken off.

        What is read costs, and between the wanted posts may be those of other runners: the walk begins with a short
        page, and ends where too much of a page is not wanted, since asking by id is then cheaper.
        """
        query = _resumed(cursor, this)
        resumes = bool(query)
        most = TRIAL
        seen: set[str] = set()
        while this.wanted:
            query = query or _window(this.wanted)
            size = {"max_results": max(FEWEST, min(most, len(this.wanted)))}
            try:
                answer = self._timeline(query | size, this.fields)
            except PlatformError as error:
                if resumes and error.status == 400:  # the kept place is too old
                    query, resumes = {}, False
                    continue
                raise
            resumes, most = False, MOST
            posts = [post for post in _posts(answer) if post["id"] not in seen]
            met = this.wanted.intersection(post["id"] for post in posts)
            seen.update(post["id"] for post in posts)
            this.wanted -= met
            token = _next_token(answer)
            goes_on = bool(token and this.wanted and met and len(met) >= WORTH * len(posts))
            query = query | {"pagination_token": token} if goes_on else {}
            yield Reading(
                self._results(this, answer, posts), len(_posts(answer)), _kept(query, this.private) if goes_on else None
            )
            if not goes_on:
                return

    def _by_id(self, this: Pass) -> Iterator[Reading]:
        """Ask for what is still wanted; what X says about a post that it does not give is its result."""
        left = sorted(this.wanted, key=int, reverse=True)
        for asked in [left[start : start + MOST] for start in range(0, len(left), MOST)]:
            answer = self._ask("/2/tweets", {"ids": ",".join(asked)}, this.fields)
            posts = [post for post in _posts(answer) if post["id"] in asked]
            results = self._results(this, answer, posts) + _verdicts(answer, asked, {post["id"] for post in posts})
            this.wanted -= {told["tweet_id"] for told in results}
            yield Reading(results, len(posts))

    def _results(self, this: Pass, answer: dict, posts: Iterable[dict]) -> list[dict[str, Any]]:
        reasons = this.reasons or dict.fromkeys(PRIVATE_METRICS, _refused_fields(answer))
        return [result(post["id"], post, PLACES, reasons) for post in {post["id"]: post for post in posts}.values()]

    def _timeline(self, query: Mapping[str, Any], fields: str) -> dict:
        return self._ask(f"/2/users/{self._user_id}/tweets", {**query, "exclude": "retweets"}, fields)

    def _ask(self, path: str, query: Mapping[str, Any], fields: str) -> dict:
        """Ask in the naming that worked last, and in the other one where X does not know it."""
        try:
            return _object(self._http.get(path, {**query, NAMINGS[self._naming]: fields}))
        except PlatformError as error:
            if error.status != 400:
                raise
            other = 1 - self._naming
            try:
                answer = _object(self._http.get(path, {**query, NAMINGS[other]: fields}))
            except PlatformError as second:
                raise (error if second.status == 400 else second) from None
            self._naming = other
            return answer

    @property
    def _user_id(self) -> str:
        if not self._known_id:
            self._known_id = str(self._user().get("id"))
        return self._known_id

    def _user(self) -> dict:
        """The account: whose credentials these are, or where they are an app's, whose id we know."""
        if not self._is_user and not self._known_id:
            raise PlatformError(
                "an app's token does not say whose posts to read", "create the account with --platform-user-id"
            )
        path = "/2/users/me" if self._is_user else f"/2/users/{self._known_id}"
        user = _object(self._http.get(path, {"user.fields": "public_metrics"})).get("data")
        if not isinstance(user, dict) or not isinstance(user.get("id"), str):
            raise PlatformError("X gave no account")
        if self._known_id and user["id"] != self._known_id:
            raise PlatformError(f"these are the credentials of user {user['id']}, not of {self._known_id}")
        return user


def _object(answer: Any) -> dict:
    if not isinstance(answer, dict):
        raise AwayError("X gave something else than a JSON object")
    return answer


def _posts(answer: dict) -> list[dict]:
    """The posts in an answer that say which they are."""
    return [post for post in _dicts(answer.get("data")) if isinstance(post.get("id"), str)]


def _dicts(value: Any) -> list[dict]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _next_token(answer: dict) -> str | None:
    meta = answer.get("meta")
    token = meta.get("next_token") if isinstance(meta, dict) else None
    return token if isinstance(token, str) else None


def _window(wanted: Iterable[str]) -> dict[str, Any]:
    """The stretch of the timeline that holds what is wanted; both bounds are exclusive."""
    ids = [int(post_id) for post_id in wanted]
    return {"since_id": max(min(ids) - 1, 1), "until_id": max(ids) + 1}


def _kept(query: Mapping[str, Any], private: bool) -> str:
    """A place in the timeline as text, for the database to keep."""
    return urlencode({**query, "private": int(private)})


def _resumed(cursor: str | None, this: Pass) -> dict[str, Any]:
    """The place that was kept, if it is one of this pass on the way to the same last post, and not another runner's."""
    query = dict(parse_qsl(cursor or ""))
    if not this.wanted or query.pop("private", None) != str(int(this.private)):
        return {}
    return query if query.get("since_id") == str(_window(this.wanted)["since_id"]) else {}


def _kind(problem: dict) -> str:
    """What a problem is: its type is an address whose host depends on the version."""
    return str(problem.get("type", "")).rpartition("/")[2]


def _refused_fields(answer: dict) -> str:
    """Why private metrics are missing, as far as the answer says."""
    problems = [problem for problem in _dicts(answer.get("errors")) if problem.get("field")]
    return _told(problems[0]) if problems else NOT_GIVEN


def _told(problem: dict) -> str:
    said = [problem[key] for key in ("title", "detail") if isinstance(problem.get(key), str)]
    return ": ".join(dict.fromkeys(chain(said or [_kind(problem)])))[:300]


def _verdicts(answer: dict, asked: Iterable[str], given: set[str]) -> list[dict[str, Any]]:
    """What X says about posts that it does not give: gone, or a failure. Those that it does not mention are unknown."""
    verdicts = {}
    for problem in _dicts(answer.get("errors")):
        named = {str(problem.get("resource_id")), str(problem.get("value"))}
        if problem.get("field"):
            continue
        for post_id in named.intersection(asked) - given:
            gone = _kind(problem) == "resource-not-found"
            verdicts[post_id] = {"deleted": True} if gone else {"error": _told(problem)}
    return [{"tweet_id": post_id, **verdict} for post_id, verdict in verdicts.items()]
