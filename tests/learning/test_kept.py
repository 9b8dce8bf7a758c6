"""Results that are kept are those that were added, in this process and in the next."""

from collections import Counter

import numpy as np
import pytest

from tests.benchmarks.learning.kept import Kept
from tests.benchmarks.learning.table import Result


@pytest.fixture
def result() -> Result:
    return Result("a", "thompson", True, np.array([98.25, 1 / 3]), 3.5, Counter(feed=1.5), runs=8)


def test_the_next_process_finds_them(result, tmp_path):
    file = tmp_path / "results.jsonl"
    Kept(file).add("one", result)
    Kept(file).add("two", result)
    found = Kept(file).results
    assert list(found) == ["one", "two"]
    assert found["two"].scores.tolist() == [98.25, 1 / 3]
    assert vars(found["one"]) | {"scores": None} == vars(result) | {"scores": None}
    assert found["one"].parts.total() == 1.5


def test_without_a_file_they_are_kept_in_memory(result):
    kept = Kept(None)
    kept.add("one", result)
    assert kept.results == {"one": result}
