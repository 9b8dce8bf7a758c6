"""Reading counts out of any JSON: what is there is taken as it is, and nothing else ever becomes a number."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from runner.platforms import bluesky, mastodon, x
from runner.platforms.limits import DEFAULT, limited_until
from runner.platforms.metrics import LARGEST, METRICS, result, storable

PLACES = {"x": x.PLACES, "bluesky": bluesky.PLACES, "mastodon": mastodon.PLACES}
counts = st.integers(-LARGEST, LARGEST)
anything = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers(-(2**80), 2**80) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def nested(places: dict[str, object]) -> dict:
    """JSON that has these values at these places."""
    document: dict = {}
    for place, value in places.items():
        *parents, last = place.split(".")
        inner = document
        for parent in parents:
            inner = inner.setdefault(parent, {})
        inner[last] = value
    return document


def is_count(value: object) -> bool:
    return type(value) is int and -LARGEST <= value <= LARGEST


@pytest.mark.parametrize("platform", PLACES)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)  # the first text of all takes seconds
@given(data=st.data())
def test_each_metric_has_its_count_or_a_reason(platform, data):
    names = sorted({place for places in PLACES[platform].values() for place in places})
    values = data.draw(st.dictionaries(st.sampled_from(names), counts | anything))
    read = result("1", nested(values), PLACES[platform], {})
    for metric in METRICS:
        given_counts = [values[place] for place in PLACES[platform].get(metric, ()) if is_count(values.get(place))]
        if given_counts:
            assert read[metric] == given_counts[0]
        else:
            assert metric not in read
            assert "error" in read or read["unavailable"][metric]
    assert ("error" in read) != any(metric in read for metric in METRICS)


@pytest.mark.parametrize("platform", PLACES)
@given(post=anything)
def test_anything_else_is_a_failure(platform, post):
    read = result("1", post, PLACES[platform], {})
    assert read.keys() == {"tweet_id", "error", "raw"}


@given(value=anything)
def test_storable_removes_what_jsonb_cannot_store(value):
    text = json.dumps(storable(value), allow_nan=False)
    assert "\\u0000" not in text.replace("\\\\", "")
    storable(value).__repr__().encode()


@given(value=st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8", exclude_characters="\0")))
def test_storable_keeps_what_jsonb_can_store(value):
    assert storable({"a": [value]}) == {"a": [value]}


@given(headers=st.dictionaries(st.sampled_from(["x-rate-limit-reset", "ratelimit-reset", "retry-after"]), st.text()))
def test_a_limit_without_sense_ends_some_time(headers):
    now = datetime.now(UTC)
    assert now <= limited_until(headers) <= now + timedelta(days=1, minutes=1)


@pytest.mark.parametrize(
    "text", ["", "soon", "-5", "0", "nan", "inf", "1e300", "99999999999999", "2020-01-01T00:00:00Z"]
)
def test_a_limit_that_cannot_be_is_a_quarter_of_an_hour(text):
    left = limited_until({"x-rate-limit-reset": text}) - datetime.now(UTC)
    assert abs(left - DEFAULT).total_seconds() < 5
