"""The followers of an account. A scraper can read their number only.

Posts win followers, as the world draws them; others come without a post. One in ten leaves again.
"""

import zlib

import numpy as np

from tests.benchmarks.learning.world import DELAYS, HOURS_A_TICK, World

FIRST = 1000
"""Followers at the start."""

BASE = 3.0
"""Followers a day that come without a post."""

LEAVING = 0.1
"""The share of those who come that go again."""

STAY = 5 * 24.0
"""Hours that these stay, on average."""

BINS_AN_HOUR = 2


class Audience:
    """The followers of each account, in half hours. What posts win is added tick by tick; the rest is drawn before."""

    def __init__(self, world: World, seed: int):
        random = np.random.default_rng([seed, zlib.crc32(b"audience")])
        self.world = world
        self.hours = world.ticks * HOURS_A_TICK
        shape = (world.accounts, self.hours * BINS_AN_HOUR + 1)
        self.won, self.base, self.lost = (np.zeros(shape, np.int32) for _ in range(3))
        self.stays = _stays(random, DELAYS)
        came = random.poisson(BASE * self.hours / 24, world.accounts)
        owners = np.repeat(np.arange(world.accounts), came)
        hours = random.uniform(0, self.hours, came.sum())
        self._count(self.base, owners, hours)
        self._count(self.lost, owners, hours + _stays(random, came.sum()))

    def add(self, tick: int, chosen: np.ndarray) -> None:
        """What the posts of the tick win, now and later."""
        arrivals = self.world.arrivals(tick, chosen)
        owners = arrivals.posts // chosen.shape[1]
        hours = tick * HOURS_A_TICK + arrivals.hours
        self._count(self.won, owners, hours)
        self._count(self.lost, owners, hours + self.stays[arrivals.places])

    def counts(self, hour: float) -> np.ndarray:
        """The number of followers of each account at an hour, in steps of half an hour."""
        past = slice(int(hour * BINS_AN_HOUR) + 1)
        return FIRST + (self.won[:, past] + self.base[:, past] - self.lost[:, past]).sum(axis=1)

    def _count(self, changes: np.ndarray, owners: np.ndarray, hours: np.ndarray) -> None:
        is_seen = hours <= self.hours
        np.add.at(changes, (owners[is_seen], np.ceil(hours[is_seen] * BINS_AN_HOUR).astype(int)), 1)


def count_hours(tick: int, every: float) -> list[float]:
    """When the count is read in a tick: after its start, up to its end. The first tick begins with a count."""
    if every > HOURS_A_TICK:
        return [tick * HOURS_A_TICK + HOURS_A_TICK] if (tick + 1) % round(every / HOURS_A_TICK) == 0 else []
    steps = round(HOURS_A_TICK / every)
    return [tick * HOURS_A_TICK + (step + 1) * every for step in range(steps)]


def _stays(random: np.random.Generator, size: int) -> np.ndarray:
    """Hours from coming to going, infinite for those who stay."""
    return np.where(random.random(size) < LEAVING, random.exponential(STAY, size), np.inf)
