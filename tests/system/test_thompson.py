"""The policy thompson against an independent reading of its formulas, and against data that nobody would think of."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import numpy as np
import psycopg
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from psycopg.sql import SQL, Identifier
from scipy import special, stats

from tests.system.thompson import EPOCH, Account, Post, Reading

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SEEDS = range(4)
CHECKED = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def value(db, function: str, *arguments: float) -> float:
    given = SQL(", ").join(SQL("{}::double precision").format(argument) for argument in arguments)
    [found] = db.execute(SQL("select bandit_internal.{}({}) as value").format(Identifier(function), given)).fetchall()
    return found["value"]


# The helpers, against scipy


@CHECKED
@given(st.floats(1e-12, 1 - 1e-12))
@example(0.5)
@example(0.975)
def test_normal_quantile(db, probability):
    expected = float(stats.norm.ppf(probability))
    assert value(db, "normal_quantile", probability) == pytest.approx(expected, rel=1e-9, abs=1e-12)


@CHECKED
@given(shape=st.floats(0.1, 1e5), quantile=st.floats(1e-6, 1 - 1e-6))
@example(shape=0.5, quantile=0.999)
@example(shape=1e5, quantile=0.5)
@example(shape=1e9, quantile=0.975)
@example(shape=1e9, quantile=0.01)
def test_gamma_tail(db, shape, quantile):
    x = float(special.gammaincinv(shape, quantile))
    expected = float(special.gammaincc(shape, x))
    assert value(db, "gamma_tail", x, shape) == pytest.approx(expected, rel=1e-6, abs=1e-6 if shape > 1e5 else 1e-11)


@CHECKED
@given(shape=st.floats(0.1, 1e6), probability=st.floats(0.001, 0.999))
@example(shape=1.0, probability=0.025)
@example(shape=1.0, probability=0.975)
@example(shape=0.1, probability=0.025)
@example(shape=99.999, probability=0.025)
@example(shape=100.0, probability=0.025)
def test_gamma_quantile(db, shape, probability):
    expected = float(special.gammaincinv(shape, probability))
    assert value(db, "gamma_quantile", probability, shape) == pytest.approx(expected, rel=1e-6)


def test_best_probabilities(db):
    """Against 400,000 draws of the gamma distributions themselves: 0.025 is the Monte Carlo error of 400."""
    shapes, exposures = [1.0, 3.0, 40.0, 12.0, 250.0], [0.5, 1.5, 15.0, 8.0, 100.0]
    random = np.random.default_rng(5)
    worth = random.gamma(shapes, 1 / np.array(exposures), (400_000, 5))
    expected = np.bincount(worth.argmax(axis=1), minlength=5) / len(worth)
    losses = worth.max(axis=1).mean() - worth.mean(axis=0)
    rows = db.execute(
        """
        select b.*
        from bandit_internal.best_probabilities(array(
            select row(c.name, c.shape, c.exposure, 0, 0, n.draws, n.draws)::bandit_internal.contender
            from unnest(%s::text[], %s::float8[], %s::float8[]) with ordinality as c (name, shape, exposure, place)
            join bandit.standard_normals as n on n.series = c.place - 1
        )) as b
        """,
        (list("abcde"), shapes, exposures),
    )
    found = {row["generator_name"]: row for row in rows}
    for name, probability, loss in zip("abcde", expected, losses, strict=True):
        assert found[name]["best_probability"] == pytest.approx(probability, abs=0.03)
        assert found[name]["expected_loss"] == pytest.approx(loss, rel=0.1)
    assert sum(row["best_probability"] for row in found.values()) == pytest.approx(1)


# The weights, against the reading in numpy


def insert(db: psycopg.Connection, names: Sequence[str], posts: Sequence[Post], **rules: object) -> int:
    """An account with these posts and settings, straight into the tables."""
    rules = {"policy": "thompson", "min_posts": 1} | rules
    with db.transaction():
        account_id = db.execute(
            "insert into bandit.accounts (handle) values ('t' || gen_random_uuid()) returning account_id"
        ).fetchone()["account_id"]
        db.execute(
            SQL("insert into bandit.account_settings (account_id, {}) values ({})").format(
                SQL(", ").join(map(Identifier, rules)), SQL(", ").join([SQL("%s")] * (len(rules) + 1))
            ),
            (account_id, *rules.values()),
        )
        units = [10000 // len(names) + (at < 10000 % len(names)) for at in range(len(names))]
        db.execute(
            """
            insert into bandit.experiment_arms (account_id, arm, share, transform, strength, started_at)
            values (%s, 'control', 1, 'none', 0, '2000-01-01')
            """,
            [account_id],
        )
        db.execute(
            """
            insert into bandit.generator_weights (account_id, generator_name, weight)
            select %s, name, units / 10000.0 from unnest(%s::text[], %s::int[]) as g (name, units)
            """,
            (account_id, list(names), units),
        )
        with db.cursor() as cursor:
            for post in posts:
                decision = cursor.execute(
                    """
                    insert into bandit.content_metadata (
                        account_id, generator_name, source, status, posted_at, tweet_id, topic, format
                    )
                    values (%s, %s, 'import', 'posted', %s, gen_random_uuid(), %s, %s)
                    returning decision_id
                    """,
                    (account_id, post.generator, post.posted_at, post.topic, post.format),
                ).fetchone()["decision_id"]
                cursor.execute(
                    """
                    insert into bandit.outcomes (
                        account_id, decision_id, impressions, followers_gained, followers_source, source,
                        collected_at, known_at
                    )
                    values (%s, %s, %s, %s, %s, 'test', %s, %s)
                    """,
                    (
                        account_id, decision, post.last.impressions, Decimal(repr(post.last.followers)),
                        "reported" if post.is_reported else "attributed", post.last.at,
                        post.posted_at if post.is_final else post.last.at,
                    ),
                )  # fmt: skip
                cursor.executemany(
                    """
                    insert into bandit.metric_snapshots (
                        account_id, decision_id, bucket_at, collected_at, impressions, followers_gained, source
                    )
                    values (%s, %s, %s, %s, %s, %s, 'test')
                    """,
                    [
                        (account_id, decision, reading.at, reading.at, reading.impressions, int(reading.followers))
                        for reading in post.earlier
                    ],
                )
    return account_id


def explain(db: psycopg.Connection, account_id: int, now: datetime = NOW) -> dict[str, dict]:
    rows = db.execute("select * from bandit.explain_weights(p_account_id => %s, p_now => %s)", (account_id, now))
    return {row["generator_name"]: row for row in rows}


def history(seed: int, names: Sequence[str], days: int, posts_a_day: int) -> list[Post]:
    """Heavy-tailed posts with readings as they come in, a generator that jumps, and fractional, attributed losses.

    From seed 2 on a topic and the morning help one generator in two, and harm the others.
    """
    random = np.random.default_rng(seed)
    rates = random.uniform(0.5, 4, len(names))
    posts = []
    for _ in range(days * posts_a_day):
        age = timedelta(days=float(random.uniform(0, days)))
        g = int(random.integers(len(names)))
        rate = rates[(g + 1) % len(names)] * 30 if g == 0 and age < timedelta(days=12) else rates[g]
        impressions = int(800 * np.exp(random.normal(0.3 * (g % 3), 1.3))) + 1
        posted_at = NOW - age
        told = {
            "topic": (None, "sleep", "food", "sport")[random.integers(4)],
            "format": ("thread", "single")[random.integers(2)],
        }
        if seed >= 2 and told["topic"] == "sleep":
            rate *= (12, 0.05)[g % 2]
        if seed >= 2 and posted_at.hour // 6 == 1:
            rate *= (0.2, 5)[g % 2]
        followers = int(random.poisson(impressions / 1000 * rate * random.gamma(2, 0.5)))
        ages = [timedelta(hours=float(hours)) for hours in (1, 4, 7, 20, 45, 90, 150, 200)]
        readings = [
            Reading(posted_at + at, int(impressions * (1 - 0.9**hours)), round(followers * min(1, hours / 100)))
            for at, hours in ((at, at / timedelta(hours=1)) for at in ages)
            if at <= age
        ]
        match int(random.integers(4)):
            case 0:
                posts.append(Post(names[g], posted_at, Reading(NOW, impressions, followers), **told))
            case 1:
                lost = followers - random.integers(1000) / 250
                last = Reading(NOW, impressions, float(lost))
                posts.append(Post(names[g], posted_at, last, is_final=False, is_reported=False, **told))
            case _ if readings:
                posts.append(Post(names[g], posted_at, readings[-1], is_final=False, earlier=tuple(readings), **told))
    return posts


@pytest.mark.parametrize("seed", SEEDS)
def test_the_reading_in_numpy_agrees(db, seed):
    names = [f"g{letter}" for letter in "aBcDeFg"[: 3 + seed]]
    names.sort()
    posts = history(seed, names, days=[20, 60, 90, 300][seed], posts_a_day=[10, 10, 8, 4][seed])
    half_life = [90, 10, 60, 40][seed]
    account = Account(names, posts, NOW, half_life)
    account_id = insert(db, names, posts, half_life=timedelta(days=half_life))

    found = explain(db, account_id)
    expected = account.best()
    for name, p in zip(names, account.posteriors(), strict=True):
        row = found[name]
        assert float(row["posterior_mean"]) == pytest.approx(p.shape / p.exposure, rel=1e-9)
        bounds = stats.gamma.ppf([0.025, 0.975], p.shape, scale=1 / p.exposure)
        assert [float(row["credible_low"]), float(row["credible_high"])] == pytest.approx(list(bounds), rel=1e-6)
        assert row["evidence"]["reach"] == pytest.approx(np.exp(p.log_reach), rel=1e-9)
        assert row["evidence"]["dispersion"] == pytest.approx(account.dispersion(), rel=1e-9)
        assert row["evidence"].get("changed_at") == (p.changed_on and day(p.changed_on))
        assert float(row["best_probability"]) == pytest.approx(expected[name], abs=1e-9)
    assert any(p.changed_on for p in account.posteriors()), "the test should meet a change point"

    scores = {name: expected[name] ** 3 for name in names}
    weights = filled(scores, 0.02)
    assert {name: float(row["new_weight"]) for name, row in found.items()} == pytest.approx(weights, abs=1.01e-4)

    assert set(account.effects()) >= [set(), set(), {"topic", "daypart"}, {"topic", "daypart"}][seed]
    by_context = {
        (cell["topic"], cell["format"], cell["daypart"]): {
            name: next(c["weight"] for c in row["context_weights"] if {**c, "weight": 0} == {**cell, "weight": 0})
            for name, row in found.items()
        }
        for cell in found[names[0]]["context_weights"] or ()
    }
    assert set(by_context) == set(account.contexts())
    for context, weights in by_context.items():
        scores = {name: p**2 for name, p in account.best(context=context).items()}
        assert weights == pytest.approx(filled(scores, 0.02), abs=1.01e-4)


def day(number: int) -> str:
    """As JSON has it."""
    return (EPOCH + timedelta(days=number)).isoformat()


def filled(scores: dict[str, float], floor: float) -> dict[str, float]:
    """Proportional, none under the floor."""
    low: set[str] = set()
    while True:
        room = 1 - floor * len(low)
        total = sum(score for name, score in scores.items() if name not in low)
        weights = {name: floor if name in low else room * score / total for name, score in scores.items()}
        under = {name for name, weight in weights.items() if weight < floor}
        if not under:
            return weights
        low |= under


def test_the_objective(db):
    names = ["a", "b"]
    posts = [
        Post(name, NOW - timedelta(days=1 + at / 10), Reading(NOW, impressions, followers))
        for at in range(200)
        for name, impressions, followers in (("a", 1000, 2), ("b", 5000 + at % 3, 5))
    ]
    account = Account(names, posts, NOW)
    for objective, by_reach, winner in (("f_per_1k", False, "a"), ("followers_per_post", True, "b")):
        found = explain(db, insert(db, names, posts, objective=objective))
        assert float(found[winner]["new_weight"]) > 0.9
        assert float(found["a"]["best_probability"]) == pytest.approx(account.best(by_reach)["a"])


def test_the_order_of_insertion_does_not_matter(db):
    names = ["a", "b", "c"]
    posts = history(9, names, days=40, posts_a_day=8)
    straight, backwards = (explain(db, insert(db, names, order)) for order in (posts, posts[::-1]))
    again = explain(db, db.execute("select max(account_id) as id from bandit.accounts").fetchone()["id"])
    assert backwards == again
    for name in names:
        assert straight[name]["new_weight"] == backwards[name]["new_weight"]
        assert straight[name]["posterior_mean"] == pytest.approx(
            backwards[name]["posterior_mean"], rel=Decimal("1e-12")
        )


IMPRESSIONS = st.sampled_from([0, 1, 30, 1000, 250_000, 10**12]) | st.integers(0, 10**6)
FOLLOWERS = st.sampled_from([0.0, 0.0, 1.0, -3.0, -1e6, 0.004, 5e-324, 2.5, 1e9]) | st.floats(-50, 500)
AGES = st.floats(0, 300).map(lambda days: timedelta(days=days))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), count=st.sampled_from([1, 1, 2, 3, 12, 12, 200]))
def test_weights_are_a_distribution_whatever_the_data(db, data, count):
    floor = Decimal("0.002") if count == 200 else Decimal("0.02")
    names = [f"g{at}" for at in range(count)]
    kinds = data.draw(
        st.lists(st.tuples(st.sampled_from(names), IMPRESSIONS, FOLLOWERS, AGES, st.booleans()), max_size=12)
    )
    posts = [
        Post(name, NOW - age - timedelta(minutes=at), Reading(NOW, impressions, followers), is_final)
        for name, impressions, followers, age, is_final in kinds
        for at in range(data.draw(st.integers(1, 6)))
    ]
    rows = explain(db, insert(db, names, posts, min_weight=floor))
    assert len(rows) == count
    assert sum(row["new_weight"] for row in rows.values()) == 1
    for row in rows.values():
        assert row["new_weight"] >= floor
        assert 0 <= row["best_probability"] <= 1
        assert 0 <= row["credible_low"] <= row["credible_high"] < Decimal("Infinity")
        assert row["posterior_mean"] > 0
    assert float(sum(row["best_probability"] for row in rows.values())) == pytest.approx(1)
