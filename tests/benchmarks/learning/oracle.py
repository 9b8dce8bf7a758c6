"""Weights under a floor, and those of an oracle that knows the true values."""

import numpy as np

FLOOR = 0.02


def with_floor(shares: np.ndarray, is_available: np.ndarray) -> np.ndarray:
    """Shares of any scale, generators last, as weights: in proportion, none in play under the floor (water-filling)."""
    shares = np.where(is_available, np.maximum(shares, 1e-12), 0)
    is_held = np.zeros(shares.shape, bool)
    while True:
        room = 1 - FLOOR * is_held.sum(axis=-1, keepdims=True)
        free = np.where(is_held, 0, shares)
        weights = np.where(is_held, FLOOR, free * room / free.sum(axis=-1, keepdims=True))
        is_low = is_available & ~is_held & (weights < FLOOR)
        if not is_low.any():
            return weights
        is_held |= is_low


def best_weights(values: np.ndarray, is_available: np.ndarray) -> np.ndarray:
    """All that the floor leaves for the best, generators last."""
    values = np.where(is_available, values, -np.inf)
    return with_floor((values == values.max(axis=-1, keepdims=True)).astype(float), is_available)
