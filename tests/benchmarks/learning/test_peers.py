"""The libraries in the simulated world, where they are installed."""

import pytest

from tests.benchmarks.learning.peers import PEERS, Static, Uniform
from tests.benchmarks.learning.play import play
from tests.benchmarks.learning.world import World, draw

SEED = 3


@pytest.fixture(scope="module")
def world() -> World:
    """Where a newcomer joins, so that every library has to take it up."""
    return draw("i", 4, SEED, 40)


@pytest.mark.parametrize("name", [name for name, peer in PEERS.items() if peer not in (Uniform, Static)])
def test_a_library_learns_and_leaves_nothing_to_chance(name, world):
    for package in ("mabwiser", "bayesianbandits", "vowpalwabbit"):
        pytest.importorskip(package)
    scores = play(world, PEERS[name](world, SEED))
    assert scores.mean() > play(world, Uniform(world, SEED)).mean() + 5
    assert (scores == play(world, PEERS[name](world, SEED))).all()
