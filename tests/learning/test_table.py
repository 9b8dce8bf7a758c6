"""The page: its means and errors are right, and it counts what it should."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from tests.benchmarks.learning.scraped import Scraper
from tests.benchmarks.learning.table import Result, Results, estimate, mean, page


def result(scenario: str, contestant: str, *scores: float) -> Result:
    is_sql = contestant == "blueprint"
    return Result(
        scenario, contestant, is_sql, np.array(scores), 3.0, Counter(feed=1.0, attribute=0.5, optimize=1.0), runs=100
    )


PLAYED = [
    result("a", "uniform", 50, 52),
    result("a", "MABWiser UCB1(0.1)", 60, 64),
    result("a", "blueprint", 70, 76),
    result("l", "uniform", 22, 22),
    result("l", "MABWiser UCB1(0.1)", 20, 20),
    result("l", "blueprint", 30, 30),
]


@pytest.fixture
def results() -> Results:
    return Results(PLAYED)


def test_standard_errors():
    assert str(estimate(np.array([1.0, 2.0, 3.0, 6.0]))) == "3.0 ± 1.1"  # sd 2.160, by the root of 4
    assert str(mean([estimate(np.array([1.0, 3.0])), estimate(np.array([5.0, 5.0]))])) == "3.5 ± 0.5"


def test_the_mean_leaves_out_what_lies_beyond_j(results):
    assert results.averaged == ["a"]
    assert results.row("blueprint") == ["blueprint", "73.0 ± 3.0", "30.0 ± 0.0", "73.0 ± 3.0"]


def test_leads_are_by_account(results):
    """10 and 12 points: the accounts' own spread is not in the error."""
    leads = ["+11.0 ± 1.0", "+10.0 ± 0.0", "+11.0 ± 1.0"]
    assert results.leads("blueprint", "MABWiser UCB1(0.1)") == ["blueprint, MABWiser UCB1(0.1)", *leads]


def test_the_best_of_a_scenario_may_be_another(results):
    leads = ["+11.0 ± 1.0", "+8.0 ± 0.0", "+11.0 ± 1.0"]
    assert results.leads("blueprint") == ["blueprint, each scenario", *leads]


def test_costs_add_up_to_the_time_it_took(results):
    assert results.costs("blueprint") == ["blueprint", "200", "10.0", "5.0", "10.0", "0.0", "5.0"]


def written(**worlds: Results) -> str:
    options = {"days": None, "posts_a_day": None, "scraper": Scraper(), "versions": {"Python": "3"}}
    return page(worlds, seed=9, workers=2, origin="Written by hand.", **options)


def test_the_page_names_everything():
    text = written(posts=Results(replace(each, seconds=40) for each in PLAYED))
    assert "MABWiser UCB1(0.1) is the best peer by its mean" in text
    assert "2 accounts; seed 9" in text
    assert "- uniform: Every generator with the same probability" in text
    assert "- l reach: rates from 1 to 3" in text
    assert "Python 3. The simulation took 2 minutes in 2 parallel processes." in text
    assert text.index("| uniform |") < text.index("| MABWiser UCB1(0.1) |") < text.index("| blueprint |")


def test_each_peer_has_its_line(results):
    for peer in ("uniform", "MABWiser UCB1(0.1)", "each scenario"):
        assert f"| blueprint, {peer} |" in written(posts=results)


def test_one_world_is_not_compared_with_another(results):
    assert "Two worlds" not in written(posts=results)
    assert "Only the follower count is known" not in written(posts=results)
    text = written(counts=results)
    assert "Two worlds" not in text
    assert "the follower count of\nthe account every 6 hours" in text


def test_two_worlds_stand_beside_each_other(results):
    """A fifth less in the second."""
    counts = Results(replace(each, scores=0.8 * each.scores) for each in PLAYED)
    text = written(posts=results, counts=counts)
    assert "| blueprint | 73.0 / 58.4 | 30.0 / 24.0 | 73.0 ± 3.0 | 58.4 ± 2.4 |" in text
    for line in (
        "| blueprint | 73.0 ± 3.0 | 30.0 ± 0.0 | 73.0 ± 3.0 |",
        "| blueprint | 58.4 ± 2.4 | 24.0 ± 0.0 | 58.4 ± 2.4 |",
    ):
        assert line in text
    assert "**A scraped account on X, Bluesky or Mastodon is in this world.**" in text
    assert "| blueprint, posts | 200 |" in text
    assert "| blueprint, counts | 200 |" in text


def test_only_scenarios_of_both_worlds_stand_beside_each_other(results):
    text = written(posts=results, counts=results.only("a"))
    assert "| blueprint | 73.0 / 73.0 | 73.0 ± 3.0 | 73.0 ± 3.0 |" in text
