"""Bluesky, on a real network on this machine: what people did is read back exactly."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote

import psycopg
import pytest
from psycopg.sql import SQL

from tests.conftest import dsn_of, execute
from tests.runner.platforms.helpers import needs

NETWORK = Path(__file__).parent / "network"
PEOPLE = ("author", "ada", "bea", "cyd")


@pytest.fixture(scope="module")
def network(cluster, tmp_path_factory) -> Iterator[SimpleNamespace]:
    """The addresses of a network, with `settle`, which waits until all that was written is in its public view."""
    needs((NETWORK / "node_modules").is_dir(), "the network is not installed: make test-platforms does that")
    needs(find_spec("atproto"), "atproto is not installed: make test-platforms does that")
    needs(shutil.which("node"), "there is no node")
    needs(shutil.which("redis-server"), "there is no redis-server")
    execute(cluster.dsn, SQL("create database {}"), "atproto")
    with redis(tmp_path_factory.mktemp("redis")) as port, (tmp_path_factory.mktemp("network") / "log").open("w") as log:
        process = subprocess.Popen(
            ["node", "network.mjs"],
            cwd=NETWORK,
            env=os.environ
            | {"DB_POSTGRES_URL": address_of(dsn_of(cluster, "atproto")), "REDIS_HOST": f"127.0.0.1:{port}"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        try:
            addresses = heard(process, log.name)

            def settle() -> None:
                process.stdin.write("\n")
                process.stdin.flush()
                heard(process, log.name)

            yield SimpleNamespace(**addresses, settle=settle)
        finally:
            process.kill()
            process.wait()


def address_of(dsn: str) -> str:
    """The same database as Node's client takes it: with the password, by TCP."""
    with psycopg.connect(dsn) as connection:
        known = connection.info
        return f"postgresql://{known.user}:{quote(known.password, safe='')}@127.0.0.1:{known.port}/{known.dbname}"


def heard(process: subprocess.Popen, log: str) -> dict:
    """The next line of JSON; the network's own log lines are passed over."""
    for line in process.stdout:
        with contextlib.suppress(ValueError):
            message = json.loads(line)
            if isinstance(message, dict) and "level" not in message:
                return message
    raise AssertionError(Path(log).read_text()[-3000:])


@contextlib.contextmanager
def redis(folder: Path) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 10
        while True:
            with contextlib.suppress(ConnectionError), socket.create_connection(("127.0.0.1", port)):
                break
            assert time.monotonic() < deadline
            time.sleep(0.05)
        yield port
    finally:
        process.kill()
        process.wait()


@pytest.fixture(scope="module")
def world(network) -> SimpleNamespace:
    """Four people, and what they did with three posts of one of them; through another client than ours."""
    from atproto import Client, models

    people = {name: Client(f"{network.pds}/xrpc") for name in PEOPLE}
    for name, client in people.items():
        account = {"handle": f"{name}.test", "email": f"{name}@example.org", "password": "hunter2"}
        client.com.atproto.server.create_account(account)
    network.settle()
    for name, client in people.items():
        client.login(f"{name}.test", "hunter2")
    author, *others = people.values()
    posts = [author.send_post(f"post {number}") for number in range(3)]
    for client in others:
        client.follow(author.me.did)
        client.like(posts[0].uri, posts[0].cid)
    for client in others[:2]:
        client.repost(posts[0].uri, posts[0].cid)
        client.like(posts[1].uri, posts[1].cid)
    reference = models.create_strong_ref(posts[0])
    reply = models.AppBskyFeedPost.ReplyRef(parent=reference, root=reference)
    for number in range(4):
        others[number % 3].send_post(f"reply {number}", reply_to=reply)
    others[0].send_post("quote", embed=models.AppBskyEmbedRecord.Main(record=reference))
    others[2].unlike(others[2].like(posts[1].uri, posts[1].cid).uri)
    gone = author.send_post("to be deleted")
    author.delete_post(gone.uri)
    network.settle()
    return SimpleNamespace(author=author, posts=[post.uri for post in posts], gone=gone.uri)


@pytest.fixture
def env(network) -> dict[str, str]:
    return {"PGBANDIT_BLUESKY_BASE_URL": network.view, "PGBANDIT_ACCOUNT": "mybot"}


@pytest.fixture
def bot(account, post, world) -> None:
    account("bluesky", world.author.me.did)
    for uri in (*world.posts, world.gone):
        post(uri, datetime.now(UTC))


def test_counts_are_read_exactly(world, bot, env, cli, stored):
    done = cli("scrape", "--json", env=env)
    counted = json.loads(done.stdout)
    assert [counted[name] for name in ("claimed", "recorded", "failed", "deleted")] == [4, 3, 1, 0]
    found = stored()
    names = ("likes", "retweets", "replies", "quotes", "impressions", "views", "profile_clicks", "followers_gained")
    assert [tuple(found[uri][name] for name in names) for uri in world.posts] == [
        (3, 2, 4, 1, None, None, None, None),
        (2, 0, 0, 0, None, None, None, None),
        (0, 0, 0, 0, None, None, None, None),
    ]
    assert (found[world.gone]["likes"], found[world.gone]["deleted_at"]) == (None, None)  # not reported by the network


def test_followers(world, bot, env, ok, db):
    assert ok("followers", env=env) == "mybot has 3 followers\n"
    assert db.execute("select followers from bandit.follower_snapshots").fetchall() == [{"followers": 3}]


def test_the_account_may_be_known_by_its_handle(world, network, account, post, env, as_json):
    account("bluesky", "author.test")
    post(world.posts[0].replace(world.author.me.did, "author.test"), datetime.now(UTC))
    assert as_json("scrape", env=env)["recorded"] == 1


def test_the_check(world, bot, env, as_json):
    checked = as_json("platform", "check", env=env)
    assert {finding["check"]: finding["works"] for finding in checked["checks"]} == dict.fromkeys(
        ("account", "followers", "posts"), True
    )
    assert "impressions" not in checked["metrics"]
