"""A server with the durability that a user's has: what is measured is what a user gets."""

from collections.abc import Iterator

import pytest

from runner import server
from tests.conftest import throw_away_home


@pytest.fixture(scope="session")
def cluster() -> Iterator[server.Status]:
    """A server of this session's own, with PostgreSQL's own settings."""
    with throw_away_home() as home:
        yield server.start(home)
