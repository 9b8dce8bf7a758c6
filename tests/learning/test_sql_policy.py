"""The product in the simulated world: what it is fed, that it learns, and that a failed run is not scored."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta

import numpy as np
import psycopg
import pytest
from psycopg.sql import SQL

from tests.benchmarks.learning.peers import STARTING, Static, Uniform
from tests.benchmarks.learning.play import History, play
from tests.benchmarks.learning.sql_policy import A_TICK, START, SqlPolicy, newcomer
from tests.benchmarks.learning.world import READINGS, World, draw
from tests.conftest import dsn_of, execute

SEED = 5
ACCOUNTS, DAYS = 2, 8
BLUEPRINT = {"policy": "blueprint"}


@pytest.fixture
def world():
    return draw("i", ACCOUNTS, SEED, DAYS)


@pytest.fixture
def new_database(cluster, template) -> Iterator[Callable[[], str]]:
    """Make one more migrated database."""
    names = []

    def make() -> str:
        names.append(f"game_{uuid.uuid4().hex}")
        execute(cluster.dsn, SQL("create database {} template {}"), names[-1], template)
        return dsn_of(cluster, names[-1])

    yield make
    for name in names:
        execute(cluster.dsn, SQL("drop database {} with (force)"), name)


def one(database: str, query: str, *parameters: object) -> tuple:
    with psycopg.connect(database) as connection:
        return connection.execute(query, parameters).fetchone()


def test_it_starts_as_an_account_does(database, world):
    policy = SqlPolicy(world, database, BLUEPRINT)
    weights = policy.weights(History(world))
    policy.close()
    assert weights.shape == (ACCOUNTS, 3, 13)
    for topic in range(3):
        assert weights[:, topic] == pytest.approx(np.tile([*STARTING, 0], (ACCOUNTS, 1)))


def test_it_is_fed_what_can_be_seen(database, world):
    policy = SqlPolicy(world, database, BLUEPRINT)
    history = History(world)
    for _ in range(READINGS + 2):
        weights = np.broadcast_to(policy.weights(history), world.values(0).shape)
        history.add(weights)
    policy.weights(history)
    policy.close()
    posts = world.posts(0, history.tick).stop
    assert one(database, "select count(*) from bandit.content_metadata where status = 'posted'") == (ACCOUNTS * posts,)

    # The first posts are read no more, the last were read once, all others as often as there were ticks since.
    ages = np.minimum(history.tick - world.tick_of[:posts], READINGS) - 1
    shown = [
        np.take_along_axis(each[:, :posts], ages[None, :, None], axis=2).sum().item()
        for each in (history.impressions, history.followers)
    ]
    assert one(database, "select sum(impressions), sum(followers_gained) from bandit.outcomes") == tuple(shown)
    latest = START + history.tick * A_TICK
    assert one(database, "select max(collected_at), min(collected_at) from bandit.outcomes") == (
        latest,
        latest - 2 * A_TICK,
    )
    assert (
        one(database, "select count(*), max(run_at) from bandit.optimization_runs where status = 'success'")[1]
        == latest
    )

    expected = START + timedelta(hours=float(world.hours[0, 0]))
    stored = one(
        database,
        "select min(posted_at), count(distinct topic) from bandit.content_metadata where account_id = %s",
        policy.accounts[0],
    )
    assert abs(stored[0] - expected) < timedelta(milliseconds=1)
    assert stored[1] == 3
    for at, name in enumerate(policy.generators):
        own = one(database, "select count(*) from bandit.content_metadata where generator_name = %s", name)
        assert own == ((history.chosen[:, :posts] == at).sum(),)


def test_each_reading_is_kept_where_the_product_keeps_them(database, world):
    score(database, world)
    read = [min(READINGS, world.ticks - 1 - tick) for tick in world.tick_of]
    assert one(database, "select count(*) from bandit.metric_snapshots") == (ACCOUNTS * sum(read),)
    assert one(
        database,
        """
        select sum(s.impressions - o.impressions), sum(s.followers_gained - o.followers_gained)
        from bandit.metric_snapshots as s
        join bandit.outcomes as o using (account_id, decision_id, collected_at)
        """,
    ) == (0, 0)


def test_a_newcomer_joins(database, world):
    policy = SqlPolicy(world, database, BLUEPRINT)
    play(world, policy)
    policy.close()
    assert one(
        database,
        "select count(*), min(times_selected) > 0 from bandit.generator_weights where generator_name = %s",
        newcomer(world.generators - 1),
    ) == (ACCOUNTS, True)


def test_several_newcomers_join_one_after_the_other(database):
    world = draw("n", ACCOUNTS, SEED, 9)
    policy = SqlPolicy(world, database, BLUEPRINT)
    play(world, policy)
    policy.close()
    joined = """
        select count(*), count(distinct generator_name)
        from bandit.generator_weights
        where starts_with(generator_name, 'newcomer')
    """
    assert one(database, joined) == (8 * ACCOUNTS, 8)


def test_the_same_seed_gives_the_same_scores(new_database, world):
    first, again = (score(new_database(), world) for _ in range(2))
    assert (first == again).all()


def test_a_failed_run_is_not_scored(database, world):
    policy = SqlPolicy(world, database, BLUEPRINT)
    with psycopg.connect(database) as connection:
        connection.execute("alter function bandit_internal.target_weights_blueprint rename to target_weights_gone")
    with closing(policy), pytest.raises(ValueError, match=r"failed: .*target_weights_blueprint"):
        play(world, policy)


@pytest.mark.parametrize("name", "adf")
def test_it_learns(database, name):
    world = draw(name, 3, SEED, 24)
    scores = score(database, world)
    assert scores.mean() > play(world, Uniform(world, SEED)).mean() + 5
    assert scores.mean() > play(world, Static(world, SEED)).mean() + 5


def score(database: str, world: World) -> np.ndarray:
    policy = SqlPolicy(world, database, BLUEPRINT)
    scores = play(world, policy)
    policy.close()
    return scores
