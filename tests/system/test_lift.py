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
