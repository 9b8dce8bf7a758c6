"""A policy plays a world: at each tick it is told what can be seen, and gives the weights for the posts until the next.

The score is what the weights were worth, as % of the oracle's: expected followers, summed over the posts as they came,
since to score the followers that came would only add the luck of the posts to it. A policy that chooses the generators
itself is scored by its choices.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from tests.benchmarks.learning.oracle import FLOOR, best_weights
from tests.benchmarks.learning.scenarios import TICKS_A_DAY
from tests.benchmarks.learning.world import READINGS, World

TOLERANCE = 1e-9


@dataclass
class History:
    """What a policy may see: its posts up to now, as they can be read now."""

    world: World
    tick: int = 0
    chosen: np.ndarray = field(init=False)  # a x p
    propensities: np.ndarray = field(init=False)  # a x p
    impressions: np.ndarray = field(init=False)  # a x p x READINGS
    followers: np.ndarray = field(init=False)  # a x p x READINGS

    def __post_init__(self) -> None:
        shape = self.world.topics.shape
        self.chosen = np.zeros(shape, int)
        self.propensities = np.zeros(shape)
        self.impressions = np.zeros((*shape, READINGS), np.int32)
        self.followers = np.zeros((*shape, READINGS), np.int32)

    def add(self, weights: np.ndarray, chosen: np.ndarray | None = None) -> None:
        """Let the posts of the tick go out, and move on to its end. Generators that are not given are drawn."""
        posts = self.world.posts(self.tick)
        account = np.arange(self.world.accounts)[:, None]
        offered = weights[account, self.world.topics[:, posts]]
        if chosen is None:
            edges = offered.cumsum(axis=2)
            edges[..., -1] = 1
            chosen = (self.world.choice[:, posts, None] >= edges).sum(axis=2)
        self.chosen[:, posts] = chosen
        self.propensities[:, posts] = np.take_along_axis(offered, chosen[..., None], axis=2)[..., 0]
        self.impressions[:, posts], self.followers[:, posts] = self.world.outcomes(self.tick, chosen)
        self.tick += 1

    def ripe(self, ticks: int) -> Iterator[tuple[int, "Ripe"]]:
        """By account, the posts of the tick so many ticks back that were seen and whose followers are known."""
        tick = self.tick - ticks
        if tick < 0:
            return
        posts = self.world.posts(tick)
        for account in range(self.world.accounts):
            impressions = self.impressions[account, posts, ticks - 1]
            followers = self.followers[account, posts, ticks - 1]
            if (is_seen := (impressions > 0) & np.isfinite(followers)).any():
                yield (
                    account,
                    Ripe(
                        slot=tick % TICKS_A_DAY,
                        topics=self.world.topics[account, posts][is_seen],
                        chosen=self.chosen[account, posts][is_seen],
                        propensities=self.propensities[account, posts][is_seen],
                        impressions=impressions[is_seen],
                        followers=followers[is_seen],
                    ),
                )


@dataclass(frozen=True)
class Ripe:
    """Posts of one account and tick, as they are read when most of what they gain has come."""

    slot: int
    topics: np.ndarray
    chosen: np.ndarray
    propensities: np.ndarray
    impressions: np.ndarray
    followers: np.ndarray

    @property
    def f_per_1k(self) -> np.ndarray:
        return 1000 * self.followers / self.impressions


class Policy(Protocol):
    """A source of weights. Without `choose`, or where it returns None, each post is drawn from them."""

    def weights(self, history: History) -> np.ndarray:
        """Of the coming tick: accounts x topics (or 1, where the topic makes no difference) x generators."""

    def choose(self, history: History) -> np.ndarray | None:
        """The generators of the coming tick's posts, accounts x posts; None: they are drawn from the weights."""


def play(world: World, policy: Policy) -> np.ndarray:
    """By account, the expected followers as % of the oracle's."""
    history = History(world)
    gained, possible = np.zeros(world.accounts), np.zeros(world.accounts)
    account = np.arange(world.accounts)[:, None]
    for tick in range(world.ticks):
        available = world.is_available(tick)
        values = world.values(tick)
        weights = np.broadcast_to(policy.weights(history), values.shape)
        check(weights, available)
        topics = world.topics[:, world.posts(tick)]
        chosen = policy.choose(history) if hasattr(policy, "choose") else None
        if chosen is None:
            gained += (weights * values).sum(axis=2)[account, topics].sum(axis=1)
        else:
            gained += values[account, topics, chosen].sum(axis=1)
        possible += (best_weights(values, available) * values).sum(axis=2)[account, topics].sum(axis=1)
        history.add(weights, chosen)
    return 100 * gained / possible


def check(weights: np.ndarray, is_available: np.ndarray) -> None:
    """Refuse what nobody may be scored for: weights that are no distribution, or under the floor."""
    if not np.allclose(weights.sum(axis=-1), 1, rtol=0, atol=TOLERANCE):
        raise ValueError("weights do not sum to 1")
    if (weights[..., ~is_available] != 0).any():
        raise ValueError("a generator that is not there has a weight")
    if (weights[..., is_available] < FLOOR - TOLERANCE).any():
        raise ValueError("a weight is under the floor")
