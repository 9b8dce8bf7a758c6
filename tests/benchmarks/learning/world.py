"""The draws: everything that does not depend on what is chosen, so that all policies meet the same world.

A post's generator decides its rate and reach; how widely the post is seen, how good it is, how many standard deviations
of luck it has and when its followers come are the post's own, whoever writes it.
"""

import zlib
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.random import Generator
from scipy.stats import poisson

from tests.benchmarks.learning.scenarios import SCENARIOS, TICKS_A_DAY, TOPICS, Scenario

HOURS_A_TICK = 24 // TICKS_A_DAY
READINGS = 7 * TICKS_A_DAY
"""A post is read at the end of this many ticks, the one in which it went out included."""

HOURS_OF_THE_DAY = np.array([0.8, 0.9, 1.1, 1.2])
WEEKLY, LEVEL_NOISE, LEVEL_KEPT = 0.12, 0.15, 0.95
MEDIAN_IMPRESSIONS = 800
VIRAL_FACTOR, VIRAL_SPREAD = 40, 0.5
FOLLOWER_DELAY, DELAY_SPREAD, LONGEST_DELAY = 14.0, 1.1, 168.0
IMPRESSIONS_TIME = 9.0
DELAYS = 2**16


@dataclass(frozen=True)
class World:
    """A scenario's draws. Shapes: a accounts, t ticks, p posts (of all ticks, in order), g generators."""

    scenario: Scenario
    tick_of: np.ndarray  # p
    rates: np.ndarray  # a x t x g: followers per 1000 impressions
    topic_effects: np.ndarray  # a x topics x g
    slot_effects: np.ndarray  # a x slots x g
    reach: np.ndarray  # a x g
    level: np.ndarray  # a x t
    hours: np.ndarray  # a x p: when in its tick a post goes out
    topics: np.ndarray  # a x p
    impressions: np.ndarray  # a x p: final ones, at a reach of 1
    quality: np.ndarray  # a x p
    choice: np.ndarray  # a x p: the uniform draw that decides the generator
    luck: np.ndarray  # a x p: quantile of the followers
    first_delay: np.ndarray  # a x p: where in `delays` the post's followers begin
    delays: np.ndarray  # hours from post to follower

    @property
    def accounts(self) -> int:
        return len(self.level)

    @property
    def ticks(self) -> int:
        return self.level.shape[1]

    @property
    def generators(self) -> int:
        return self.reach.shape[1]

    @cached_property
    def joins(self) -> np.ndarray:
        """The tick from which on each generator may be used: 0, or for the last ones later."""
        newcomers = self.scenario.newcomers
        later = np.arange(1, newcomers + 1) * self.ticks // (newcomers + 1)
        return np.concatenate([np.zeros(self.generators - newcomers, int), later])

    def is_available(self, tick: int) -> np.ndarray:
        """Which generators may be used in the tick."""
        return self.joins <= tick

    @cached_property
    def _first_post(self) -> np.ndarray:
        return np.searchsorted(self.tick_of, np.arange(self.ticks + 1))

    def posts(self, first: int, until: int | None = None) -> slice:
        """The posts of one tick, or of all from `first` until before `until`."""
        until = first + 1 if until is None else until
        return slice(self._first_post[max(first, 0)], self._first_post[max(until, 0)])

    def post_numbers(self, tick: int) -> range:
        """The same as numbers."""
        posts = self.posts(tick)
        return range(posts.start, posts.stop)

    def values(self, tick: int) -> np.ndarray:
        """Followers to be expected of a post, up to a factor common to all worlds: a x topics x g."""
        rates = self.rates[:, tick] * self.slot_effects[:, tick % TICKS_A_DAY] * self.reach
        return self.level[:, tick, None, None] * rates[:, None] * self.topic_effects

    def outcomes(self, tick: int, chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Impressions and followers as each reading shows them: a x posts of the tick x READINGS."""
        posts = self.posts(tick)
        ages = HOURS_A_TICK * np.arange(1, READINGS + 1) - self.hours[:, posts, None]
        arrivals = self.arrivals(tick, chosen)
        reading = np.ceil(arrivals.hours / HOURS_A_TICK).astype(int) - 1
        came = np.zeros((chosen.size, READINGS + 1), int)
        np.add.at(came, (arrivals.posts, reading), 1)
        return self.seen(posts, chosen, ages), came[:, :READINGS].cumsum(axis=1).reshape(ages.shape)

    def seen(self, posts: slice, chosen: np.ndarray, ages: np.ndarray) -> np.ndarray:
        """The impressions of posts at the ages in hours: a x posts x ages."""
        final = self._final_impressions(posts, chosen)
        return np.rint(final[..., None] * -np.expm1(-ages / IMPRESSIONS_TIME)).astype(int)

    def arrivals(self, tick: int, chosen: np.ndarray) -> "Arrivals":
        """The followers that the posts of the tick win, each with the time of its coming."""
        posts = self.posts(tick)
        account = np.arange(self.accounts)[:, None]
        final = self._final_impressions(posts, chosen)
        rate = self.values(tick)[account, self.topics[:, posts], chosen] / self.reach[account, chosen]
        followers = poisson.ppf(self.luck[:, posts], final / 1000 * rate * self.quality[:, posts]).astype(int)
        owners = np.repeat(np.arange(followers.size), followers.ravel())
        rank = np.arange(owners.size) - np.repeat(np.cumsum(followers) - followers.ravel(), followers.ravel())
        places = (self.first_delay[:, posts].ravel()[owners] + rank) % DELAYS
        return Arrivals(owners, places, self.delays[places] + self.hours[:, posts].ravel()[owners])

    def _final_impressions(self, posts: slice, chosen: np.ndarray) -> np.ndarray:
        return np.rint(self.impressions[:, posts] * self.reach[np.arange(self.accounts)[:, None], chosen])


@dataclass(frozen=True)
class Arrivals:
    """Followers of the posts of a tick, one by one."""

    posts: np.ndarray  # whose: account by account, the posts of the tick in order
    places: np.ndarray  # where in `delays` each stands
    hours: np.ndarray  # after the start of the tick


def draw(name: str, accounts: int, seed: int, days: int | None = None, posts_a_day: int | None = None) -> World:
    """The world of a scenario; the same arguments give the same world."""
    scenario = SCENARIOS[name]
    scenario = replace(scenario, posts_a_day=posts_a_day or scenario.posts_a_day)
    random = np.random.default_rng([seed, zlib.crc32(name.encode())])
    days = days or scenario.days
    ticks = days * TICKS_A_DAY
    tick_of = np.repeat(np.arange(ticks), np.diff(np.arange(ticks + 1) * scenario.posts_a_day // TICKS_A_DAY))
    rates = np.repeat(scenario.rates(random, accounts, days), TICKS_A_DAY, axis=1)
    generators = rates.shape[2]
    shape = (accounts, len(tick_of))
    return World(
        scenario=scenario,
        tick_of=tick_of,
        rates=rates,
        topic_effects=np.exp(random.normal(0, scenario.topic_spread, (accounts, TOPICS, generators))),
        slot_effects=np.exp(random.normal(0, scenario.slot_spread, (accounts, TICKS_A_DAY, generators))),
        reach=np.exp(random.normal(0, scenario.reach_standard_error, (accounts, generators))),
        level=_level(random, scenario, accounts, days),
        hours=_in_order(random.uniform(0, HOURS_A_TICK, shape), tick_of),
        topics=random.integers(TOPICS, size=shape),
        impressions=_impressions(random, scenario, shape),
        quality=random.gamma(scenario.quality_shape, 1 / scenario.quality_shape, shape),
        choice=random.random(shape),
        luck=random.random(shape),
        first_delay=random.integers(DELAYS, size=shape),
        delays=_delays(random),
    )


def _level(random: Generator, scenario: Scenario, accounts: int, days: int) -> np.ndarray:
    """What the platform gives to all generators alike, 1 on average before the scenario's change of it."""
    tick = np.arange(days * TICKS_A_DAY)
    noise = random.normal(0, LEVEL_NOISE, (accounts, len(tick)))
    for each in tick[1:]:
        noise[:, each] = LEVEL_KEPT * noise[:, each - 1] + np.sqrt(1 - LEVEL_KEPT**2) * noise[:, each]
    part, factor = scenario.level_after
    week = 1 + WEEKLY * np.sin(2 * np.pi * tick / (7 * TICKS_A_DAY))
    change = np.where(tick < part * len(tick), 1, factor)
    return week * HOURS_OF_THE_DAY[tick % TICKS_A_DAY] * change * np.exp(noise - LEVEL_NOISE**2 / 2)


def _in_order(hours: np.ndarray, tick_of: np.ndarray) -> np.ndarray:
    """Sorted within each tick."""
    return np.sort(tick_of * HOURS_A_TICK + hours, axis=1) - tick_of * HOURS_A_TICK


def _impressions(random: Generator, scenario: Scenario, shape: tuple[int, int]) -> np.ndarray:
    seen = MEDIAN_IMPRESSIONS * np.exp(random.normal(0, scenario.impressions_spread, shape))
    factor = VIRAL_FACTOR * np.exp(random.normal(0, VIRAL_SPREAD, shape))
    return np.where(random.random(shape) < scenario.viral_share, seen * factor, seen)


def _delays(random: Generator) -> np.ndarray:
    """Lognormal, and none longer than followers are counted."""
    delays = np.empty(0)
    while len(delays) < DELAYS:
        more = FOLLOWER_DELAY * np.exp(random.normal(0, DELAY_SPREAD, DELAYS))
        delays = np.concatenate([delays, more[more < LONGEST_DELAY]])
    return delays[:DELAYS]
