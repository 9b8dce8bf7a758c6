"""The followers of an account: they come by posts and by themselves, some leave, and the counts add up."""

import numpy as np
import pytest

from tests.benchmarks.learning.audience import BASE, FIRST, LEAVING, Audience, count_hours
from tests.benchmarks.learning.play import History
from tests.benchmarks.learning.world import HOURS_A_TICK, READINGS, World, draw

SEED = 11


def followed(world: World, generator: int | None = None) -> tuple[Audience, History]:
    """After all posts went out, by one generator or by any."""
    audience, history = Audience(world, SEED), History(world)
    weights = np.full((world.accounts, 3, world.generators), 1 / world.generators)
    for tick in range(world.ticks):
        posts = world.posts(tick)
        shape = world.topics[:, posts].shape
        history.add(weights, None if generator is None else np.full(shape, generator))
        audience.add(tick, history.chosen[:, posts])
    return audience, history


@pytest.fixture(scope="module")
def world() -> World:
    return draw("a", 20, SEED, 30)


def test_posts_win_what_the_world_gives_them_when_it_does(world):
    """A week of ticks, in which each post is read: later, what comes after a post's last reading is in no reading."""
    audience, history = followed(world)
    for tick in (0, 1, 7, READINGS - 1):
        posts = world.posts(0, tick + 1)
        ages = tick - world.tick_of[posts]
        came = np.take_along_axis(history.followers[:, posts], ages[None, :, None], axis=2).sum(axis=(1, 2))
        won = audience.won[:, : 2 * HOURS_A_TICK * (tick + 1) + 1].sum(axis=1)
        assert (won == came).all()
        assert won.sum() > 0


def test_a_count_is_all_who_came_less_all_who_left(world):
    audience, _ = followed(world)
    assert (audience.counts(0) == FIRST).all()
    hours = np.arange(0, audience.hours + 0.5, 0.5)
    counts = np.array([audience.counts(hour) for hour in hours])
    assert counts.dtype.kind == "i"
    changes = audience.won + audience.base - audience.lost
    assert (np.diff(counts, axis=0) == changes[:, 1:].T).all()
    assert (
        audience.won.sum(axis=1) + audience.base.sum(axis=1) + FIRST - audience.lost.sum(axis=1) == counts[-1]
    ).all()


def test_some_come_without_a_post():
    world = draw("a", 200, SEED, 60)
    base = Audience(world, SEED).base.sum()
    expected = BASE * 60 * 200
    assert base == pytest.approx(expected, abs=4 * expected**0.5)


def test_a_tenth_leave():
    """But for those who are still to leave: 5 days' gains, of 60."""
    world = draw("a", 40, SEED, 60)
    audience, _ = followed(world)
    came = audience.won + audience.base
    left = audience.lost.sum()
    last = came[:, -5 * 48 :].sum()
    expected = LEAVING * (came.sum() - last)
    assert left == pytest.approx(expected, rel=0.05)
    assert (audience.lost.cumsum(axis=1) <= came.cumsum(axis=1)).all()


def test_who_comes_without_a_post_does_not_depend_on_the_posts(world):
    one, other = followed(world, 0)[0], followed(world, 1)[0]
    assert (one.base == other.base).all()
    assert not (one.won == other.won).all()


@pytest.mark.parametrize(
    ("every", "hours"),
    [(6, [6, 12, 18, 24, 30]), (24, [24]), (12, [12, 24]), (0.5, [h / 2 for h in range(1, 61)])],
)
def test_counts_are_read_so_often(every, hours):
    assert [hour for tick in range(5) for hour in count_hours(tick, every)] == hours
