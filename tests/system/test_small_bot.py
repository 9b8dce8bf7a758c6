"""The bots in `examples/` work, and a small one learns in weeks: three personas, two posts a day.

In the simulation, examples/bot.py posts on platforms where one persona gains twice the followers of the next.
Everything goes through the public SQL interface. To save time the optimisation runs once a day, not four times.
"""

import importlib.util
import math
import os
import re
import shutil
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType

import numpy as np
import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict
from psycopg.sql import SQL, Identifier

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
START = datetime(2026, 1, 5, tzinfo=UTC)
RATES = {"historian": 1.0, "comedian": 2.0, "night owl": 4.0}  # followers per 1000 impressions


class Platform:
    """Where one bot posts: impressions differ from post to post, and arrive over hours as the followers do."""

    def __init__(self, seed: int):
        self.random = np.random.default_rng(seed)
        self.posts = {}
        self.now = START

    def publish(self, persona: str) -> str:
        impressions = int(800 * self.random.lognormal(0, 1.2))
        followers = int(self.random.poisson(impressions / 1000 * RATES[persona] * self.random.gamma(2, 0.5)))
        post_id = str(len(self.posts))
        self.posts[post_id] = self.now, impressions, followers
        return post_id

    def read_metrics(self, post_ids: list[str]) -> list[dict]:
        return [self.metrics(post_id, *self.posts[post_id]) for post_id in post_ids]

    def metrics(self, post_id: str, posted_at: datetime, impressions: int, followers: int) -> dict:
        hours = (self.now - posted_at) / timedelta(hours=1)
        return {
            "tweet_id": post_id,
            "impressions": round(impressions * (1 - math.exp(-hours / 9))),
            "followers_gained": round(followers * (1 - math.exp(-hours / 14))),
        }


class Simulation:
    """The bots of some accounts, each on a platform of its own."""

    def __init__(self, bot: ModuleType, db: psycopg.Connection, seeds: int):
        self.bot, self.db = bot, db
        self.db.execute("select setseed(0)")
        self.set_clock(START)
        self.platforms = {f"bot{seed}": Platform(seed) for seed in range(seeds)}
        for handle in self.platforms:
            bot.create(db, handle)

    def set_clock(self, now: datetime) -> None:
        self.db.execute("select set_config('bandit.fake_now', %s, false)", [now.isoformat()])

    def run(self, command: Callable[[psycopg.Connection, str], None], now: datetime) -> None:
        self.set_clock(now)
        for handle, platform in self.platforms.items():
            platform.now = now
            self.bot.publish, self.bot.read_metrics = platform.publish, platform.read_metrics
            command(self.db, handle)

    def run_day(self, day: int) -> None:
        midnight = START + timedelta(days=day)
        self.run(self.bot.post, midnight + timedelta(hours=8))
        self.run(self.bot.post, midnight + timedelta(hours=18))
        self.run(self.bot.measure, midnight + timedelta(hours=23))
        self.set_clock(midnight + timedelta(days=1))
        self.db.execute("call bandit.optimize_all()")

    def weights_of_the_best(self) -> list[float]:
        query = "select weight from bandit.weights where generator_name = 'night owl'"
        return [float(row["weight"]) for row in self.db.execute(query)]


@pytest.fixture
def bot() -> ModuleType:
    """examples/bot.py as a module of this test's own."""
    spec = importlib.util.spec_from_file_location("bot", EXAMPLES / "bot.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_small_bots_find_their_best_persona_within_a_month(bot, db):
    simulation = Simulation(bot, db, seeds=20)
    for day in range(30):
        simulation.run_day(day)
    weights = simulation.weights_of_the_best()
    assert sum(weight > 0.5 for weight in weights) >= 18, weights


def test_a_small_bot_runs_for_two_months(bot, db):
    simulation = Simulation(bot, db, seeds=1)
    for day in range(60):
        simulation.run_day(day)
    [(handle, platform)] = simulation.platforms.items()
    query = """
        select tweet_id, impressions, followers_gained
        from bandit.post_metrics
        where account_id = bandit.account_id(%s)
    """
    stored = db.execute(query, [handle]).fetchall()
    assert len(stored) == len(platform.posts) == 120
    for row in stored:
        posted_at, *_ = platform.posts[row["tweet_id"]]
        platform.now = min(posted_at.replace(hour=23) + timedelta(days=6), START + timedelta(days=59, hours=23))
        assert platform.read_metrics([row["tweet_id"]]) == [row]
    assert simulation.weights_of_the_best() > [0.9]


@pytest.fixture
def logins(db) -> Iterator[dict[str, str]]:
    """Two logins: the one of an operator, and the one of a bot that reads its posts."""
    logins = {role: f"{role}_{uuid.uuid4().hex}" for role in ("operator", "bot")}
    operator, bot = map(Identifier, logins.values())
    db.execute(SQL("create role {} login password 'secret' in role bandit_operator").format(operator))
    db.execute(SQL("create role {} login password 'secret' in role bandit_bot, bandit_reader").format(bot))
    yield logins
    db.execute(SQL("drop role {}, {}").format(operator, bot))


@pytest.fixture(scope="module")
def node_project(tmp_path_factory) -> Path:
    """A copy of `examples/` with its npm packages."""
    for program in ("node", "npm"):
        if not shutil.which(program):
            pytest.skip(f"there is no {program}")
    project = tmp_path_factory.mktemp("node") / "examples"
    shutil.copytree(EXAMPLES, project, ignore=shutil.ignore_patterns("node_modules"))
    installed = subprocess.run(["npm", "ci", "--prefer-offline"], cwd=project, capture_output=True, text=True)
    if re.search("code (EAI_AGAIN|ECONNREFUSED|ENETUNREACH|ENOTFOUND|ETIMEDOUT)", installed.stderr):
        pytest.skip("npm cannot reach its registry")
    assert installed.returncode == 0, installed.stderr
    return project


@pytest.fixture(params=["py", "ts"])
def command(request) -> list[str]:
    """The command that runs an example."""
    if request.param == "py":
        return [sys.executable, str(EXAMPLES / "bot.py")]
    project = request.getfixturevalue("node_project")
    return [str(project / "node_modules/.bin/tsx"), str(project / "bot.ts")]


@pytest.fixture
def run(database, command, logins) -> Callable[..., subprocess.CompletedProcess]:
    """Run an example as one of the logins."""
    place = conninfo_to_dict(database)

    def run(login: str, *arguments: str) -> subprocess.CompletedProcess:
        url = f"postgresql://{logins[login]}:secret@/{place['dbname']}?host={place['host']}&port={place['port']}"
        environment = os.environ | {"DATABASE_URL": url}
        return subprocess.run([*command, *arguments], env=environment, capture_output=True, text=True)

    return run


def test_an_example_posts_and_measures(run, db):
    calls = [("operator", "create"), *(("bot", argument) for argument in ("post", "post", "measure", "measure"))]
    for login, argument in calls:
        done = run(login, argument)
        assert (done.returncode, done.stderr) == (0, "")
    weights = db.execute(
        "select generator_name, round(weight, 2)::text from bandit.weights where account = 'small_bot'"
    )
    assert {tuple(row.values()) for row in weights} == {(persona, "0.33") for persona in RATES}
    posts = db.execute("""
        select p.generator_name, p.impressions, p.likes, p.followers_gained
        from bandit.post_metrics as p
        where p.account_id = bandit.account_id('small_bot')
    """).fetchall()
    assert [(post["impressions"], post["likes"], post["followers_gained"]) for post in posts] == [(812, 3, 1)] * 2
    assert {post["generator_name"] for post in posts} <= set(RATES)


def test_a_failed_post_is_discarded(bot, db, monkeypatch):
    def publish(persona: str) -> str:
        raise ConnectionError("the platform is down")

    monkeypatch.setattr(bot, "publish", publish)
    bot.create(db, "unlucky")
    with pytest.raises(ConnectionError):
        bot.post(db, "unlucky")
    query = "select status, tweet_id from bandit.exported_decisions where account = 'unlucky'"
    assert db.execute(query).fetchall() == [{"status": "discarded", "tweet_id": None}]


def test_the_example_in_typescript_learns_within_two_months(node_project, tmp_path, database, db):
    source = (node_project / "bot.ts").read_text()
    for name, argument in (("publish", "persona"), ("readMetrics", "postIds")):
        body = rf"\1  return globalThis.platform.{name}({argument});\n}}\n"
        source, replaced = re.subn(rf"(async function {name}\(.*?\{{\n).*?\n\}}\n", body, source, flags=re.DOTALL)
        assert replaced == 1
    (tmp_path / "played_bot.ts").write_text(source)
    (tmp_path / "node_modules").symlink_to(node_project / "node_modules")
    shutil.copy(node_project / "package.json", tmp_path)
    player = shutil.copy(Path(__file__).with_name("play_bot.ts"), tmp_path)
    place = conninfo_to_dict(database)
    url = f"postgresql://{place['user']}@/{place['dbname']}?host={place['host']}&port={place['port']}"
    played = subprocess.run(
        [tmp_path / "node_modules/.bin/tsx", player],
        cwd=tmp_path,
        env=os.environ | {"DATABASE_URL": url, "PGPASSFILE": place["passfile"]},
        capture_output=True,
        text=True,
    )
    assert played.returncode == 0, played.stderr
    query = """
        select count(*) as posts, bool_and(p.impressions > 1000 and p.followers_gained > 0) as are_measured
        from bandit.post_metrics as p
        where p.account_id = bandit.account_id('small_bot')
    """
    assert db.execute(query).fetchone() == {"posts": 120, "are_measured": True}
    [row] = db.execute("select weight from bandit.weights where generator_name = 'night owl'")
    assert row["weight"] > 0.9


def test_the_example_in_typescript_has_no_type_errors(node_project):
    checked = subprocess.run([node_project / "node_modules/.bin/tsc"], cwd=node_project, capture_output=True, text=True)
    assert (checked.returncode, checked.stdout) == (0, "")


def test_an_unknown_command_shows_the_usage(run):
    for arguments in ([], ["dance"], ["post", "twice"]):
        done = run("bot", *arguments)
        assert done.returncode == 1
        assert "measure" in done.stderr
        assert "Error" not in done.stderr
