"""The simulated world: its means are what its definition says, and the same seed gives the same draws."""

import dataclasses

import numpy as np
import pytest

from tests.benchmarks.learning.oracle import FLOOR, best_weights, with_floor
from tests.benchmarks.learning.peers import Static, Uniform
from tests.benchmarks.learning.play import History, check, play
from tests.benchmarks.learning.scenarios import GENERATORS, RARE, SCENARIOS
from tests.benchmarks.learning.world import DELAYS, READINGS, World, draw

MANY, FEW, SEED = 400, 6, 7
OFTEN = 1 - FLOOR * (GENERATORS - 1)

# What equal weights reach by the definition: the mean rate by what the best and the floor of the others come to.
UNIFORM = {
    "a": ((4.5 + 11 * 1.8) / 12) / (OFTEN * 4.5 + FLOOR * 11 * 1.8),
    "b": ((3.0 + 11 * 2.5) / 12) / (OFTEN * 3.0 + FLOOR * 11 * 2.5),
    "e": ((4.0 + 11 * 2.0) / 12) / (OFTEN * 4.0 + FLOOR * 11 * 2.0),
    "h": 1.0,
}


class Best:
    """The oracle as a policy: the best there is in the coming tick, topic by topic."""

    def weights(self, history: History) -> np.ndarray:
        world = history.world
        return best_weights(world.values(history.tick), world.is_available(history.tick))


class Worst:
    """All for the least, which leaves the floor to the best."""

    def weights(self, history: History) -> np.ndarray:
        world = history.world
        return best_weights(-world.values(history.tick), world.is_available(history.tick))


def played(name: str, policy: type, days: int = 20, seed: int = SEED) -> np.ndarray:
    world = draw(name, FEW, seed, days)
    return play(world, policy(world, seed) if policy in (Uniform, Static) else policy())


@pytest.mark.parametrize("name", UNIFORM)
def test_rates_are_those_of_the_definition(name):
    scores = play(world := draw(name, MANY, SEED, 1), Uniform(world, SEED))
    assert scores.mean() == pytest.approx(100 * UNIFORM[name], abs=4 * scores.std() / MANY**0.5 + 0.1)


def test_posts_have_the_impressions_quality_and_followers_of_the_definition():
    world = draw("a", 40, SEED)
    logs = np.log(world.impressions)
    assert np.exp(np.median(logs)) == pytest.approx(800, rel=0.02)
    assert logs.std() == pytest.approx(1.2, rel=0.01)
    assert world.quality.mean() == pytest.approx(1, rel=0.01)
    assert world.quality.var() == pytest.approx(1 / 2, rel=0.03)
    assert world.level.mean() == pytest.approx(1, rel=0.03)
    assert len(world.tick_of) == 90 * 30

    history = History(world)
    expected = np.zeros(world.accounts)
    equal = np.full((world.accounts, 3, GENERATORS), 1 / GENERATORS)
    for tick in range(world.ticks):
        history.add(equal)
        posts = world.posts(tick)
        of_the_chosen = world.values(tick)[np.arange(40)[:, None], world.topics[:, posts], history.chosen[:, posts]]
        expected += (world.impressions[:, posts] / 1000 * of_the_chosen * world.quality[:, posts]).sum(axis=1)
    final = history.followers[..., -1].sum()
    assert final == pytest.approx(expected.sum(), rel=0.01)


def test_followers_come_later_than_impressions():
    world = draw("a", 20, SEED, 30)
    history = History(world)
    for _ in range(world.ticks):
        history.add(np.full((20, 3, GENERATORS), 1 / GENERATORS))
    assert (np.diff(history.impressions, axis=2) >= 0).all()
    assert (np.diff(history.followers, axis=2) >= 0).all()

    # By the second tick's end a post is 6 to 12 hours old, 9 on average.
    seen = history.impressions.sum(axis=(0, 1)) / history.impressions[..., -1].sum()
    came = history.followers.sum(axis=(0, 1)) / history.followers[..., -1].sum()
    assert seen[1] == pytest.approx(1 - np.exp(-1), abs=0.02)
    assert came[1] == pytest.approx(0.35, abs=0.02)  # Phi(ln(9/14) / 1.1) = 0.344
    assert came[7] == pytest.approx(0.86, abs=0.02)  # 45 hours: Phi(ln(45/14) / 1.1) / Phi(ln(168/14) / 1.1) = 0.866
    assert history.followers.shape[2] == READINGS == 28
    assert len(world.delays) == DELAYS


@pytest.mark.parametrize(
    ("name", "share"), [("a", 0), ("f", 0.0125), ("k", 0.0125)], ids=["none in a", "some in f", "some in k"]
)
def test_viral_posts(name, share):
    world = draw(name, 100, SEED)
    plain = dataclasses.replace(SCENARIOS[name]).impressions_spread
    above = (world.impressions > 800 * np.exp(3.5 * plain)).mean()
    assert (above > 0.002) == (share > 0)


def test_rates_change_when_they_should():
    a, d, k = (draw(name, FEW, SEED) for name in "adk")
    assert (a.rates[:, 0] == a.rates[:, -1]).all()
    half = d.ticks // 2
    assert (d.rates[:, 0] == d.rates[:, half - 1]).all()
    assert (d.rates[:, half - 1] != d.rates[:, half]).all()
    assert np.allclose(np.sort(d.rates[:, 0]), np.sort(d.rates[:, -1]))
    before, after = k.level[:, : int(0.4 * k.ticks)], k.level[:, int(0.4 * k.ticks) :]
    assert after.mean() / before.mean() == pytest.approx(0.6, rel=0.1)


def test_drift_has_its_spread_and_half_life():
    logs = np.log(draw("c", MANY, SEED).rates[:, ::4] / 2.2)
    assert logs.mean() == pytest.approx(0, abs=0.02)
    assert logs.std() == pytest.approx(0.45, rel=0.03)
    assert (logs[:, 20:] * logs[:, :-20]).mean() / 0.45**2 == pytest.approx(0.5, abs=0.03)


def test_the_best_starts_rarest_where_it_should():
    assert (draw("e", FEW, SEED).rates.argmax(axis=2) == RARE).all()


def test_a_newcomer_is_not_there_before_its_time():
    world = draw("i", FEW, SEED)
    assert world.generators == GENERATORS + 1
    assert world.is_available(world.ticks // 2 - 1).tolist() == [True] * GENERATORS + [False]
    assert world.is_available(world.ticks // 2).all()
    assert (world.rates.argmax(axis=2)[::2] == GENERATORS).all()


def test_newcomers_join_every_ten_days_and_one_in_ten_is_better():
    world = draw("n", MANY, SEED)
    there = [world.is_available(4 * day).sum() for day in range(0, 90, 10)]
    assert there == list(range(GENERATORS, GENERATORS + 9))
    assert [world.is_available(4 * day - 1).sum() for day in range(10, 90, 10)] == there[:-1]
    others, newcomers = world.rates[:, 0, :GENERATORS], world.rates[:, 0, GENERATORS:]
    is_better = newcomers > others.max(axis=1, keepdims=True)
    assert is_better.mean() == pytest.approx(0.1, abs=0.03)
    assert (newcomers[~is_better] < others.min()).all()


@pytest.mark.parametrize("name", SCENARIOS)
def test_nothing_beats_the_oracle(name):
    oracle = played(name, Best)
    assert oracle == pytest.approx(100)
    for policy in (Uniform, Static, Worst):
        scores = played(name, policy)
        assert (scores < oracle if name != "h" else np.isclose(scores, 100)).all()


@pytest.mark.parametrize(
    ("field", "policy"),
    [("rates", Uniform), ("choice", Static), ("luck", Static)],
)
def test_the_same_seed_gives_the_same_world_and_another_another(field, policy):
    first, again, other = (draw("k", FEW, seed, 20) for seed in (SEED, SEED, SEED + 1))
    assert (getattr(first, field) == getattr(again, field)).all()
    assert not (getattr(first, field) == getattr(other, field)).all()
    assert (played("k", policy) == played("k", policy)).all()


def test_scenarios_differ_in_their_draws():
    assert not (draw("a", FEW, SEED).choice == draw("d", FEW, SEED).choice).any()


def test_the_same_choices_meet_the_same_luck():
    world = draw("f", FEW, SEED, 5)
    one, two = History(world), History(world)
    for _ in range(world.ticks):
        one.add(best_weights(world.values(one.tick), world.is_available(one.tick)))
        two.add(np.full((FEW, 3, GENERATORS), 1 / GENERATORS))
    same = one.chosen == two.chosen
    assert 0 < same.mean() < 1
    assert (one.followers[same] == two.followers[same]).all()
    assert (one.impressions[same] == two.impressions[same]).all()


class Cheat:
    """Weights that nobody may be scored for."""

    def __init__(self, weights: np.ndarray):
        self._weights = weights

    def weights(self, history: History) -> np.ndarray:
        return self._weights


def skewed(world: World, at: int, weight: float, rest: float) -> np.ndarray:
    weights = np.full((world.accounts, 1, world.generators), rest)
    weights[..., at] = weight
    return weights


@pytest.mark.parametrize(
    ("name", "weight", "rest", "message"),
    [
        ("a", 1.0, 0.0, "under the floor"),
        ("a", 0.5, 0.05, "do not sum"),
        ("i", 0.04, 0.08, "not there"),
    ],
)
def test_a_policy_that_breaks_the_rules_is_refused(name, weight, rest, message):
    world = draw(name, FEW, SEED, 5)
    with pytest.raises(ValueError, match=message):
        play(world, Cheat(skewed(world, -1, weight, rest)))


def test_the_floor_keeps_the_proportions_of_those_above():
    weights = with_floor(np.array([6.0, 3.0, 0.01, 0.0, 9.0]), np.array([True, True, True, True, False]))
    assert weights == pytest.approx([0.64, 0.32, 0.02, 0.02, 0])
    check(weights, np.array([True, True, True, True, False]))
