"""What stands beside the policies in SQL: weights that never change, and the libraries as they come from PyPI.

A library has no correction for followers that are still to come, so it is told of a post once, when it has been out
for two days. It is told what its model is made for, and its own way of choosing becomes weights: a sampling policy's
are the shares of its draws, an index policy's all for the best. The floor is then the same for all.
"""

from collections.abc import Callable

import numpy as np
from numpy.random import SeedSequence

from tests.benchmarks.learning.oracle import with_floor
from tests.benchmarks.learning.play import History, Policy, Ripe
from tests.benchmarks.learning.scenarios import TICKS_A_DAY, TOPICS
from tests.benchmarks.learning.world import World

STARTING = np.array([0.15, 0.12, 0.12, 0.10, 0.10, 0.10, 0.10, 0.08, 0.05, 0.04, 0.02, 0.02])
NEWCOMER = 0.08
RIPE = 2 * TICKS_A_DAY
DRAWS = 100
RICH = 2.0
"""A post is a success for the binarised policy when it gains at least as many followers."""

PRIOR_RATE = 2.0
HALF_LIFE = 14 * TICKS_A_DAY
COST_SCALE = 10.0


class Uniform:
    """Every generator with the same probability."""

    def __init__(self, world: World, seed: int):
        pass

    def weights(self, history: History) -> np.ndarray:
        available = history.world.is_available(history.tick)
        return np.broadcast_to(available / available.sum(), (history.world.accounts, 1, len(available)))


class Static:
    """The starting weights of an account; a new generator gets its share from all others."""

    def __init__(self, world: World, seed: int):
        pass

    def weights(self, history: History) -> np.ndarray:
        world, available = history.world, history.world.is_available(history.tick)
        first = world.generators - world.scenario.newcomers
        weights = STARTING if first == len(STARTING) else np.full(first, 1 / first)
        for is_here in available[first:]:
            share = NEWCOMER if is_here else 0
            weights = np.append(weights * (1 - share), share)
        return np.broadcast_to(with_floor(weights, available), (world.accounts, 1, len(weights)))


class Library:
    """One model an account, told of ripe posts, asked for shares."""

    topics = 1

    def __init__(self, world: World, seed: int):
        seeds = SeedSequence(seed).generate_state(world.accounts).tolist()
        count = world.generators - world.scenario.newcomers
        self.models = [self.make(list(range(count)), each % 2**31) for each in seeds]

    def weights(self, history: History) -> np.ndarray:
        world, tick = history.world, history.tick
        for account, posts in history.ripe(RIPE):
            self.learn(self.models[account], posts)
        if tick > 0:
            for generator in np.flatnonzero(world.joins == tick).tolist():
                for model in self.models:
                    self.join(model, generator)
        shares = np.zeros((world.accounts, self.topics, world.generators))
        for account, model in enumerate(self.models):
            for topic in range(self.topics):
                known = self.shares(model, topic, tick % TICKS_A_DAY)
                shares[account, topic, : len(known)] = known
        return with_floor(shares, world.is_available(tick))

    def make(self, generators: list[int], seed: int):
        raise NotImplementedError

    def join(self, model, generator: int) -> None:
        raise NotImplementedError

    def learn(self, model, posts: Ripe) -> None:
        raise NotImplementedError

    def shares(self, model, topic: int, slot: int) -> np.ndarray:
        raise NotImplementedError


class _MABWiser(Library):
    def join(self, model, generator: int) -> None:
        model.add_arm(generator)

    def learn(self, model, posts: Ripe) -> None:
        model.partial_fit(posts.chosen, self.reward(posts))

    def reward(self, posts: Ripe) -> np.ndarray:
        raise NotImplementedError

    def shares(self, model, topic: int, slot: int) -> np.ndarray:
        """Equal as long as no post is ripe: the library gives no expectations before it is told of one."""
        if len(model.cold_arms) == len(model.arms):
            return np.ones(len(model.arms))
        expected = model.predict_expectations([[0]] * self.draws)
        draws = np.array([[one[arm] for arm in model.arms] for one in expected])
        return np.bincount(draws.argmax(axis=1), minlength=len(model.arms))


class MABWiserThompson(_MABWiser):
    """Beta-Bernoulli Thompson sampling of whether a post gained enough followers."""

    draws = DRAWS

    def make(self, generators: list[int], seed: int):
        from mabwiser.mab import MAB, LearningPolicy

        policy = LearningPolicy.ThompsonSampling(binarizer=lambda arm, followers: followers >= RICH)
        return MAB(generators, policy, seed=seed)

    def reward(self, posts: Ripe) -> np.ndarray:
        return posts.followers


class MABWiserUCB1(_MABWiser):
    """UCB1 with alpha 0.1 on followers per 1000 impressions of a post."""

    draws = 2  # of which all are the same

    def make(self, generators: list[int], seed: int):
        from mabwiser.mab import MAB, LearningPolicy

        return MAB(generators, LearningPolicy.UCB1(alpha=0.1), seed=seed)

    def reward(self, posts: Ripe) -> np.ndarray:
        return posts.f_per_1k


class BayesianBanditsGamma(Library):
    """Thompson sampling of Gamma posteriors of followers per exposure; a post counts half after 14 days.

    One regressor holds the posteriors of all generators, by their numbers. It counts in whole numbers a sample, so the
    sample is followers per million impressions, and its weight the millions of impressions: both add up.
    """

    def make(self, generators: list[int], seed: int):
        from bayesianbandits import GammaRegressor

        model = GammaRegressor(alpha=1, beta=1 / (1000 * PRIOR_RATE), random_state=seed)
        model.generators = list(generators)
        return model

    def join(self, model, generator: int) -> None:
        model.generators.append(generator)

    def learn(self, model, posts: Ripe) -> None:
        millions = posts.impressions / 1e6
        followers = np.maximum(posts.followers, 0)  # a share of a loss is none to this model
        model.partial_fit(posts.chosen[:, None], np.rint(followers / millions), sample_weight=millions)

    def shares(self, model, topic: int, slot: int) -> np.ndarray:
        if hasattr(model, "coef_"):
            model.decay(decay_rate=2 ** (-1 / HALF_LIFE))
        draws = model.sample(np.array(model.generators)[:, None], DRAWS)
        return np.bincount(draws.argmax(axis=1), minlength=len(model.generators))


class VowpalWabbitSquareCB(Library):
    """Contextual SquareCB: generators crossed with topic and daypart; cost falls with followers per 1000."""

    topics = TOPICS

    def make(self, generators: list[int], seed: int):
        import vowpalwabbit

        model = vowpalwabbit.Workspace(f"--cb_explore_adf --squarecb --quadratic gc --quiet --random_seed {seed}")
        model.generators = list(generators)
        return model

    def join(self, model, generator: int) -> None:
        model.generators.append(generator)

    def learn(self, model, posts: Ripe) -> None:
        costs = -np.minimum(posts.f_per_1k / COST_SCALE, 1)
        for generator, topic, *label in zip(posts.chosen, posts.topics, costs, posts.propensities, strict=True):
            model.learn(self._example(model, topic, posts.slot, "0:{:.6f}:{:.6f}".format(*label), generator))

    def shares(self, model, topic: int, slot: int) -> np.ndarray:
        return np.array(model.predict(self._example(model, topic, slot)))

    @staticmethod
    def _example(model, topic: int, slot: int, label: str = "", labelled: int | None = None) -> list[str]:
        actions = [f"{label if each == labelled else ''} |g g{each}" for each in model.generators]
        return [f"shared |c topic={topic} slot={slot}", *actions]


PEERS: dict[str, Callable[[World, int], Policy]] = {
    "uniform": Uniform,
    "static": Static,
    "MABWiser Thompson (binarised)": MABWiserThompson,
    "MABWiser UCB1(0.1)": MABWiserUCB1,
    "bayesianbandits Gamma, 14-day decay": BayesianBanditsGamma,
    "Vowpal Wabbit SquareCB": VowpalWabbitSquareCB,
}
