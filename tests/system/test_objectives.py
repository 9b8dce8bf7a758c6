"""Objectives that nobody would write, and those that people do: each has one name or a reason why it is none."""

import re
from decimal import Decimal

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

METRICS = (
    *["followers", "likes", "retweets", "replies", "quotes", "bookmarks", "views", "profile_clicks", "url_clicks"],
    *["engagements", "extra.signUps", "extra.a_1"],
)
WEIGHTS = st.decimals("0.000001", "1000000", places=6).map(lambda weight: weight.normalize())
SPACE = st.sampled_from(["", " ", "  ", "\t", "\n"])
PARSED = "select name, metrics, weights, is_per_post, is_own, unit, problem from bandit_internal.parse_objective(%s)"


def set_objective(db: psycopg.Connection, text: str) -> str:
    """Set the objective; return it as stored."""
    return db.execute("select bandit.set_setting('objective', %s) as stored", [text]).fetchone()["stored"]


exploring = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def objectives(draw) -> tuple[str, dict[str, Decimal], bool]:
    """Return an objective as people write it, with its weights and whether it counts per post."""
    weights = {metric: draw(WEIGHTS) for metric in draw(st.lists(st.sampled_from(METRICS), min_size=1, unique=True))}
    terms = []
    for metric, weight in weights.items():
        factors = [f"{weight:f}", metric]
        star = f"{draw(SPACE)}*{draw(SPACE)}"
        is_bare = weight == 1 and draw(st.booleans())
        terms.append(metric if is_bare else star.join(factors if draw(st.booleans()) else reversed(factors)))
    basis = draw(st.sampled_from(["", " per post", " PER  1000", " per 1k", " per 1000 impressions"]))
    text = f"{draw(SPACE)}+{draw(SPACE)}".join(terms)
    return f"{draw(SPACE)}{text}{basis}{draw(SPACE)}", weights, basis in ("", " per post")


@exploring
@given(objectives())
def test_what_people_write(db: psycopg.Connection, written):
    text, weights, is_per_post = written
    if len(text) > 500:
        return
    parsed = db.execute(PARSED, [text]).fetchone()
    assert parsed["problem"] is None
    assert dict(zip(parsed["metrics"], parsed["weights"], strict=True)) == weights
    assert (parsed["is_per_post"], parsed["unit"]) == (is_per_post, max(weights.values()))
    assert parsed["is_own"] == (weights != {"followers": 1})
    assert db.execute(PARSED, [parsed["name"]]).fetchone() == parsed  # its name is read as what it names
    with db.transaction(force_rollback=True):
        assert set_objective(db, text) == parsed["name"]


@exploring
@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])) | st.text("likes+*.0123-per ()NaN"))
def test_what_nobody_would(db: psycopg.Connection, text):
    parsed = db.execute(PARSED, [text]).fetchone()
    with db.transaction(force_rollback=True):
        if parsed["problem"]:
            with pytest.raises(psycopg.Error) as error:
                set_objective(db, text)
            assert (error.value.sqlstate, error.value.diag.message_detail) == ("WT006", parsed["problem"])
            assert "followers_per_post (rate times reach)" in error.value.diag.message_hint
        else:
            assert re.search("follower|f_per_1k|likes|views|quotes|extra", parsed["name"])
            assert set_objective(db, text) == parsed["name"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("likes", 10),
        ("1000000*likes", 10_000_000),
        ("0.000001*likes", Decimal("0.00001")),
        ("extra.signups + likes", 14),
    ],
)
def test_a_run_in_any_unit(db: psycopg.Connection, text, value):
    """Weights of any size give the same weights of generators, and the values that they say."""
    with db.transaction(force_rollback=True):
        set_objective(db, text)
        db.execute("""
            with decided as (
                insert into bandit.content_metadata (
                    account_id, generator_name, source, status, created_at, posted_at, tweet_id
                )
                select bandit.account_id('default'), (array['coach', 'dataNerd'])[1 + n % 2], 'import', 'posted',
                       t.at, t.at, n
                from generate_series(1, 60) as n
                cross join lateral (select timestamptz '2025-01-19' - n * interval '1 hour' as at) as t
                returning account_id, decision_id, generator_name, posted_at
            )
            insert into bandit.outcomes (
                account_id, decision_id, likes, impressions, extra, source, collected_at, known_at
            )
            select d.account_id, d.decision_id, case d.generator_name when 'coach' then 10 else 2 end, 1000,
                   '{"signups": 4}', 'test', d.posted_at, d.posted_at
            from decided as d
        """)
        run = db.execute("select weights from bandit.optimize(p_dry_run => true, p_now => '2025-01-20')").fetchone()
        found = db.execute("""
            select p.value
            from bandit.generator_performance(p_now => '2025-01-20') as p
            where p.generator_name = 'coach'
        """).fetchone()
    weights = {weight["generator_name"]: weight["weight"] for weight in run["weights"]}
    assert found == {"value": value}
    assert weights["dataNerd"] == 0.02
    assert weights["coach"] > 0.05
