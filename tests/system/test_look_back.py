"""A look back says what was said on the day, to the last digit, however often the posts are read again afterwards."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from psycopg.types.json import Jsonb

START = datetime(2026, 10, 5, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
POSTS_A_DAY = 4
LOOKS = 3, 8, 15  # on these days, counted from 0, all questions are asked
POLICIES = "blueprint", "thompson"
BY_POLICY = "explain", "explain 30 days", "success"
WITHOUT_SHRINKING = Phase.explicit, Phase.reuse, Phase.generate  # each example takes seconds

QUESTIONS = {
    "report": "select * from bandit.report()",
    "explain": "select * from bandit.explain_weights()",
    "explain 30 days": "select * from bandit.explain_weights(p_lookback => '30 days')",
    "generator_performance": "select * from bandit.generator_performance()",
    "evidence": "select * from bandit.generator_evidence()",
    "experiment results": "select * from bandit.experiment_results where account = 'look'",
    "weekly progress": "select * from bandit.weekly_progress where account = 'look'",
    "success": "select * from bandit.success_metrics where account = 'look'",
    "evaluate": """
        select *
        from bandit.evaluate_policy(
            p_weights => (select jsonb_object_agg(generator_name, weight) from bandit.weights where account = 'look'),
            p_measure => 'f_per_1k'
        )
    """,
    "health": """
        select name, severity, value, sentence
        from bandit.health_checks()
        where name in ('f_per_1k', 'followers', 'metrics', 'rejected_metrics', 'change_points', 'run_due')
    """,
}


@dataclass(frozen=True)
class Reading:
    """A post is read: what has come since it was read before; None: not measured this time."""

    hour: float
    number: int
    likes: int | None
    impressions: int | None
    followers: int | None


READINGS = st.builds(
    Reading,
    hour=st.floats(0, 23.9),
    number=st.integers(0, 100),
    likes=st.none() | st.integers(0, 9),
    impressions=st.none() | st.integers(0, 2000),
    followers=st.none() | st.integers(0, 4),
)
DAYS = st.lists(st.lists(READINGS, max_size=8), min_size=LOOKS[-1] + 1, max_size=LOOKS[-1] + 1)


class Account:
    """An account whose posts are chosen, published and read; without impressions, its followers are counted."""

    def __init__(self, db: psycopg.Connection, platform: str):
        self.db, self.platform = db, platform
        self.counts: list[dict[str, int]] = []
        self.at(START)
        db.execute("set bandit.account = 'look'")
        db.execute("select bandit.create_account('look', %s)", [platform])
        db.execute("select bandit.set_setting('min_posts', '4')")

    def at(self, time: datetime) -> None:
        self.db.execute("select set_config('bandit.fake_now', %s, false)", [time.isoformat()])

    def live(self, day: datetime, readings: list[Reading]) -> None:
        """Publish the day's posts, all but the last of them read within the hour, then let the readings come."""
        if self.platform != "x":
            self.at(day + 0.1 * HOUR)
            self.db.execute("select bandit.record_followers(%s)", [1000 + 7 * len(self.counts)])
        for n in range(POSTS_A_DAY):
            self.at(day + (n + 0.3) * HOUR)
            number = len(self.counts)
            self.db.execute(
                """
                select bandit.mark_posted(c.decision_id, %s)
                from bandit.choose_generator(p_u => %s, p_context => '{"topic": "sleep"}') as c
                """,
                (str(number), number * 0.618034 % 1),
            )
            self.counts.append({"likes": 0, "impressions": 0, "followers": 0})
            if n + 1 < POSTS_A_DAY:
                self.read(day, Reading(n + 0.7, number, number % 5, 300 + 97 * number % 800, number % 3))
        for reading in sorted(readings, key=lambda one: one.hour):
            self.read(day, reading)
        if self.platform != "x":
            self.at(day + DAY)
            self.db.execute("select bandit.attribute_followers()")

    def read(self, day: datetime, reading: Reading) -> None:
        number = reading.number % len(self.counts)
        counts = self.counts[number]
        came = {"likes": reading.likes, "impressions": reading.impressions, "followers": reading.followers}
        if self.platform != "x":  # what is not reported would be attributed, and attributed followers come later
            came["followers"] = came["followers"] or 0
        for name, more in came.items():
            counts[name] += more or 0
        seen = {name: counts[name] for name, more in came.items() if more is not None}
        if "followers" in seen:
            seen["followers_gained"] = seen.pop("followers")
        at = max(day + reading.hour * HOUR, day + (number % POSTS_A_DAY + 0.5) * HOUR)
        self.at(at)
        self.db.execute(
            "select bandit.record_outcomes(%s, 'scrape', %s)", (Jsonb([{"tweet_id": str(number)} | seen]), at)
        )

    def says(self, time: datetime) -> Iterator[tuple[tuple[str, str], list[dict]]]:
        """All that is said of the account at a time, by question and policy."""
        self.at(time)
        for policy in POLICIES:
            self.db.execute("update bandit.account_settings set policy = %s", [policy])
            for name in QUESTIONS if policy == POLICIES[0] else BY_POLICY:
                yield (name, policy), self.db.execute(QUESTIONS[name]).fetchall()


@pytest.mark.parametrize("platform", ["x", "bluesky"])
def test_look_back(db, platform):
    @settings(max_examples=5, deadline=None, phases=WITHOUT_SHRINKING, suppress_health_check=list(HealthCheck))
    @given(days=DAYS)
    def check(days: list[list[Reading]]) -> None:
        with db.transaction(force_rollback=True):
            account = Account(db, platform)
            said = {}
            for number, readings in enumerate(days):
                account.live(START + number * DAY, readings)
                if number in LOOKS:
                    said[number] = dict(account.says(START + (number + 1) * DAY))
            for number, then in said.items():
                for question, answer in account.says(START + (number + 1) * DAY):
                    assert answer == then[question], f"{question}, day {number}"

    check()
