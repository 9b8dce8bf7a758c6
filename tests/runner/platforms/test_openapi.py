"""The tests' X is held against X's own descriptions; these tests hold the holding."""

import pytest

from runner.platforms.metrics import result
from runner.platforms.x import PLACES
from tests.runner.platforms.openapi import PARTLY_DESCRIBED, SPECS, document, is_at_hand, known_properties, mistakes

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


def test_a_valid_answer_passes(version):
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


def test_clicks_of_posts_are_in_the_manual_alone(version):
    """Once they are described, the description is to be kept to. Its other schemas name the profile's alike."""
    schemas = document(version)["components"]["schemas"]
    described = known_properties(version, schemas[version.capitalize()])
    for name in PARTLY_DESCRIBED:
        assert not [key for key in known_properties(version, described[name]) if "clicks" in key]
    assert "user_profile_clicks" in schemas[{"tweet": "Metrics", "post": "Analytics"}[version]]["properties"]


@pytest.mark.parametrize("place", sorted(PARTLY_DESCRIBED))
def test_clicks_are_read_by_the_names_of_the_manual(place):
    """A post without a link has no url_link_clicks, which is not 0."""
    post = {place: {"impression_count": 9, "user_profile_clicks": 2, "url_link_clicks": 3}}
    read = result("1", post, PLACES, {})
    assert (read["profile_clicks"], read["url_clicks"]) == (2, 3)
    del post[place]["url_link_clicks"]
    assert "url_clicks" not in result("1", post, PLACES, {})
