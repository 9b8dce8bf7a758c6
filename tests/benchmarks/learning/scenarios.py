"""What the scenarios are: how generators differ, how that changes, and how noisy it is."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

TICKS_A_DAY = 4
GENERATORS = 12
RARE = GENERATORS - 1  # the generator that starts with the least weight
TOPICS = 3

Rates = Callable[[Generator, int, int], np.ndarray]
"""Followers per 1000 impressions, accounts x days x generators, from so many accounts and days."""


@dataclass(frozen=True)
class Scenario:
    """One kind of world. Spreads are standard deviations of logarithms."""

    title: str
    description: str
    rates: Rates
    days: int = 90
    posts_a_day: int = 30
    impressions_spread: float = 1.2
    viral_share: float = 0.0
    quality_shape: float = 2.0
    topic_spread: float = 0.0
    slot_spread: float = 0.0
    reach_standard_error: float = 0.0
    newcomers: int = 0
    """So many generators join later, one after the other at equal distances."""
    level_after: tuple[float, float] = (1.0, 1.0)
    """From this part of the days on, the platform's level is times that."""


def steady(
    low: float, high: float, best: float | None = None, place: int | None = None, generators: int = GENERATORS
) -> Rates:
    """Uniform, but for the one that is the best, if there is one: anywhere, or at a given place."""

    def draw(random: Generator, accounts: int, days: int) -> np.ndarray:
        rates = random.uniform(low, high, (accounts, generators))
        if best is not None:
            places = random.integers(generators, size=accounts) if place is None else place
            rates[np.arange(accounts), places] = best
        return np.repeat(rates[:, None], days, axis=1)

    return draw


def equal(random: Generator, accounts: int, days: int) -> np.ndarray:
    """No generator is better than another."""
    return np.full((accounts, days, GENERATORS), 2.5)


def drifting(random: Generator, accounts: int, days: int) -> np.ndarray:
    """Ornstein-Uhlenbeck around ln 2.2, standard deviation 0.45, half-life 20 days."""
    spread, kept = 0.45, 2 ** (-1 / 20)
    logs = random.normal(0, spread, (accounts, days, GENERATORS))
    for day in range(1, days):
        logs[:, day] = kept * logs[:, day - 1] + np.sqrt(1 - kept**2) * logs[:, day]
    return 2.2 * np.exp(logs)


def jumping(rates: Rates, part: float) -> Rates:
    """After this part of the days all rates roll on to other generators, in each account by another number."""

    def draw(random: Generator, accounts: int, days: int) -> np.ndarray:
        drawn = rates(random, accounts, days)
        steps = random.integers(1, GENERATORS, size=accounts)
        rolled = (np.arange(GENERATORS) - steps[:, None]) % GENERATORS
        jump = int(part * days)
        drawn[:, jump:] = np.take_along_axis(drawn[:, jump:], rolled[:, None], axis=2)
        return drawn

    return draw


def joined(rates: Rates, best: float) -> Rates:
    """One generator more, which may be used from half-way on: the best in every other account."""

    def draw(random: Generator, accounts: int, days: int) -> np.ndarray:
        newcomer = random.uniform(1.0, 3.0, (accounts, 1))
        newcomer[::2] = best
        return np.concatenate([rates(random, accounts, days), np.repeat(newcomer[:, None], days, axis=1)], axis=2)

    return draw


def joined_by_many(rates: Rates, newcomers: int, best: float) -> Rates:
    """Generators that join later: one in ten is the best, the others gain far less than those that are there."""

    def draw(random: Generator, accounts: int, days: int) -> np.ndarray:
        joining = random.uniform(0.3, 0.8, (accounts, newcomers))
        joining[random.random((accounts, newcomers)) < 0.1] = best
        return np.concatenate([rates(random, accounts, days), np.repeat(joining[:, None], days, axis=1)], axis=2)

    return draw


SCENARIOS = {
    "a": Scenario("easy", "rates uniform from 0.8 to 2.8, one at 4.5", steady(0.8, 2.8, 4.5)),
    "b": Scenario("hard", "rates from 2.2 to 2.8, one at 3.0; 60 posts a day", steady(2.2, 2.8, 3.0), posts_a_day=60),
    "c": Scenario(
        "drift", "rates drift around 2.2: Ornstein-Uhlenbeck of the logarithm, sd 0.45, half-life 20 days", drifting
    ),
    "d": Scenario("jump", "as a, but half-way the rates move to other generators", jumping(steady(0.8, 2.8, 4.5), 0.5)),
    "e": Scenario(
        "cold", "rates from 1 to 3, one at 4.0, which starts with the least weight", steady(1.0, 3.0, 4.0, place=RARE)
    ),
    "f": Scenario(
        "viral",
        "rates from 1 to 3, one at 3.8; heavier tails, one post in 80 goes viral",
        steady(1.0, 3.0, 3.8),
        impressions_spread=1.5,
        viral_share=0.0125,
        quality_shape=0.7,
    ),
    "g": Scenario(
        "context",
        "rates from 1.2 to 2.8, times effects of generator by topic (0.5) and by time of the day (0.3); 60 posts a day",
        steady(1.2, 2.8),
        posts_a_day=60,
        topic_spread=0.5,
        slot_spread=0.3,
    ),
    "h": Scenario("equal", "all rates 2.5", equal),
    "i": Scenario(
        "new",
        "rates from 1 to 3, one at 3.5; half-way a generator joins, in every other account the best at 4.0",
        joined(steady(1.0, 3.0, 3.5), 4.0),
        newcomers=1,
    ),
    "j": Scenario(
        "low", "rates from 1 to 3, one at 4.0; 5 posts a day, 120 days", steady(1.0, 3.0, 4.0), days=120, posts_a_day=5
    ),
    "k": Scenario(
        "mix",
        "drift as c, viral posts, weak effects of topic and time (0.2, 0.12); 40 % less for all after 40 % of the "
        "days, a jump as d after 60 %; 20 posts a day",
        jumping(drifting, 0.6),
        posts_a_day=20,
        impressions_spread=1.4,
        viral_share=0.0125,
        quality_shape=1.0,
        topic_spread=0.2,
        slot_spread=0.12,
        level_after=(0.4, 0.6),
    ),
    "l": Scenario(
        "reach",
        "rates from 1 to 3, one at 3.5; generators differ in reach (0.45) too",
        steady(1.0, 3.0, 3.5),
        reach_standard_error=0.45,
    ),
    "m": Scenario(
        "tiny",
        "3 generators of its own: rates from 1 to 3, one at 4.0; 1 post a day, 180 days",
        steady(1.0, 3.0, 4.0, generators=3),
        days=180,
        posts_a_day=1,
    ),
    "n": Scenario(
        "newcomers",
        "rates from 1 to 3, one at 3.5; every 10 days a generator joins: one in ten is the best at 4.5, the others "
        "have rates from 0.3 to 0.8",
        joined_by_many(steady(1.0, 3.0, 3.5), newcomers=8, best=4.5),
        newcomers=8,
    ),
}
