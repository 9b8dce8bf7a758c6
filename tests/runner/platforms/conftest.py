"""What the tests of the platforms share: accounts with posts, and an X to read them from."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import psycopg
import pytest

from runner.platforms import http
from tests.runner.platforms.helpers import KEYS, ME, TOKENS, hours_ago, in_environment, signed_by, snowflake, x_server
from tests.runner.platforms.openapi import is_at_hand, mistakes

STORED = """
    select tweet_id, deleted_at, o.*
    from bandit.content_metadata as c
    left join bandit.outcomes as o using (account_id, decision_id)
    where c.account_id = bandit.account_id('mybot')
    order by c.posted_at desc
"""


@pytest.fixture(autouse=True)
def short_waits(monkeypatch) -> None:
    """Nothing here is worth waiting for."""
    monkeypatch.setattr(http, "TIMEOUT", 2)
    monkeypatch.setattr(http, "FIRST_WAIT", 0.01)


@pytest.fixture
def account(db: psycopg.Connection) -> Callable[..., None]:
    """Make the account mybot on a platform, and the tests' session mean it."""

    def create(platform: str = "x", user_id: str | None = ME) -> None:
        db.execute("select bandit.create_account('mybot', %s, %s)", [platform, user_id])
        db.execute("set bandit.account = 'mybot'")

    return create


@pytest.fixture
def post(db: psycopg.Connection) -> Callable[[str, datetime], None]:
    """Have the account mybot post."""

    def write(post_id: str, at: datetime) -> None:
        db.execute(
            """
            select m.* from bandit.account_id('mybot') as a,
            lateral bandit.choose_generator(p_account_id => a, p_now => %(at)s) as c,
            lateral bandit.mark_posted(c.decision_id, %(post_id)s, %(at)s, p_account_id => a) as m
            """,
            {"post_id": post_id, "at": at},
        )

    return write


@pytest.fixture
def stored(db: psycopg.Connection) -> Callable[[], dict[str, dict]]:
    """What is stored of the account's posts, by their ids."""
    return lambda: {row["tweet_id"]: row for row in db.execute(STORED)}


@pytest.fixture(params=["tweet", "post"])
def version(request) -> str:
    """The version of X's API, by the name it has for posts."""
    return request.param


@pytest.fixture
def x(version) -> Iterator:
    """An X with user 42; every answer that it gave is held against X's own description."""
    with x_server.XServer(x_server.X(version)) as server:
        server.x.url = server.url
        server.x.add(x_server.User(ME, "mybot", followers=1234))
        server.x.signed_by = signed_by
        yield server.x
    for path, answer in server.x.answers:
        if path != "/2/oauth2/token" and is_at_hand(version):
            content_type = answer.headers.get("Content-Type", "application/json")
            assert mistakes(version, path, answer.status, content_type, answer.body) == [], (path, answer.body)


@pytest.fixture
def signed(x) -> dict[str, str]:
    """An environment with what OAuth 1.0a needs."""
    return in_environment(x, **KEYS, **TOKENS)


@pytest.fixture
def seen(x, post) -> Callable:
    """Post, on X and in the database; the numbers are all different."""

    def write(hours: float, ours: bool = True, **changes) -> str:
        at = hours_ago(hours)
        number = len(x.posts) + 1
        names = ("likes", "reposts", "replies", "quotes", "bookmarks", "profile_clicks", "url_clicks", "engagements")
        counts = {name: 100 * number + place for place, name in enumerate(names)} | {"impressions": 100000 + number}
        made = x_server.Post(snowflake(at, number), ME, at, **(counts | changes))
        x.add(made)
        if ours:
            post(made.id, at)
        return made.id

    return write


@pytest.fixture
def credentials_file(tmp_path) -> Callable[..., Path]:
    """A file with the account's credentials."""

    def write(mode: int = 0o600, **values: str) -> Path:
        file = tmp_path / "credentials.json"
        file.write_text(json.dumps({"mybot": values, "other": {"bearer_token": "of-another"}}))
        file.chmod(mode)
        return file

    return write
