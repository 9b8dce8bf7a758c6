"""A small X on this machine, as its API v2 behaves, for the demo, the docs and the tests. It needs Python alone.

    python3 samples/x_server.py COMMAND [ARGUMENTS]

runs a command that finds the sample export's account there: address and token are in its environment.
"""

import base64
import csv
import json
import os
import re
import secrets
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

USER_ID = "1897000000000000000"  # of the sample's account
PRIVATE_DAYS = timedelta(days=30)
PRIVATE = {"non_public_metrics", "organic_metrics"}
FIELDS = {"author_id", "created_at", "public_metrics", "id", "text"} | PRIVATE
TOKEN_SECONDS = 7200
POST_ID = re.compile(r"[0-9]{1,19}")


@dataclass(frozen=True)
class Version:
    """What differs between the two versions of the API."""

    fields: str
    repost_count: str
    history: str
    problems: str


VERSIONS = {
    "tweet": Version("tweet.fields", "retweet_count", "edit_history_tweet_ids", "https://api.twitter.com/2/problems/"),
    "post": Version("post.fields", "repost_count", "edit_history_post_ids", "https://api.x.com/2/problems/"),
}


@dataclass
class User:
    """An account."""

    id: str
    username: str
    followers: int


@dataclass
class Post:
    """A post; state: live, deleted, protected, or hidden, of which the API says nothing at all."""

    id: str
    author_id: str
    created_at: datetime
    text: str = "hello"
    likes: int = 0
    reposts: int = 0
    replies: int = 0
    quotes: int = 0
    bookmarks: int = 0
    impressions: int = 0
    profile_clicks: int = 0
    url_clicks: int = 0
    engagements: int = 0
    state: str = "live"


@dataclass
class Answer:
    """A response."""

    status: int
    body: Any
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Fault:
    """What goes wrong with the next request whose path ends so; `change` gets the answer as it would be."""

    path: str = ""
    delay: float = 0
    change: Callable[[Answer], Answer] = lambda answer: answer


class Refusal(Exception):
    """An answer that is an error."""

    def __init__(self, status: int, kind: str, title: str, detail: str, **more: Any):
        super().__init__(detail)
        self.status, self.kind, self.title, self.detail, self.more = status, kind, title, detail, more


class X:
    """The state, and what it answers."""

    def __init__(self, version: str = "tweet", now: Callable[[], datetime] = lambda: datetime.now(UTC)):
        self.version = VERSIONS[version]
        self.now = now
        self.users: dict[str, User] = {}
        self.posts: dict[str, Post] = {}
        self.app_tokens: set[str] = set()
        self.user_tokens: dict[str, tuple[str, datetime]] = {}
        self.refresh_tokens: dict[str, str] = {}
        self.clients: dict[str, str | None] = {}
        self.signed_by: Callable[[str, str, str], str | None] = lambda _method, _url, _header: None
        self.requests_left: int | None = None  # until the limit; none: no limit
        self.limit_resets_at = int(now().timestamp()) + 900
        self.faults: deque[Fault] = deque()
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.answers: list[tuple[str, Answer]] = []
        self._lock = threading.Lock()

    def add(self, *things: User | Post) -> None:
        for thing in things:
            (self.users if isinstance(thing, User) else self.posts)[thing.id] = thing

    def new_user_token(self, user_id: str) -> str:
        """An access token of OAuth 2, good for two hours."""
        token = secrets.token_urlsafe(24)
        self.user_tokens[token] = (user_id, self.now() + timedelta(seconds=TOKEN_SECONDS))
        return token

    def new_refresh_token(self, user_id: str) -> str:
        token = secrets.token_urlsafe(24)
        self.refresh_tokens[token] = user_id
        return token

    def answer(self, method: str, url: str, headers: Mapping[str, str], body: str) -> Answer:
        address = urlsplit(url)
        query = {name: ",".join(values) for name, values in parse_qs(address.query).items()}
        with self._lock:
            fault = next((fault for fault in self.faults if address.path.endswith(fault.path)), None)
            if fault:
                self.faults.remove(fault)
            self.requests.append((address.path, query))
            answer = self._answer(method, url, address.path, query, headers, body)
            self.answers.append((address.path, answer))
        if fault:
            time.sleep(fault.delay)
            return fault.change(answer)
        return answer

    def _answer(self, method: str, url: str, path: str, query: dict, headers: Mapping[str, str], body: str) -> Answer:
        try:
            if (method, path) == ("POST", "/2/oauth2/token"):
                return self._refresh(headers, dict(parse_qsl(body)))
            user_id = self._user_of(method, url, headers.get("Authorization", ""))
            self._count_request()
            return Answer(200, self._route(path, dict(query), user_id), self._limit_headers())
        except Refusal as refusal:
            return self._refused(refusal)

    def _route(self, path: str, query: dict[str, str], user_id: str | None) -> dict:
        match path.split("/"):
            case ["", "2", "users", "me"]:
                if user_id is None:
                    raise Refusal(403, "unsupported-authentication", "Unsupported Authentication", "Not for an app")
                return self._user(user_id, query)
            case ["", "2", "users", wanted]:
                return self._user(wanted, query)
            case ["", "2", "users", wanted, "tweets"]:
                return self._timeline(wanted, query, user_id)
            case ["", "2", "tweets"]:
                return self._lookup(query, user_id)
        raise Refusal(404, "resource-not-found", "Not Found Error", f"No such path: {path}", resource_type="tweet")

    def _user(self, wanted: str, query: dict[str, str]) -> dict:
        self._only(query, {"user.fields"})
        user = self.users.get(wanted)
        if user is None:
            return {"errors": [self._not_found("id", wanted, "user")]}
        shown: dict[str, Any] = {"id": user.id, "name": user.username, "username": user.username}
        if "public_metrics" in query.get("user.fields", "").split(","):
            of_user = [post for post in self.posts.values() if post.author_id == user.id and post.state == "live"]
            count = "tweet_count" if self.version is VERSIONS["tweet"] else "post_count"
            shown["public_metrics"] = {
                "followers_count": user.followers,
                "following_count": 7,
                count: len(of_user),
                "listed_count": 0,
                "like_count": 0,
            }
        return {"data": shown}

    def _timeline(self, wanted: str, query: dict[str, str], user_id: str | None) -> dict:
        known = {"max_results", "pagination_token", "since_id", "until_id", "exclude", self.version.fields}
        self._only(query, known)
        size = self._number(query, "max_results", 10, 5, 100)
        since = self._number(query, "since_id", 0, 1, 10**19 - 1)
        until = self._number(query, "until_id", 10**19, 1, 10**19 - 1)
        fields = self._fields(query)
        if wanted not in self.users:
            return {"errors": [self._not_found("id", wanted, "user")]}
        posts = [
            post
            for post in sorted(self.posts.values(), key=lambda post: int(post.id), reverse=True)
            if post.author_id == wanted and post.state == "live" and since < int(post.id) < until
        ]
        if token := query.get("pagination_token"):
            try:
                last = int(token, 36)
            except ValueError:
                raise self._invalid(f"The pagination_token [{token}] is not valid") from None
            posts = [post for post in posts if int(post.id) < last]
        page = posts[:size]
        shown, errors = self._shown(page, fields, user_id)
        meta: dict[str, Any] = {"result_count": len(shown)}
        if shown:
            meta |= {"newest_id": shown[0]["id"], "oldest_id": shown[-1]["id"]}
        if len(posts) > size:
            meta["next_token"] = _base36(int(page[-1].id))
        return _filled(data=shown, errors=errors) | {"meta": meta}

    def _lookup(self, query: dict[str, str], user_id: str | None) -> dict:
        self._only(query, {"ids", self.version.fields})
        ids = query.get("ids", "").split(",")
        if not 1 <= len(ids) <= 100 or not all(POST_ID.fullmatch(post_id) for post_id in ids):
            raise self._invalid("The ids parameter needs 1 to 100 ids of posts")
        posts = {post_id: self.posts.get(post_id) for post_id in dict.fromkeys(ids)}
        found = [post for post in posts.values() if post and post.state == "live"]
        shown, errors = self._shown(found, self._fields(query), user_id)
        for post_id, post in posts.items():
            if post is None or post.state == "deleted":
                errors.append(self._not_found("ids", post_id, "tweet"))
            elif post.state == "protected":
                errors.append(self._not_authorized(post_id))
        return _filled(data=shown, errors=errors)

    def _shown(self, posts: Iterable[Post], fields: set[str], user_id: str | None) -> tuple[list[dict], list[dict]]:
        """Posts with the fields asked for. With private ones, posts over 30 days old are missing: that is how X is."""
        shown, errors = [], []
        private = fields & PRIVATE
        for post in posts:
            if private and self.now() - post.created_at > PRIVATE_DAYS:
                continue
            denied = private if post.author_id != user_id else set()
            shown.append(self._as_json(post, fields - denied))
            errors += [self._denied(post.id, name) for name in sorted(denied)]
        return shown, errors

    def _as_json(self, post: Post, fields: set[str]) -> dict:
        reposts = self.version.repost_count
        shared = {reposts: post.reposts, "reply_count": post.replies, "like_count": post.likes}
        clicks = {"user_profile_clicks": post.profile_clicks, "url_link_clicks": post.url_clicks}
        seen = {"impression_count": post.impressions}
        values = {
            "author_id": post.author_id,
            "created_at": f"{post.created_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000Z",
            "public_metrics": shared | seen | {"quote_count": post.quotes, "bookmark_count": post.bookmarks},
            "non_public_metrics": seen | clicks | {"engagements": post.engagements},
            "organic_metrics": shared | seen | clicks,
        }
        always = {"id": post.id, "text": post.text, self.version.history: [post.id]}
        return always | {name: value for name, value in values.items() if name in fields}

    def _refresh(self, headers: Mapping[str, str], form: dict[str, str]) -> Answer:
        """A refresh token is good once."""
        client = form.get("client_id", "")
        secret = self.clients.get(client)
        basic = base64.b64encode(f"{client}:{secret}".encode()).decode()
        if client not in self.clients or (secret and headers.get("Authorization") != f"Basic {basic}"):
            return Answer(401, {"error": "unauthorized_client", "error_description": "Missing valid authorization"})
        user_id = self.refresh_tokens.pop(form.get("refresh_token", ""), None)
        if form.get("grant_type") != "refresh_token" or user_id is None:
            return Answer(
                400, {"error": "invalid_request", "error_description": "Value passed for the token was invalid."}
            )
        return Answer(
            200,
            {
                "token_type": "bearer",
                "expires_in": TOKEN_SECONDS,
                "access_token": self.new_user_token(user_id),
                "refresh_token": self.new_refresh_token(user_id),
                "scope": "tweet.read users.read offline.access",
            },
        )

    def _user_of(self, method: str, url: str, authorization: str) -> str | None:
        """Whose request it is; none: an app's."""
        scheme, _, value = authorization.partition(" ")
        if scheme == "Bearer" and value in self.app_tokens:
            return None
        if scheme == "Bearer" and value in self.user_tokens:
            user_id, expires_at = self.user_tokens[value]
            if self.now() < expires_at:
                return user_id
        if scheme == "OAuth" and (user_id := self.signed_by(method, url, authorization)):
            return user_id
        raise Refusal(401, "about:blank", "Unauthorized", "Unauthorized")

    def _count_request(self) -> None:
        if self.requests_left is None:
            return
        if self.now().timestamp() >= self.limit_resets_at:
            self.requests_left, self.limit_resets_at = 900, int(self.now().timestamp()) + 900
        if self.requests_left == 0:
            raise Refusal(429, "about:blank", "Too Many Requests", "Too Many Requests")
        self.requests_left -= 1

    def _limit_headers(self) -> dict[str, str]:
        left = 900 if self.requests_left is None else self.requests_left
        values = {"limit": 900, "remaining": left, "reset": self.limit_resets_at}
        return {f"x-rate-limit-{name}": str(value) for name, value in values.items()}

    def _refused(self, refusal: Refusal) -> Answer:
        """In the newer version only some problems have a type of their own; the others are plain errors."""
        problem = {"title": refusal.title, "detail": refusal.detail, "status": refusal.status, **refusal.more}
        if refusal.kind == "invalid-request":
            return Answer(
                refusal.status, problem | {"type": self.version.problems + refusal.kind}, self._problem_headers()
            )
        if self.version is VERSIONS["post"]:
            return Answer(refusal.status, {"code": refusal.status, "message": refusal.title}, self._limit_headers())
        return Answer(refusal.status, problem | {"type": "about:blank"}, self._problem_headers())

    def _problem_headers(self) -> dict[str, str]:
        return self._limit_headers() | {"Content-Type": "application/problem+json"}

    def _only(self, query: Iterable[str], known: set[str]) -> None:
        if unknown := sorted(set(query) - known):
            raise self._invalid(f"The query parameter [{unknown[0]}] is not one of [{','.join(sorted(known))}]")

    def _number(self, query: dict[str, str], name: str, default: int, least: int, most: int) -> int:
        text = query.get(name)
        if text is None:
            return default
        if not text.isdecimal() or not least <= int(text) <= most:
            raise self._invalid(f"The {name} query parameter value [{text}] is not between {least} and {most}")
        return int(text)

    def _fields(self, query: dict[str, str]) -> set[str]:
        fields = set(filter(None, query.get(self.version.fields, "").split(",")))
        if fields - FIELDS:
            raise self._invalid(f"The field {sorted(fields - FIELDS)[0]} is not known")
        return fields

    def _invalid(self, detail: str) -> Refusal:
        return Refusal(400, "invalid-request", "Invalid Request", detail)

    def _not_found(self, parameter: str, value: str, kind: str) -> dict:
        return self._problem(
            "resource-not-found", "Not Found Error", f"Could not find {kind} with {parameter}: [{value}].", value, kind
        ) | {"parameter": parameter, "value": value}

    def _not_authorized(self, post_id: str) -> dict:
        detail = f"Sorry, you are not authorized to see the Tweet with ids: [{post_id}]."
        told = self._problem("not-authorized-for-resource", "Authorization Error", detail, post_id, "tweet")
        return told | {"parameter": "ids", "value": post_id, "section": "data"}

    def _denied(self, post_id: str, name: str) -> dict:
        detail = f"Sorry, you are not authorized to access '{name}' on the Tweet with id [{post_id}]."
        return self._problem("not-authorized-for-field", "Field Authorization Error", detail, post_id, "tweet") | {
            "field": name,
            "section": "data",
        }

    def _problem(self, kind: str, title: str, detail: str, resource_id: str, resource_type: str) -> dict:
        return {
            "type": self.version.problems + kind,
            "title": title,
            "detail": detail,
            "resource_id": resource_id,
            "resource_type": resource_type,
        }


class XServer:
    """An X that listens on this machine: a context manager, with `url`."""

    def __init__(self, x: X):
        self.x = x
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(x, lambda: self.url))
        self._server.daemon_threads = True

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> "XServer":
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._server.shutdown()
        self._server.server_close()


def _handler(x: X, url: Callable[[], str]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            answer = x.answer(self.command, url() + self.path, self.headers, self.rfile.read(length).decode())
            body = answer.body if isinstance(answer.body, bytes) else json.dumps(answer.body).encode()
            self.send_response(answer.status)
            for name, value in ({"Content-Type": "application/json"} | answer.headers).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET

        def log_message(self, *_arguments: object) -> None:
            pass

        def handle_one_request(self) -> None:
            try:
                super().handle_one_request()
            except ConnectionError:  # who asked did not wait for the answer
                self.close_connection = True

    return Handler


def sample_x() -> X:
    """The account of the sample export, an hour after its last post; every post has been seen by a tenth more."""
    posts: dict[str, Post] = {}
    for file in sorted(Path(__file__).parent.glob("tweet_activity_metrics_*.csv")):
        with file.open(encoding="utf-8-sig", newline="") as rows:
            posts |= {row["Tweet id"]: _sample_post(row) for row in csv.DictReader(rows)}
    end = max(post.created_at for post in posts.values()) + timedelta(hours=1)
    x = X(now=lambda: end)
    x.add(User(USER_ID, "DormouseDozes", followers=1200), *posts.values())
    return x


def _sample_post(row: Mapping[str, str]) -> Post:
    def grown(column: str) -> int:
        count = 0 if row[column] == "-" else int(float(row[column]))
        return count + count // 10

    return Post(
        row["Tweet id"],
        USER_ID,
        datetime.strptime(row["time"], "%Y-%m-%d %H:%M %z"),
        row["Tweet text"],
        likes=grown("likes"),
        reposts=grown("retweets"),
        replies=grown("replies"),
        impressions=grown("impressions"),
        profile_clicks=grown("user profile clicks"),
        url_clicks=grown("url clicks"),
        engagements=grown("engagements"),
    )


def _filled(**lists: list) -> dict:
    return {name: items for name, items in lists.items() if items}


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[digit] + digits
    return digits or "0"


def main(command: list[str]) -> int:
    with XServer(sample_x()) as server:
        token = server.x.new_user_token(USER_ID)
        environment = {"PGBANDIT_X_BASE_URL": server.url, "PGBANDIT_X_USER_TOKEN": token}
        return subprocess.run(command, env=os.environ | environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
