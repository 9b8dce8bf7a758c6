"""Servers that behave badly, on this machine: one post that fails, posts of others, other forms, limits, redirects."""

import gzip
import json
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from runner.errors import UserError
from runner.platforms import answers, open_platform
from runner.platforms.credentials import Credentials
from runner.platforms.limits import DEFAULT, limited_until
from runner.platforms.protocol import PlatformError, RateLimitedError, Wanted
from tests.runner.platforms.helpers import hours_ago

DID = "did:plc:me"
FLAKES = ("AmK1x2y3Z0aa", "9zzzzzzzzzz0", "AmK1x2y3Z0ab", "B000000000aa")


class Server:
    """A server whose answers are `respond(path, query)`: a status, a body and headers. It keeps the requests."""

    def __init__(self):
        self.requests: list[tuple[str, dict, dict]] = []
        self.respond: Callable = lambda path, query: (404, {}, {})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                address = urlsplit(self.path)
                query = parse_qs(address.query)
                server.requests.append((address.path, query, dict(self.headers)))
                status, body, headers = server.respond(address.path, query)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                try:
                    for part in body if isinstance(body, Iterator) else [body]:
                        self.wfile.write(part if isinstance(part, bytes) else json.dumps(part).encode())
                except OSError:
                    pass

            def log_message(self, *_arguments: object) -> None:
                pass

        return Handler


@pytest.fixture
def servers() -> Iterator[Callable[[], Server]]:
    opened: list[Server] = []

    def start() -> Server:
        opened.append(Server())
        return opened[-1]

    yield start
    for server in opened:
        server.close()


@pytest.fixture
def server(servers) -> Server:
    return servers()


@pytest.fixture
def platform(server):
    """Open a platform on the server."""

    def start(name: str, user_id: str = "", **credentials: str):
        defaults = {"bluesky": DID, "mastodon": "7", "x": "42"}
        values = {"x": {"bearer_token": "the-token"}}.get(name, {}) | credentials
        return open_platform(name, user_id or defaults[name], Credentials(name, {"base_url": server.url} | values))

    return start


def results_of(platform, ids) -> dict[str, dict]:
    readings = platform.read_posts([Wanted(each) for each in ids], None)
    found = [result for reading in readings for result in reading.results]
    assert sorted(each["tweet_id"] for each in found) == sorted(ids)
    return {each["tweet_id"]: each for each in found}


# --- what the three platforms answer


def bluesky_post(uri: str, did: str = DID) -> dict:
    return {"uri": uri, "author": {"did": did, "handle": "me.test"}, "likeCount": 5}


def status(post_id: str, author: str = "7") -> dict:
    return {"id": post_id, "account": {"id": author, "acct": f"user{author}"}, "favourites_count": 5, "reblog": None}


def x_post(post_id: str, author: str = "42") -> dict:
    return {"id": post_id, "author_id": author, "public_metrics": {"like_count": 5}}


class Network:
    """Answers like one of the platforms; requests that include a bad post fail with `failure`."""

    def __init__(self, name: str, ids: list[str], bad: set[str], failure=(500, {}, {})):
        self.name, self.ids, self.bad, self.failure = name, ids, bad, failure

    def __call__(self, path: str, query: dict) -> tuple:
        asked = self.asked(path, query)
        if self.bad.intersection(asked):
            return self.failure
        known = [each for each in asked if each in self.ids]
        match self.name:
            case "bluesky":
                return 200, {"posts": [bluesky_post(each) for each in known]}, {}
            case "mastodon" if path == "/api/v1/statuses":
                return 200, [status(each) for each in known], {}
            case "mastodon":
                return (200, status(known[0]), {}) if known else (404, {}, {})
        return 200, {"data": [x_post(each) for each in known]}, {}

    def asked(self, path: str, query: dict) -> list[str]:
        match self.name:
            case "bluesky":
                return query.get("uris", [])
            case "mastodon":
                return query.get("id[]") or [path.rpartition("/")[2]]
        return query["ids"][0].split(",") if path == "/2/tweets" else self.ids


def ids_of(name: str, number: int) -> list[str]:
    if name == "bluesky":
        return [f"at://{DID}/app.bsky.feed.post/k{index}" for index in range(number)]
    return [str(1902622306553184746 + 4194304 * index) for index in range(number)]


ALL = pytest.mark.parametrize("name", ["bluesky", "mastodon", "x"])


@ALL
@pytest.mark.parametrize("bad", ["0", "10", "19", "3 17", "0 1 2 9", "0 5 6 19"])
def test_a_bad_post_is_found_alone(server, platform, name, bad):
    ids = ids_of(name, 20)
    failing = {ids[int(index)] for index in bad.split()}
    server.respond = Network(name, ids, failing)
    results = results_of(platform(name), ids)
    assert {each for each, result in results.items() if "error" in result} == failing
    assert all(results[each]["likes"] == 5 for each in ids if each not in failing)
    assert len(server.requests) < 35


@ALL
@pytest.mark.parametrize(
    "failure",
    [
        (400, {"error": "InvalidRequest"}, {}),
        (502, b"<html>", {}),
        (200, b'{"data": NaN}', {}),
        (200, b"[", {}),
        (200, b"x" * 2000, {}),
    ],
    ids=["400", "502", "NaN", "truncated", "too large"],
)
def test_however_it_fails(server, platform, name, failure, monkeypatch):
    monkeypatch.setattr(answers, "LARGEST", 1500)
    ids = ids_of(name, 6)
    server.respond = Network(name, ids, {ids[2]}, failure)
    results = results_of(platform(name), ids)
    assert [each for each, result in results.items() if "error" in result] == [ids[2]]


@ALL
@pytest.mark.parametrize("number", [1, 2, 20])
def test_an_outage_counts_against_no_post(server, platform, name, number):
    server.respond = lambda path, query: (502, {}, {})
    with pytest.raises(PlatformError, match="502"):
        results_of(platform(name), ids_of(name, number))
    assert len(server.requests) <= 6


def test_the_others_are_recorded(server, account, post, cli, stored):
    account("bluesky", DID)
    ids = ids_of("bluesky", 5)
    for hours, post_id in enumerate(ids, 1):
        post(post_id, hours_ago(hours))
    server.respond = Network("bluesky", ids, {ids[3]}, (500, {"error": "half \ud83d of \0 it"}, {}))
    done = cli("scrape", "--json", env={"PGBANDIT_BLUESKY_BASE_URL": server.url, "PGBANDIT_ACCOUNT": "mybot"})
    assert done.returncode == 1
    counted = json.loads(done.stdout)
    assert [counted[name] for name in ("claimed", "recorded", "failed")] == [5, 4, 1]
    assert [each for each, row in stored().items() if row["likes"] is None] == [ids[3]]


# --- whose post is it?


def test_another_authors_post_on_bluesky(server, platform):
    def respond(path, query):
        if path.endswith("getProfile"):
            handles = {"me.test": DID, "other.test": "did:plc:other"}
            did = handles.get(query["actor"][0])
            return (
                (200, {"did": did}, {})
                if did
                else (400, {"error": "InvalidRequest", "message": "Profile not found"}, {})
            )
        return (
            200,
            {"posts": [bluesky_post(uri, "did:plc:x" if uri.endswith("lie") else DID) for uri in query["uris"]]},
            {},
        )

    server.respond = respond
    ids = [
        f"at://{author}/app.bsky.feed.post/{key}"
        for author, key in (
            (DID, "1"),
            ("me.test", "2"),
            ("former.test", "3"),
            ("other.test", "4"),
            ("did:plc:z", "5"),
            (DID, "lie"),
        )
    ]
    results = list(results_of(platform("bluesky"), ids).values())
    reasons = {each["tweet_id"].rpartition("/")[2]: each["error"] for each in results if "error" in each}
    assert reasons == {
        "4": "the post belongs to other.test, not to this account",
        "5": "the post belongs to did:plc:z, not to this account",
        "lie": "the post belongs to did:plc:x, not to this account",
    }
    assert not any("did:plc:z" in str(query) for _, query, _ in server.requests)


def test_another_authors_post_on_mastodon(server, platform):
    boost = status("3") | {"reblog": status("1", "8")}
    server.respond = lambda path, query: (200, [status("1"), status("2", "8"), boost], {})
    results = results_of(platform("mastodon"), ["1", "2", "3"])
    assert results["1"]["likes"] == 5
    assert results["2"]["error"] == "the post belongs to user8, not to this account"
    assert results["3"]["error"] == "it is a boost of a post by user8"


def test_an_account_known_by_its_name(server, platform):
    server.respond = lambda path, query: (
        200,
        {"id": "7"} if path.endswith("mybot") else [status("1"), status("2", "8")],
        {},
    )
    results = results_of(platform("mastodon", "mybot"), ["1", "2"])
    assert ["error" in result for result in results.values()] == [False, True]


def test_another_authors_post_on_x(server, platform):
    ids = ids_of("x", 2)
    server.respond = lambda path, query: (
        200,
        {"data": [x_post(ids[0]), x_post(ids[1], "43")] if "ids" in query else []},
        {},
    )
    results = results_of(platform("x"), ids)
    assert results[ids[0]]["likes"] == 5
    assert results[ids[1]]["error"] == "the post belongs to user 43, not to this account"


# --- opaque ids, and the forms that servers want


@pytest.mark.parametrize("form", ["id[]", "ids[]", "list", "one by one"])
@pytest.mark.parametrize(
    "unknown", [(400, {}, {}), (200, [], {}), (200, [status("another")], {})], ids=["refused", "nothing", "others"]
)
def test_ids_are_opaque(server, platform, form, unknown):
    """A server with flake ids that gives statuses in one form alone."""

    def known(ids) -> list[dict]:
        return [status(each) for each in ids if each in FLAKES]

    def page(path, query) -> tuple:
        if form != "list":
            return 200, [], {}
        if "max_id" in query:
            return 200, known(FLAKES[2:]), {}
        link = f'<{server.url}{path}?max_id=opaque>; rel="next", <{server.url}{path}?min_id=x>; rel="prev"'
        return 200, known(FLAKES[:2]), {"Link": link}

    def respond(path, query) -> tuple:
        if path == "/api/v1/statuses":
            return (200, known(query[form]), {}) if form in query else unknown
        if path == "/api/v1/accounts/7/statuses":
            return page(path, query)
        [found] = known([path.rpartition("/")[2]]) or [None]
        return (200, found, {}) if form == "one by one" and found else (404, {}, {})

    server.respond = respond
    results = results_of(platform("mastodon"), (*FLAKES, "gone"))
    assert all(results[each]["likes"] == 5 for each in FLAKES)
    assert results["gone"] == {"tweet_id": "gone", "absent": True}


def test_a_link_to_another_host_is_not_followed(server, servers, platform):
    other = servers()
    ids = ["1", "2"]

    def respond(path, query):
        if path == "/api/v1/accounts/7/statuses":
            return 200, [status("1")], {"Link": f'<{other.url.replace("127.0.0.1", "localhost")}/next>; rel="next"'}
        return (200, status("2"), {}) if path.endswith("/2") else (404, {}, {})

    server.respond = respond
    assert all("likes" in result for result in results_of(platform("mastodon", access_token="the-token"), ids).values())
    assert other.requests == []


# --- limits


def at(**ahead: float) -> datetime:
    return datetime.now(UTC) + timedelta(**ahead)


def unix(**ahead: float) -> str:
    return str(int(at(**ahead).timestamp()))


def later(write: Callable[..., str], **ahead: float) -> Callable[[], str]:
    """A header that is written when the test runs."""
    return lambda: write(**ahead)


def http_date(**ahead: float) -> str:
    return format_datetime(at(**ahead), usegmt=True)


def iso(**ahead: float) -> str:
    return at(**ahead).isoformat()


@pytest.mark.parametrize(
    ("headers", "until"),
    [
        ({"retry-after": "120"}, timedelta(seconds=120)),
        ({"retry-after": later(http_date, minutes=30)}, timedelta(minutes=30)),
        ({"x-ratelimit-reset": later(iso, minutes=5)}, timedelta(minutes=5)),
        ({"x-rate-limit-reset": later(unix, minutes=9)}, timedelta(minutes=9)),
        ({"x-rate-limit-remaining": "0", "x-rate-limit-reset": later(unix, minutes=9)}, timedelta(minutes=9)),
        ({"x-rate-limit-remaining": "899", "x-rate-limit-reset": later(unix, minutes=9)}, None),
        (
            {
                "x-rate-limit-remaining": "899",
                "x-rate-limit-reset": later(unix, minutes=9),
                "x-user-limit-24hour-remaining": "0",
                "x-user-limit-24hour-reset": later(unix, hours=20),
            },
            timedelta(hours=20),
        ),
        (
            {
                "x-rate-limit-remaining": "0",
                "x-rate-limit-reset": later(unix, minutes=9),
                "x-app-limit-24hour-remaining": "0",
                "x-app-limit-24hour-reset": later(unix, hours=8),
                "x-user-limit-24hour-remaining": "3",
                "x-user-limit-24hour-reset": later(unix, hours=20),
            },
            timedelta(hours=8),
        ),
        (
            {"retry-after": "600", "ratelimit-remaining": "0", "ratelimit-reset": later(unix, minutes=5)},
            timedelta(minutes=10),
        ),
        (
            {"x-user-limit-24hour-remaining": "0", "x-user-limit-24hour-reset": later(unix, hours=24.2)},
            timedelta(hours=24),
        ),
        ({"retry-after": str(14 * 86400)}, timedelta(hours=24)),
        ({"ratelimit-remaining": "0", "ratelimit-reset": "240"}, timedelta(minutes=4)),
        ({"retry-after": "Thu, 99 Foo 2099"}, None),
        ({"retry-after": later(http_date, hours=-1)}, None),
        ({}, None),
    ],
)
def test_the_end_of_a_limit(headers, until):
    sent = {name: value if isinstance(value, str) else value() for name, value in headers.items()}
    expected = datetime.now(UTC) + (until or DEFAULT)
    assert abs(limited_until(sent) - expected) < timedelta(seconds=60)


def error_of(platform) -> PlatformError:
    with pytest.raises(PlatformError) as raised:
        platform.follower_count()
    return raised.value


def test_the_servers_reason_is_kept(server, platform):
    body = {"title": "UsageCapExceeded", "detail": "Usage cap exceeded: Monthly product cap", "period": "Monthly"}
    server.respond = lambda path, query: (
        429,
        body,
        {"x-rate-limit-remaining": "74", "x-rate-limit-reset": unix(minutes=1)},
    )
    error = error_of(platform("x"))
    assert isinstance(error, RateLimitedError)
    assert "limits the rate until" in error.message
    assert error.message.endswith("UsageCapExceeded: Usage cap exceeded: Monthly product cap")
    assert abs(error.until - at(minutes=15)) < timedelta(seconds=60)


def test_a_server_that_is_down_until_a_time(server, platform):
    server.respond = lambda path, query: (503, b"<html>maintenance", {"Retry-After": "3600"})
    error = error_of(platform("mastodon"))
    assert isinstance(error, RateLimitedError)
    assert abs(error.until - at(hours=1)) < timedelta(seconds=60)
    assert len(server.requests) == 1


# --- refusals


@pytest.mark.parametrize("headers", [{"Content-Type": "text/html"}, {}])
def test_a_firewall(server, platform, headers):
    server.respond = lambda path, query: (403, b"<!DOCTYPE html><title>Attention Required!</title>", headers)
    for name in ("bluesky", "x"):
        error = error_of(platform(name))
        assert "403, refused by a firewall in between" in error.message
        assert (error.exit_code, error.hint) == (75, None)


@pytest.mark.parametrize("code", [401, 403])
def test_credentials_are_mentioned_only_where_there_are_some(server, platform, code):
    server.respond = lambda path, query: (code, {"error": "This method requires an authenticated user"}, {})
    assert error_of(platform("bluesky")).hint == "the server wants credentials for this; see docs/scraping.md"
    assert error_of(platform("mastodon")).hint == "the server wants credentials for this; see docs/scraping.md"
    for with_token in (platform("mastodon", access_token="the-token"), platform("x")):
        assert error_of(with_token).hint == "check the credentials with pgbandit platform check"


@pytest.mark.parametrize("code", [301, 302, 307, 308])
def test_a_redirect_is_named_and_not_followed(server, servers, platform, code):
    other = servers()
    for target in (other.url, server.url):
        server.respond = lambda path, query, target=target: (code, {}, {"Location": f"{target}/elsewhere?token=secret"})
        error = error_of(platform("mastodon", access_token="the-token"))
        assert error.message.endswith(f", redirected to {target}")
        assert error.hint == "set base_url to the address of the server itself"
        assert "the-token" not in error.message
    assert other.requests == []
    assert not any(path == "/elsewhere" for path, _, _ in server.requests)


# --- bodies


def endless() -> Iterator[bytes]:
    while True:
        yield b" " * 65536


def slowly() -> Iterator[bytes]:
    for _ in range(100):
        yield b" "
        time.sleep(0.05)


@pytest.mark.parametrize("code", [200, 401, 429, 500])
def test_an_endless_body(server, platform, code, monkeypatch):
    monkeypatch.setattr(answers, "LARGEST", 1_000_000)
    server.respond = lambda path, query: (code, endless(), {})
    assert "the answer is larger than 1000000 bytes" in error_of(platform("mastodon")).message


def test_a_body_that_grows_when_unpacked(server, platform, monkeypatch):
    monkeypatch.setattr(answers, "LARGEST", 1_000_000)
    server.respond = lambda path, query: (200, gzip.compress(b" " * 50_000_000), {"Content-Encoding": "gzip"})
    assert "the answer is larger than 1000000 bytes" in error_of(platform("mastodon")).message


def test_a_body_that_takes_for_ever(server, platform, monkeypatch):
    monkeypatch.setattr(answers, "LONGEST", 0.3)
    server.respond = lambda path, query: (200, slowly(), {})
    started = time.monotonic()
    assert "the answer takes longer than 0.3 s" in error_of(platform("mastodon")).message
    assert time.monotonic() - started < 4


# --- addresses


@pytest.mark.parametrize(
    "address",
    [
        "http://[x",
        "http://[::1",
        "http://",
        "http://a:99999",
        "http://a:x",
        "ftp://a",
        "example.org",
        "http:///x",
        "http://xn--a",
    ],
)
def test_an_address_that_is_none(address):
    with pytest.raises(UserError, match="PGBANDIT_MASTODON_BASE_URL is not an address"):
        open_platform("mastodon", "7", Credentials("mastodon", {"base_url": address}))


def test_it_is_one_line(account, fails):
    account("mastodon", "7")
    env = {"PGBANDIT_MASTODON_BASE_URL": "http://[x", "PGBANDIT_ACCOUNT": "mybot"}
    assert fails(2, "scrape", env=env) == (
        "pgbandit: PGBANDIT_MASTODON_BASE_URL is not an address; write it as https://example.org\n"
    )
