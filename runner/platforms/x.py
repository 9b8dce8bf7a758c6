"""X, API v2. Its fields and metrics have two naming schemes, by version; both are read."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode

from runner.platforms.credentials import Credentials
from runner.platforms.http import ATTEMPTS, Http
from runner.platforms.metrics import NOT_IN_ANSWER, failure, follower_count_of, result, storable
from runner.platforms.oauth import choose_auth
from runner.platforms.protocol import Finding, PlatformError, Reading, UnavailableError, Wanted, check_one, of_another
from runner.platforms.splitting import TRIES, read_parts, search

URL = "https://api.x.com"
NAMINGS = ("tweet.fields", "post.fields")
PUBLIC = "author_id,created_at,public_metrics"
PRIVATE = f"{PUBLIC},non_public_metrics,organic_metrics"
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
MOST = 100  # posts in one answer
FEWEST = 5  # the smallest page that X allows
TRIAL = 10  # posts on the first page, which shows whether reading on is worth its cost
WORTH = 0.8  # share of wanted posts on a page, from which reading on is worth its cost
POST_ID = re.compile(r"[0-9]{1,19}")
NO_USER = "X shows it only to the account's user: OAuth 1.0a or OAuth 2"
NOT_REQUESTED = "X reports it for 30 days only"


def open_platform(user_id: str | None, credentials: Credentials) -> "X":
    """Return the account on X, with the strongest of the credentials."""
    base_url = credentials.get("base_url", URL)
    auth, name, is_user = choose_auth(credentials, f"{base_url}/2/oauth2/token")
    return X(Http(credentials, URL, auth), user_id, name, is_user)


@dataclass
class Pass:
    """One of the two passes over the posts: with private metrics or without."""

    private: bool
    wanted: set[str]
    failed: PlatformError | None = None  # a request for several posts failed with this
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
        """Read pages of the timeline while most of their posts are wanted, then the others by id.

        X leaves posts over 30 days old out of answers with private metrics; the second pass requests those that the
        first one missed.
        """
        invalid = [post.post_id for post in wanted if not POST_ID.fullmatch(post.post_id)]
        if invalid:
            yield Reading([{"tweet_id": post_id, "error": "not a post id of X"} for post_id in invalid], 0, cursor)
        posts = [post for post in wanted if post.post_id not in invalid]
        if not posts:
            return
        self._require_user()
        private = {post.post_id for post in posts if post.wants_private and self._is_user}
        first = Pass(True, set(private))
        yield from self._pages(first, cursor)
        yield from self._by_id(first)
        second = Pass(False, {post.post_id for post in posts} - private, reasons=self._reasons(posts))
        yield from self._pages(second, cursor)
        second.wanted |= first.wanted
        yield from self._by_id(second)
        if second.wanted:
            yield Reading([{"tweet_id": post_id, "absent": True} for post_id in sorted(second.wanted)], 0)

    def follower_count(self) -> int:
        count = follower_count_of(self._user(), "public_metrics.followers_count")
        if count is None:
            raise PlatformError("X returned no follower count")
        return count

    def check(self) -> Iterator[Finding]:
        yield Finding("credentials", True, self._auth_name)
        yield check_one("account", lambda: f"@{self._user().get('username')}, id {self._user_id}")
        yield check_one("followers", lambda: str(self.follower_count()))
        yield check_one("posts", lambda: f"{len(self._some_posts(PUBLIC))} read")
        if self._is_user:
            yield check_one("private metrics", self._try_private)
        else:
            yield Finding("private metrics", False, NO_USER)

    def _try_private(self) -> str:
        posts = self._some_posts(PRIVATE)
        if posts and not any("non_public_metrics" in post for post in posts):
            raise PlatformError("X returns posts without them")
        return f"{len(posts)} posts read" if posts else "no post of the last 30 days to try with"

    def _some_posts(self, fields: str) -> list[dict]:
        return _posts(self._timeline({"max_results": FEWEST}, fields))

    def _reasons(self, posts: Iterable[Wanted]) -> dict[str, str]:
        wants_private = any(post.wants_private for post in posts)
        return dict.fromkeys(PRIVATE_METRICS, NO_USER if wants_private and not self._is_user else NOT_REQUESTED)

    def _pages(self, this: Pass, cursor: str | None) -> Iterator[Reading]:
        """Read the timeline from the newest wanted post to the oldest, or from where an earlier reading stopped.

        Each post read has a cost, and posts claimed by other runners may lie in between: the first page is short, and
        the reading stops where too few posts of a page are wanted, since requests by id are then cheaper.
        """
        query = _position(cursor, this)
        resumes = bool(query)
        most = TRIAL
        seen: set[str] = set()
        while this.wanted:
            query = query or _window(this.wanted)
            size = {"max_results": max(FEWEST, min(most, len(this.wanted)))}
            try:
                answer = self._timeline(query | size, this.fields, TRIES)
            except PlatformError as error:
                if resumes and error.status == 400:  # the saved cursor is too old
                    query, resumes = {}, False
                    continue
                if not error.is_about_request:
                    raise
                this.failed = error
                return
            resumes, most = False, MOST
            posts = [post for post in _posts(answer) if post["id"] not in seen]
            met = this.wanted.intersection(post["id"] for post in posts)
            seen.update(post["id"] for post in posts)
            this.wanted -= met
            token = _next_token(answer)
            goes_on = bool(token and this.wanted and met and len(met) >= WORTH * len(posts))
            query = query | {"pagination_token": token} if goes_on else {}
            yield Reading(
                self._results(this, answer, posts),
                len(_posts(answer)),
                _cursor(query, this.private) if goes_on else None,
            )
            if not goes_on:
                return

    def _by_id(self, this: Pass) -> Iterator[Reading]:
        """Request the posts that are still missing. For a post without data, X's explanation is the result."""

        def read(ids: Sequence[str], attempts: int) -> dict:
            return self._ask("/2/tweets", {"ids": ",".join(ids)}, this.fields, attempts)

        left = sorted(this.wanted, key=int, reverse=True)
        for asked in [left[start : start + MOST] for start in range(0, len(left), MOST)]:
            parts = search(asked, read, this.failed) if this.failed else read_parts(asked, read)
            this.failed = None
            for part, answer in parts:
                if isinstance(answer, PlatformError):
                    results, posts = [failure(post_id, answer) for post_id in part], []
                else:
                    posts = [post for post in _posts(answer) if post["id"] in part]
                    found = {post["id"] for post in posts}
                    results = self._results(this, answer, posts) + _problems(answer, part, found)
                this.wanted -= {each["tweet_id"] for each in results}
                yield Reading(results, len(posts))

    def _results(self, this: Pass, answer: dict, posts: Iterable[dict]) -> list[dict[str, Any]]:
        reasons = this.reasons or dict.fromkeys(PRIVATE_METRICS, _missing_fields(answer))
        return [self._result(post, reasons) for post in {post["id"]: post for post in posts}.values()]

    def _result(self, post: dict, reasons: Mapping[str, str]) -> dict[str, Any]:
        author = post.get("author_id")
        if isinstance(author, str) and author != self._user_id:
            return failure(post["id"], of_another(f"user {author}"))
        return result(post["id"], post, PLACES, reasons)

    def _timeline(self, query: Mapping[str, Any], fields: str, attempts: int = ATTEMPTS) -> dict:
        return self._ask(f"/2/users/{self._user_id}/tweets", {**query, "exclude": "retweets"}, fields, attempts)

    def _ask(self, path: str, query: Mapping[str, Any], fields: str, attempts: int) -> dict:
        """Request with the naming scheme that worked last; if X rejects it, with the other one."""
        try:
            return _object(self._http.get(path, {**query, NAMINGS[self._naming]: fields}, attempts))
        except PlatformError as error:
            if error.status != 400:
                raise
            other = 1 - self._naming
            try:
                answer = _object(self._http.get(path, {**query, NAMINGS[other]: fields}, attempts))
            except PlatformError as second:
                if second.status == 400:
                    raise error from None
                self._naming = other
                raise
            self._naming = other
            return answer

    def _require_user(self) -> None:
        """Find the account before any post, since a failure to find it is about no post."""
        self._known_id = self._user_id

    @property
    def _user_id(self) -> str:
        if not self._known_id:
            self._known_id = str(self._user().get("id"))
        return self._known_id

    def _user(self) -> dict:
        """Return the account: the owner of the credentials, or for an app's credentials the one with the known id."""
        if not self._is_user and not self._known_id:
            raise PlatformError(
                "an app's token does not identify an account", "create the account with --platform-user-id ID"
            )
        path = "/2/users/me" if self._is_user else f"/2/users/{self._known_id}"
        user = _object(self._http.get(path, {"user.fields": "public_metrics"})).get("data")
        if not isinstance(user, dict) or not isinstance(user.get("id"), str):
            raise PlatformError("X returned no account")
        if self._known_id and user["id"] != self._known_id:
            raise PlatformError(f"the credentials belong to user {user['id']}, not to {self._known_id}")
        return user


def _object(answer: Any) -> dict:
    if not isinstance(answer, dict):
        raise UnavailableError("X returned no JSON object")
    return answer


def _posts(answer: dict) -> list[dict]:
    """Return the posts in an answer that have an id."""
    return [post for post in _dicts(answer.get("data")) if isinstance(post.get("id"), str)]


def _dicts(value: Any) -> list[dict]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _next_token(answer: dict) -> str | None:
    meta = answer.get("meta")
    token = meta.get("next_token") if isinstance(meta, dict) else None
    return token if isinstance(token, str) else None


def _window(wanted: Iterable[str]) -> dict[str, Any]:
    """Return the part of the timeline that contains the wanted posts; both bounds are exclusive."""
    ids = [int(post_id) for post_id in wanted]
    return {"since_id": max(min(ids) - 1, 1), "until_id": max(ids) + 1}


def _cursor(query: Mapping[str, Any], private: bool) -> str:
    """Return a position in the timeline as text, for the database to store."""
    return urlencode({**query, "private": int(private)})


def _position(cursor: str | None, this: Pass) -> dict[str, Any]:
    """Return the saved position if it belongs to this pass and the same last post, else an empty one."""
    query = dict(parse_qsl(cursor or ""))
    if not this.wanted or query.pop("private", None) != str(int(this.private)):
        return {}
    return query if query.get("since_id") == str(_window(this.wanted)["since_id"]) else {}


def _kind(problem: dict) -> str:
    """Return a problem's type without its address, whose host depends on the version."""
    return str(problem.get("type", "")).rpartition("/")[2]


def _missing_fields(answer: dict) -> str:
    """Return why private metrics are missing, as the answer explains it."""
    problems = [problem for problem in _dicts(answer.get("errors")) if problem.get("field")]
    return _description(problems[0]) if problems else NOT_IN_ANSWER


def _description(problem: dict) -> str:
    parts = [problem[key] for key in ("title", "detail") if isinstance(problem.get(key), str)]
    return storable(": ".join(dict.fromkeys(parts or [_kind(problem)]))[:300])


def _problems(answer: dict, asked: Iterable[str], found: set[str]) -> list[dict[str, Any]]:
    """Return X's explanations for missing posts: deleted, or an error. Posts not mentioned are left out."""
    results = {}
    for problem in _dicts(answer.get("errors")):
        named = {str(problem.get("resource_id")), str(problem.get("value"))}
        if problem.get("field"):
            continue
        for post_id in named.intersection(asked) - found:
            deleted = _kind(problem) == "resource-not-found"
            results[post_id] = {"deleted": True} if deleted else {"error": _description(problem)}
    return [{"tweet_id": post_id, **outcome} for post_id, outcome in results.items()]
