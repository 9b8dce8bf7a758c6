"""The joint fit of follower counts: the SQL against numpy, and against what it promises."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.sql import SQL, Composed
from psycopg.types.json import Jsonb
from scipy import stats

from tests.system import joint_fit

TODAY = 20_000
CHECKED = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
ROWS = SQL("""
    array(
        select row(
            '2026-01-01Z', r ->> 'day', r ->> 'hours', r ->> 'gained',
            translate(r ->> 'exposures', '[]', '{{}}'), translate(r ->> 'squares', '[]', '{{}}')
        )::text::bandit_internal.count_row
        from jsonb_array_elements({}) as r
    )
""")
FIT = SQL("select (f).* from (select bandit_internal.fit_counts({}, {}) as f offset 0) as found")
DAYS = SQL("""
    select d.generator_name, d.day, d.followers, d.exposure_1k
    from (select {} as rows offset 0) as r,
         unnest(bandit_internal.count_days('{{a,b,c}}', r.rows, bandit_internal.fit_counts(r.rows, {}))) as d
""")


def rows(random: np.random.Generator, days: int, generators: int, level: float = 1) -> joint_fit.Rows:
    """Counts every six hours; generators that are used unequally, from 1 to 4 followers per 1000."""
    intervals = days * 4
    posts = random.poisson(random.uniform(0, 2, generators), (intervals, generators))
    exposures = posts * random.lognormal(0, 0.6, (intervals, generators))
    rates = np.linspace(1, 4, generators)
    gained = random.poisson(level * exposures @ rates) + random.poisson(0.8, intervals) - random.poisson(0.3, intervals)
    return joint_fit.Rows(
        TODAY - days + np.repeat(np.arange(days), 4),
        np.full(intervals, 6.0),
        gained.astype(float),
        exposures,
        exposures**2 / np.maximum(posts, 1),
    )


def sent(given: joint_fit.Rows) -> Composed:
    """The rows as an expression."""
    document = [
        {"day": int(day), "hours": hours, "gained": gained, "exposures": list(exposures), "squares": list(squares)}
        for day, hours, gained, exposures, squares in zip(
            given.days, given.hours, given.gained, given.exposures, given.squares, strict=True
        )
    ]
    return ROWS.format(Jsonb(document))


def fitted(db, given: joint_fit.Rows) -> joint_fit.Fit:
    found = db.execute(FIT.format(sent(given), TODAY)).fetchone()
    return joint_fit.Fit(
        *(np.array(found[name]) for name in ("log_rates", "base", "levels", "beliefs", "expected", "variances"))
    )


@CHECKED
@given(size=st.integers(1, 13), seed=st.integers(0, 2**32 - 1))
def test_solve_cholesky(db, size, seed):
    random = np.random.default_rng(seed)
    factor = random.normal(size=(size, size))
    matrix, vector = factor @ factor.T + np.eye(size), random.normal(size=size)
    query = "select bandit_internal.solve_cholesky(%s::double precision[], %s::double precision[]) as x"
    assert db.execute(query, (matrix.ravel().tolist(), vector.tolist())).fetchone()["x"] == pytest.approx(
        np.linalg.solve(matrix, vector), rel=1e-9, abs=1e-9
    )


def test_a_matrix_that_is_not_positive_definite(db):
    with pytest.raises(Exception, match="square root of a negative number"):
        db.execute("select bandit_internal.solve_cholesky('{1,2,2,1}', '{1,1}')")


@pytest.mark.parametrize(("delay", "spread"), [(14, 1.1), (8, 0.7)])
def test_arrival_curve(db, delay, spread):
    curve = db.execute(
        "select bandit_internal.arrival_curve(make_interval(hours => %s), %s::double precision) as k", (delay, spread)
    ).fetchone()["k"]
    assert curve == pytest.approx(stats.lognorm.cdf(np.arange(169), spread, scale=delay), abs=1e-13)


@CHECKED
@given(
    days=st.integers(1, 40),
    generators=st.integers(1, 6),
    level=st.sampled_from([0.4, 1, 3]),
    seed=st.integers(0, 2**32 - 1),
)
def test_the_fit_is_that_of_numpy(db, days, generators, level, seed):
    given = rows(np.random.default_rng(seed), days, generators, level)
    found, expected = fitted(db, given), joint_fit.fit(given, TODAY, steps=8)
    assert found.log_rates == pytest.approx(expected.log_rates, abs=1e-6)
    assert found.base == pytest.approx(expected.base, abs=1e-6)
    assert found.levels == pytest.approx(expected.levels, abs=1e-6)
    assert found.beliefs == pytest.approx(expected.beliefs, rel=1e-5)


def test_it_finds_the_rates(db):
    """90 days with 4 generators; the one that is used least is drawn towards the mean."""
    given = rows(np.random.default_rng(3), 90, 4)
    found = np.exp(fitted(db, given).log_rates)
    assert found == pytest.approx(np.linspace(1, 4, 4), abs=0.6)
    assert (np.diff(found) > 0).all()


def test_a_bought_batch_speaks_little(db):
    given = rows(np.random.default_rng(3), 60, 4)
    sound = fitted(db, given)
    given.gained[100] += 3000
    found = fitted(db, given)
    assert found.beliefs[100] < 0.001
    assert found.log_rates == pytest.approx(sound.log_rates, abs=0.1)


@CHECKED
@given(gained=st.lists(st.integers(-3000, 3000), min_size=1, max_size=12), scale=st.sampled_from([0, 1e-6, 1, 1e6]))
def test_whatever_the_counts_are_the_fit_is_finite(db, gained, scale):
    n = len(gained)
    given = joint_fit.Rows(
        np.full(n, TODAY),
        np.full(n, 6.0),
        np.array(gained, float),
        np.full((n, 2), float(scale)),
        np.full((n, 2), float(scale) ** 2),
    )
    found = fitted(db, given)
    for values in (found.log_rates, found.base, found.levels, found.beliefs, found.expected, found.variances):
        assert np.isfinite(values).all()


def test_the_evidence_is_that_of_numpy(db):
    given = rows(np.random.default_rng(5), 20, 3)
    fit = joint_fit.fit(given, TODAY, steps=8)
    found = db.execute(DAYS.format(sent(given), TODAY)).fetchall()
    expected = joint_fit.evidence(given, fit)
    for row in found:
        followers, exposure = (part["abc".index(row["generator_name"])] for part in expected[row["day"]])
        assert (row["followers"], row["exposure_1k"]) == pytest.approx((followers, exposure), abs=1e-5)
    assert len(found) == sum((exposure > 0).sum() for _, exposure in expected.values())


START = datetime(2026, 5, 1, tzinfo=UTC)


def test_rows_are_made_of_counts_and_posts(db):
    """Settled or new, an interval has the exposure that each generator's posts gain in it by the arrival curve."""
    random = np.random.default_rng(11)
    posted = np.sort(random.uniform(0, 24 * 24, 40))
    impressions = random.integers(100, 5000, 40)
    names = [("coach", "explorer")[n % 2] for n in range(40)]
    now = START + timedelta(days=24)
    account = db.execute("select bandit.create_account('counted', p_now => %s) as a", (START,)).fetchone()["a"]
    db.execute(
        "select bandit.import_posts(%s, %s, %s)",
        (
            Jsonb(
                [
                    {
                        "tweet_id": str(n),
                        "posted_at": (START + timedelta(hours=hour)).isoformat(),
                        "generator_name": name,
                        "impressions": int(seen),
                    }
                    for n, (hour, name, seen) in enumerate(zip(posted, names, impressions, strict=True))
                ]
            ),
            now,
            account,
        ),
    )
    counts = 1000 + np.arange(97) * 2
    for n, count in enumerate(counts):
        db.execute(
            "select bandit.record_followers(%s, %s, p_now => %s, p_account_id => %s)",
            (int(count), START + timedelta(hours=6 * n), now, account),
        )
    db.execute("select bandit.attribute_followers(p_now => %s, p_account_id => %s)", (now, account))

    found = db.execute(
        "select (r).* from unnest(bandit_internal.count_rows(%s, '{coach,explorer}', %s)) as r", (account, now)
    ).fetchall()
    assert len(found) == 96
    cdf = stats.lognorm(1.1, scale=14).cdf

    def arrived(age):
        return np.interp(np.clip(age, 0, 168), np.arange(169), cdf(np.arange(169)))

    for n, row in enumerate(found):
        x = impressions / 1000 * (arrived(6 * (n + 1) - posted) - arrived(6 * n - posted)) * (posted > 6 * n - 168)
        own = [x[np.array(names) == name] for name in ("coach", "explorer")]
        assert (row["hours"], row["gained"], row["day"]) == (
            6,
            2,
            (START + timedelta(hours=6 * n)).toordinal() - datetime(1970, 1, 1).toordinal(),
        )
        assert row["exposures"] == pytest.approx([*(part.sum() for part in own), 0], abs=1e-6)
        assert row["squares"] == pytest.approx([*((part**2).sum() for part in own), 0], abs=1e-6)
    settled = db.execute(
        "select count(distinct until_at) as n from bandit.generator_exposures where account_id = %s", (account,)
    ).fetchone()["n"]
    assert 55 <= settled <= 64
