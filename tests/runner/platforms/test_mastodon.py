"""Mastodon, on a server that stores what it receives: posts, favourites, boosts, replies and follows are read back."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from types import SimpleNamespace

import httpx
import pytest

from tests.runner.platforms.helpers import needs

NAMES = ("likes", "retweets", "replies", "impressions", "views", "profile_clicks", "followers_gained")
PEOPLE = ("alice", "bob", "carol")


@pytest.fixture
def mastodon() -> Iterator[SimpleNamespace]:
    """A server with three people, and clients that write to it as they."""
    needs(find_spec("mastodon_mock"), "mastodon_mock is not installed: make test-platforms does that")
    from mastodon_mock.config import DatabaseConfig, MastodonMockConfig, SeedAccount, SeedConfig
    from mastodon_mock.testing import MockServer

    accounts = [SeedAccount(username=name, access_token=f"{name}-token") for name in PEOPLE]
    config = MastodonMockConfig(database=DatabaseConfig(path=":memory:"), seed=SeedConfig(accounts=accounts))
    with MockServer(config=config) as server:
        yield SimpleNamespace(
            url=server.base_url,
            **{
                name: httpx.Client(
                    base_url=f"{server.base_url}/api/v1", headers={"Authorization": f"Bearer {name}-token"}
                )
                for name in PEOPLE
            },
        )


@pytest.fixture
def env(mastodon) -> dict[str, str]:
    return {
        "PGBANDIT_MASTODON_BASE_URL": mastodon.url,
        "PGBANDIT_MASTODON_ACCESS_TOKEN": "alice-token",
        "PGBANDIT_ACCOUNT": "mybot",
    }


@pytest.fixture
def world(mastodon, account, post) -> list[str]:
    """Alice's three posts, what the others did with them, and a post that is gone; returns their ids."""
    alice, others = mastodon.alice, (mastodon.bob, mastodon.carol)
    ids = [done(alice.post("/statuses", json={"status": f"post {number}"}))["id"] for number in range(4)]
    for client in others:
        done(client.post(f"/statuses/{ids[0]}/favourite"))
        done(client.post("/statuses", json={"status": "reply", "in_reply_to_id": ids[0]}))
        done(client.post(f"/accounts/{identity(alice)}/follow"))
    done(others[0].post(f"/statuses/{ids[0]}/reblog"))
    done(others[0].post(f"/statuses/{ids[1]}/favourite"))
    done(alice.delete(f"/statuses/{ids[3]}"))
    account("mastodon", identity(alice))
    for post_id in ids:
        post(post_id, datetime.now(UTC))
    return ids


EXPECTED = [(2, 1, 2, None, None, None, None), (1, 0, 0, None, None, None, None), (0, 0, 0, None, None, None, None)]


def done(response: httpx.Response) -> dict:
    response.raise_for_status()
    return response.json()


def identity(client: httpx.Client) -> str:
    return done(client.get("/accounts/verify_credentials"))["id"]


@pytest.fixture
def fault(mastodon) -> Callable[..., None]:
    """Have the server fail; `path` may hold *."""

    def add(path: str, **effect) -> None:
        done(mastodon.alice.post("/_mock/faults", json={"match": {"path": path}, "effect": effect}))

    return add


@pytest.mark.parametrize("old", [False, True], ids=["by id", "from the account's list"])
def test_counts_are_read_exactly(world, env, cli, stored, fault, old):
    """Servers before 4.3 do not give several posts by their ids."""
    if old:
        fault("/api/v1/statuses", type="status", status=404)
    counted = json.loads(cli("scrape", "--json", env=env).stdout)
    assert [counted[name] for name in ("claimed", "recorded", "failed", "deleted")] == [4, 3, 1, 0]
    found = stored()
    assert [tuple(found[post_id][name] for name in NAMES) for post_id in world[:3]] == EXPECTED
    assert (found[world[3]]["likes"], found[world[3]]["deleted_at"]) == (None, None)  # not reported by the server


def test_a_long_list_is_read_in_pages(mastodon, world, env, as_json, cli, fault, post):
    """Eighty posts, of which the oldest and the newest are wanted."""
    ids = [done(mastodon.alice.post("/statuses", json={"status": f"more {number}"}))["id"] for number in range(80)]
    post(ids[-1], datetime.now(UTC))
    post(ids[0], datetime.now(UTC))
    fault("/api/v1/statuses", type="status", status=404)
    counted = json.loads(cli("scrape", "--json", env=env).stdout)
    assert [counted[name] for name in ("claimed", "recorded", "failed")] == [6, 5, 1]
    assert counted["posts_read"] < 100


def test_followers(world, env, ok):
    assert ok("followers", env=env) == "mybot has 2 followers\n"


def test_the_check(world, env, as_json):
    checked = as_json("platform", "check", env=env)
    assert {finding["check"]: finding["works"] for finding in checked["checks"]} == dict.fromkeys(
        ("account", "followers", "posts"), True
    )
    assert "@alice" in checked["checks"][0]["detail"]
    assert "impressions" not in checked["metrics"]


def test_a_rate_limit(world, env, cli, db, fault):
    until = datetime.now(UTC).replace(microsecond=0).timestamp() + 300
    reset = datetime.fromtimestamp(until, UTC).isoformat().replace("+00:00", "Z")
    fault("/api/v1/statuses", type="status", status=429, headers={"X-RateLimit-Reset": reset})
    done = cli("scrape", "--json", env=env)
    assert (done.returncode, json.loads(done.stdout)["failed"]) == (75, 0)
    assert "limits the rate until" in done.stderr
    state = db.execute("select rate_limited_until from bandit.scrape_state()").fetchone()
    assert state["rate_limited_until"].timestamp() == until


def test_no_server_is_a_mistake(world, fails):
    assert "PGBANDIT_MASTODON_BASE_URL is not set" in fails(2, "scrape", env={"PGBANDIT_ACCOUNT": "mybot"})
