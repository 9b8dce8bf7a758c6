"""The time that a text takes grows with its length, not with the square of it."""

import time

import pytest

from runner.database import documents
from runner.database.connection import connect
from runner.errors import UserError

LONG = 120_000


@pytest.fixture(autouse=True)
def quick():
    started = time.monotonic()
    yield
    assert time.monotonic() - started < 2


def test_a_connection_string():
    with pytest.raises(UserError, match="too long"):
        connect(f"host=/{'x' * LONG}")


@pytest.mark.parametrize("text", ["[" * LONG + '"' + '\\"' * LONG, "[" * LONG + '"' * LONG])
def test_rows_nested_too_deeply(text):
    assert all(map(documents.find_problem, documents.parse_rows(text)))
