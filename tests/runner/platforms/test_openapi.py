"""The tests' X is held against X's own descriptions; these tests hold the holding."""

import pytest

from tests.runner.platforms.openapi import SPECS, is_at_hand, mistakes

PROBLEM = "application/problem+json"
METRICS = {"reply_count": 0, "like_count": 0, "quote_count": 0, "bookmark_count": 0, "impression_count": 0}
NAMES = {"tweet": "retweet_count", "post": "repost_count"}


@pytest.fixture(params=["tweet", "post"])
def version(request):
    if not is_at_hand(request.param):
        pytest.skip(f"X's descriptions are not in {SPECS}")
    return request.param


def found(version, body, path="/2/users/42/tweets", status=200, content_type="application/json"):
    return mistakes(version, path, status, content_type, body)


def test_what_is_right_passes(version):
    assert found(version, {"data": [{"id": "1", "public_metrics": METRICS | {NAMES[version]: 0}}]}) == []


@pytest.mark.parametrize(
    "change",
    [{"like_count": "5"}, {"like_count": None}, {"retweet_count": 1, "repost_count": 1}, {"likes": 1}],
    ids=repr,
)
def test_a_mistake_is_found(version, change):
    body = {"data": [{"id": "1", "public_metrics": METRICS | {NAMES[version]: 0} | change}]}
    assert found(version, body) != []


def test_mistakes_elsewhere_are_found(version):
    assert found(version, {"data": [{"id": 1}]}) != []
    assert found(version, {"data": [], "next_token": "5"}) != []
    assert found(version, {"errors": [{"type": "of no kind"}]}) != []
    assert found(version, {"title": "Invalid"}, status=400, content_type=PROBLEM) != []
    assert found(version, {"message": "Unauthorized"}, status=401) != []
