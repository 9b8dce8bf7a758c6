"""The joint fit of follower counts in numpy, as it is described: the oracle for the SQL."""

from dataclasses import dataclass

import numpy as np

PRIOR_BASE, PRIOR_BASE_SPREAD = 1 / 12, 5 / 24


@dataclass
class Rows:
    """n intervals with a known gain, and g generators."""

    days: np.ndarray  # n
    hours: np.ndarray  # n
    gained: np.ndarray  # n
    exposures: np.ndarray  # n x g
    squares: np.ndarray  # n x g


@dataclass
class Fit:
    log_rates: np.ndarray
    base: float
    levels: np.ndarray
    beliefs: np.ndarray
    expected: np.ndarray
    variances: np.ndarray


def kappa(days: np.ndarray, today: int, half_life: float) -> np.ndarray:
    return 2 ** (-(today - days) / half_life)


def fit(rows: Rows, today: int, rounds: int = 3, steps: int = 60) -> Fit:
    """Rates, base and levels; each round until nothing moves."""
    generators = rows.exposures.shape[1]
    old = kappa(rows.days, today, 60)
    mean = (max((old * (rows.gained - rows.hours / 12)).sum(), 0) + 2) / ((old * rows.exposures.sum(axis=1)).sum() + 1)
    prior = np.append(np.full(generators, np.log(0.85 * mean)), PRIOR_BASE)
    covariance = np.zeros((generators + 1, generators + 1))
    covariance[:generators, :generators] = 0.36 * np.eye(generators) + 0.25
    covariance[-1, -1] = PRIOR_BASE_SPREAD**2
    precision = np.linalg.inv(covariance)

    parameters, levels = prior.copy(), np.ones(len(rows.days))
    for turn in range(rounds):
        for _ in range(steps):
            now = expect(rows, parameters, levels)
            gradient = np.column_stack([np.exp(parameters[:-1]) * levels[:, None] * rows.exposures, rows.hours])
            counted = now.beliefs * kappa(rows.days, today, 45) / now.variances
            step = np.linalg.solve(
                (gradient.T * counted) @ gradient + precision,
                gradient.T @ (counted * (rows.gained - now.expected)) + precision @ (prior - parameters),
            )
            step[:-1] = step[:-1].clip(-0.7, 0.7)
            parameters = parameters + step
            if np.abs(step[:-1]).max() < 0.01:
                break
        if turn < rounds - 1:
            levels = day_levels(rows, expect(rows, parameters, levels))
    return expect(rows, parameters, levels)


def expect(rows: Rows, parameters: np.ndarray, levels: np.ndarray) -> Fit:
    rates, base = np.exp(parameters[:-1]), parameters[-1]
    expected = base * rows.hours + levels * (rows.exposures @ rates)
    variances = (
        1.2 * np.maximum(expected, 0.05 * rows.hours) + 0.5 * levels**2 * (rows.squares @ rates**2) + 0.02 * rows.hours
    )
    distance = (rows.gained - expected) / np.sqrt(variances)
    with np.errstate(divide="ignore"):
        beliefs = np.minimum(1, (5 / distance) ** 2)
    return Fit(parameters[:-1], base, levels, beliefs, expected, variances)


def day_levels(rows: Rows, now: Fit) -> np.ndarray:
    won = now.expected + now.beliefs * (rows.gained - now.expected) - now.base * rows.hours
    usual = (now.expected - now.base * rows.hours) / now.levels
    near = np.exp(-np.abs(rows.days[:, None] - rows.days) / 3)
    return ((near @ won + 370) / (near @ usual + 370)).clip(0.5, 2)


def evidence(rows: Rows, now: Fit) -> dict[int, tuple[np.ndarray, np.ndarray]]:
    """By day: followers and exposure of each generator."""
    exposures, rates = rows.exposures * now.levels[:, None], np.exp(now.log_rates)
    parts = (now.beliefs / now.variances)[:, None] * rates * exposures
    followers = ((rows.gained - now.expected)[:, None] + rates * exposures) * parts
    return {
        day: (followers[rows.days == day].sum(axis=0), (exposures * parts)[rows.days == day].sum(axis=0))
        for day in set(rows.days)
    }
