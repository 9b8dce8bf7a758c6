"""Lift and its interval: the helpers against scipy, and the interval against what it promises."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.sql import SQL, Identifier
from scipy import special, stats

SHAPES = st.floats(0.5, 1e5)
CHECKED = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def value(db, function: str, *arguments: float) -> float:
    given = SQL(", ").join(SQL("{}::double precision").format(argument) for argument in arguments)
    [found] = db.execute(SQL("select bandit_internal.{}({}) as value").format(Identifier(function), given)).fetchall()
    return found["value"]


@CHECKED
@given(x=st.floats(1e-9, 1e9) | st.floats(0.5, 3))
def test_ln_gamma(db, x):
    expected = float(special.gammaln(x))
    assert value(db, "ln_gamma", x) == pytest.approx(expected, rel=1e-15, abs=1e-15)


@CHECKED
@given(degrees=st.integers(1, 30), tail=st.floats(1e-9, 1))
def test_chi_square_tail(db, degrees, tail):
    x = float(stats.chi2.isf(tail, degrees))
    expected = float(stats.chi2.sf(x, degrees))
    query = "select bandit_internal.chi_square_tail(%s::double precision, %s) as value"
    assert db.execute(query, (x, degrees)).fetchone()["value"] == pytest.approx(expected, rel=0, abs=1e-14)


@CHECKED
@given(a=SHAPES, b=SHAPES, quantile=st.floats(1e-6, 1 - 1e-6))
def test_beta_cdf(db, a, b, quantile):
    x = float(stats.beta.ppf(quantile, a, b))
    found = value(db, "beta_cdf", x, a, b)
    assert found == pytest.approx(float(stats.beta.cdf(x, a, b)), rel=1e-7, abs=1e-9)


@CHECKED
@given(a=SHAPES, b=SHAPES, probability=st.floats(0.001, 0.999))
def test_beta_prime_quantile(db, a, b, probability):
    found = value(db, "beta_prime_quantile", probability, a, b)
    assert float(stats.betaprime.cdf(found, a, b)) == pytest.approx(probability, rel=1e-6)


@pytest.mark.parametrize("spread", [0.0, 1.0], ids=["poisson", "overdispersed"])
def test_the_interval_covers_the_truth(db, spread):
    """Of 400 experiments with a true lift of 0.25, about 95 % of the intervals hold it (93 to 97.5 % for chance)."""
    random = np.random.default_rng(7)
    truth, experiments, posts = 0.25, 400, 120
    covered = 0
    for _ in range(experiments):
        sides = []
        for rate in (2.0 * (1 + truth), 2.0):
            exposure = random.lognormal(np.log(0.8), 1.0, posts)
            quality = random.gamma(1 / spread, spread, posts) if spread else np.ones(posts)
            count = random.poisson(exposure * rate * quality)
            sides.append((count, exposure))
        residual = sum(((n - n.sum() / e.sum() * e) ** 2).sum() for n, e in sides)
        dispersion = max(1.0, residual / sum(n.sum() for n, _ in sides) * 2 * posts / (2 * posts - 2))
        arguments = [Decimal(float(total)) for n, e in sides for total in (n.sum(), e.sum())] + [Decimal(dispersion)]
        [found] = db.execute("select * from bandit_internal.rate_lift(%s, %s, %s, %s, %s)", arguments).fetchall()
        covered += found["lift_low"] <= truth <= found["lift_high"]
    assert 0.93 <= covered / experiments <= 0.975


def standardised(db, *sides: list) -> tuple[float, ...]:
    row = db.execute(
        """
        select total / exposure as rate, total / exposure / exposure as variance,
            control_total / control_exposure as control_rate, control_total / control_exposure ^ 2 as control_variance
        from bandit_internal.standardise_rates(%s::numeric[], %s::numeric[], %s::numeric[], %s::numeric[])
        """,
        sides,
    ).fetchone()
    return tuple(float(row[name]) for name in ("rate", "variance", "control_rate", "control_variance"))


PERIODS = st.lists(
    st.tuples(st.integers(1, 500), st.integers(100, 10**6), st.integers(1, 500), st.integers(100, 10**6)),
    min_size=1,
    max_size=6,
)


@CHECKED
@given(periods=PERIODS)
def test_standardised_rates(db, periods):
    """Means over the periods with Mantel-Haenszel weights, and the variance of such a mean of Poisson counts."""
    n, e, control_n, control_e = np.array(periods, dtype=float).T
    weights = e * control_e / (e + control_e)
    weights /= weights.sum()
    expected = [
        value
        for count, exposure in ((n, e), (control_n, control_e))
        for value in ((weights * count / exposure).sum(), (weights**2 * count / exposure**2).sum())
    ]
    sides = [list(map(int, side)) for side in (n, e, control_n, control_e)]
    assert standardised(db, *sides) == pytest.approx(expected)


def test_results_over_periods_cover_the_truth(db):
    """Three periods of other shares and rates: 95 % of the intervals hold the lift; that of the sums is far off."""
    random = np.random.default_rng(11)
    truth, experiments = 0.25, 400
    shares, rates = np.array([0.1, 0.4, 0.7]), np.array([0.002, 0.004, 0.008])
    covered, pooled = 0, []
    for _ in range(experiments):
        e = np.round(60_000 * shares)
        control_e = 60_000 - e
        n, control_n = random.poisson(rates * (1 + truth) * e), random.poisson(rates * control_e)
        sides = [list(map(int, side)) for side in (n, e, control_n, control_e)]
        row = db.execute(
            """
            select l.lift_low, l.lift_high
            from bandit_internal.standardise_rates(%s::numeric[], %s::numeric[], %s::numeric[], %s::numeric[]) as s
            cross join lateral bandit_internal.rate_lift(
                s.total, s.exposure, s.control_total, s.control_exposure, 1
            ) as l
            """,
            sides,
        ).fetchone()
        covered += row["lift_low"] <= truth <= row["lift_high"]
        pooled.append(n.sum() / e.sum() / (control_n.sum() / control_e.sum()) - 1)
    assert 0.93 <= covered / experiments <= 0.975
    assert np.mean(pooled) > 1  # Simpson's paradox


@pytest.mark.parametrize(("share", "control_share"), [(0.5, 0.5), (0.2, 0.8)])
def test_the_missing_posts_are_enough(db, share, control_share):
    """With that many posts, a lift of 20 % shows at P(better) above 0.95 in about 80 % of experiments."""
    random = np.random.default_rng(5)
    per_post = 1.5
    query = "select bandit_internal.posts_for_lift(0.2, 0, 0, 1, %s::numeric, %s::numeric, %s::numeric) as posts"
    posts = db.execute(query, (per_post, share, control_share)).fetchone()["posts"]
    control_posts = posts * control_share / share
    found = 0
    experiments = 2000
    for _ in range(experiments):
        n, control_n = random.poisson(1.2 * per_post * posts), random.poisson(per_post * control_posts)
        better = stats.betaprime.sf(posts / control_posts, n + 0.5, control_n + 0.5)
        found += better > 0.95
    assert 0.77 <= found / experiments <= 0.86
