"""Followers are conserved to the last digit, whatever the posts, readings, counts and gains, in whatever order."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal, localcontext
from itertools import pairwise

import psycopg
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
START = NOW - timedelta(days=10)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Post:
    """Posted so many hours after START; readings are (hours after the post, impressions)."""

    number: int
    hours: float
    impressions: int | None
    followers: Decimal | None
    readings: tuple[tuple[float, int], ...] = ()

    def arrive(self, db: psycopg.Connection, account_id: int) -> None:
        posted_at = START + self.hours * HOUR
        query = """
            insert into bandit.content_metadata (account_id, generator_name, source, status, posted_at, tweet_id)
            values (%s, 'coach', 'import', 'posted', %s, %s)
            returning decision_id
        """
        decision_id = db.execute(query, (account_id, posted_at, str(self.number))).fetchone()["decision_id"]
        db.execute(
            """
            insert into bandit.outcomes (
                account_id, decision_id, impressions, followers_gained, followers_source, source, collected_at, known_at
            )
            values (%s, %s, %s, %s, case when %s::numeric is not null then 'reported' end, 'test', %s, %s)
            """,
            (account_id, decision_id, self.impressions, self.followers, self.followers, NOW, posted_at),
        )
        for hours, impressions in self.readings:
            at = posted_at + hours * HOUR
            db.execute(
                """
                insert into bandit.metric_snapshots (
                    account_id, decision_id, bucket_at, collected_at, impressions, source
                )
                values (%s, %s, %s, %s, %s, 'test')
                """,
                (account_id, decision_id, at, at, impressions),
            )


@dataclass(frozen=True)
class Count:
    """Followers at so many hours after START; None: could not be read."""

    hours: float
    followers: int | None

    def arrive(self, db: psycopg.Connection, account_id: int) -> None:
        at = START + self.hours * HOUR
        query = "select bandit.record_followers(%s, %s, p_account_id => %s, p_now => %s)"
        db.execute(query, (self.followers, at, account_id, NOW))


@dataclass(frozen=True)
class Gain:
    """Followers gained in an interval that begins so many hours after START."""

    hours: float
    length: float
    gained: Decimal
    impressions: int | None

    def arrive(self, db: psycopg.Connection, account_id: int) -> None:
        at = START + self.hours * HOUR
        until = at + self.length * HOUR
        query = """
            select bandit.record_followers(
                p_gained => %s, p_from => %s, p_at => %s, p_impressions => %s, p_account_id => %s, p_now => %s
            )
        """
        db.execute(query, (self.gained, at, until, self.impressions, account_id, max(NOW, until)))


@dataclass(frozen=True)
class Attribution:
    """The job in between, after so many hours."""

    hours: float

    def arrive(self, db: psycopg.Connection, account_id: int) -> None:
        attribute(db, account_id, START + self.hours * HOUR)


HOURS = st.floats(0, 240).map(lambda hours: round(hours, 3)) | st.integers(0, 240).map(float)
NUMBERS = st.none() | st.integers(0, 3) | st.integers(0, 10**5) | st.just(10**14)
AMOUNTS = st.one_of(
    st.integers(-20, 20).map(Decimal),
    st.decimals(min_value=-1000, max_value=1000, places=25),
    st.sampled_from([Decimal("999999999999.999999999"), Decimal("-1e12"), Decimal("1e-30"), Decimal(417)]),
)
READINGS = st.lists(st.tuples(st.floats(0.01, 100).map(lambda hours: round(hours, 2)), st.integers(0, 10**5)),
                    max_size=4, unique_by=lambda reading: reading[0]).map(tuple)  # fmt: skip
POSTS = st.lists(
    st.tuples(HOURS, NUMBERS, st.none() | st.none() | st.decimals(0, 50, places=3), READINGS), max_size=8
).map(lambda rows: [Post(number, *row) for number, row in enumerate(rows)])
COUNTS = st.lists(
    st.builds(Count, HOURS, st.none() | st.integers(0, 10**6)), max_size=8, unique_by=lambda one: one.hours
)
GAINS = st.lists(
    st.builds(Gain, HOURS, st.sampled_from([1.0, 24.0, 24.0, 100.0]), AMOUNTS, NUMBERS),
    max_size=5,
    unique_by=lambda one: (one.hours, one.length),
)
JOBS = st.lists(st.builds(Attribution, HOURS), max_size=3)


@st.composite
def arrivals(draw: st.DrawFn) -> tuple[list, list]:
    """The same things in two orders, with the job now and then in between."""
    things = [*draw(POSTS), *draw(COUNTS), *draw(GAINS)]
    return draw(st.permutations(things + draw(JOBS))), draw(st.permutations(things + draw(JOBS)))


def attribute(db: psycopg.Connection, account_id: int, at: datetime = NOW) -> dict:
    query = "select * from bandit.attribute_followers(p_account_id => %s, p_now => %s)"
    return db.execute(query, (account_id, at)).fetchone()


def outcome_of(db: psycopg.Connection, handle: str, things: list) -> tuple[list, list, list]:
    """Let the things come, and attribute: intervals, attributions and followers of posts, checked."""
    account_id = db.execute("select bandit.create_account(%s) as id", [handle]).fetchone()["id"]
    for thing in things:
        thing.arrive(db, account_id)
    attribute(db, account_id)
    assert attribute(db, account_id)["changed"] == 0

    intervals = db.execute(
        "select * from bandit.follower_intervals where account_id = %s order by until_at", [account_id]
    ).fetchall()
    attributions = db.execute(
        """
        select a.until_at, c.tweet_id, a.followers, a.source
        from bandit.follower_attributions as a
        join bandit.content_metadata as c using (account_id, decision_id)
        where a.account_id = %s
        order by a.until_at, c.tweet_id
        """,
        [account_id],
    ).fetchall()
    for before, after in pairwise(intervals):
        assert before["until_at"] <= after["from_at"]
    for interval in intervals:
        credited = [row for row in attributions if row["until_at"] == interval["until_at"]]
        assert_conserved(interval, credited)
    posts = db.execute(
        """
        select tweet_id, followers_gained, followers_known_at, followers_source
        from bandit.content_metadata
        join bandit.outcomes using (account_id, decision_id)
        where account_id = %s
        order by tweet_id
        """,
        [account_id],
    ).fetchall()
    return [{k: v for k, v in row.items() if k != "account_id"} for row in intervals], attributions, posts


MANY_DIGITS = (Gain(0.0, 1.0, Decimal("999999999999.999999999"), None), Gain(1.0, 1.0, Decimal("1E-25"), None))


def assert_conserved(interval: dict, credited: list[dict]) -> None:
    """Attributed and unattributed are the gain; shares and reported follows are what is attributed, exactly."""
    with localcontext(prec=100):
        assert interval["attributed"] + interval["unattributed"] == interval["gained"]
        assert sum((row["followers"] for row in credited), Decimal(0)) == interval["attributed"]
    if any(row["source"] == "attributed" for row in credited):
        assert not interval["is_anomaly"]
        assert interval["unattributed"] == interval["base"]
    else:
        with localcontext(prec=100):
            assert interval["attributed"] in (interval["reported"], interval["gained"] - interval["base"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(arrivals())
@example(
    (
        [Count(0, 100), Count(48, 517), *(Post(n, 1 + n / 60, 10**n, None) for n in range(8))],
        [*(Post(n, 1 + n / 60, 10**n, None) for n in range(8)), Attribution(40), Count(48, 517), Count(0, 100)],
    )
)
@example(
    (
        [*(Post(n, 1.0, 1 if n == 6 else None, None) for n in range(7)), *MANY_DIGITS],
        [*(Post(n, 1.0, 1 if n == 6 else None, None) for n in range(7)), *MANY_DIGITS],
    )
)
def test_conserved_in_any_order(db, orders):
    one, other = orders
    with db.transaction(force_rollback=True):
        assert outcome_of(db, "one", one) == outcome_of(db, "other", other)


ROUNDED_EACH_ALONE = """
    create or replace function bandit_internal.apportion(p_amount numeric, p_exposures double precision[])
    returns numeric[] language sql immutable as $$
        select array_agg(round(p_amount * (e / t)::numeric, 6))
        from unnest(p_exposures) as e, (select sum(x) as t from unnest(p_exposures) as x) as total
    $$
"""
THE_FULL_GAIN_EACH = """
    create or replace function bandit_internal.apportion(p_amount numeric, p_exposures double precision[])
    returns numeric[] language sql immutable as 'select array_fill(p_amount, array[cardinality(p_exposures)])'
"""


@pytest.mark.parametrize("broken", [ROUNDED_EACH_ALONE, THE_FULL_GAIN_EACH], ids=["rounded", "full"])
def test_followers_made_up_or_lost_would_be_found(db, broken):
    things = [Count(0, 100), *(Post(n, 1, 10, None) for n in range(3)), Count(24, 110)]
    with db.transaction(force_rollback=True):
        db.execute(broken)
        with pytest.raises(AssertionError):
            outcome_of(db, "one", things)
