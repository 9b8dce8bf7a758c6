"""A scraped account in the simulated world: what reaches the database, and what reaches a library."""

from contextlib import closing
from datetime import timedelta

import numpy as np
import pytest

from tests.benchmarks.learning.peers import RIPE, Uniform
from tests.benchmarks.learning.play import History, play
from tests.benchmarks.learning.scraped import AN_HOUR, ScrapedPeer, ScrapedPolicy, Scraper
from tests.benchmarks.learning.sql_policy import A_TICK, START, post_of
from tests.benchmarks.learning.world import World, draw
from tests.conftest import copy_of

SEED = 5
ACCOUNTS, DAYS = 2, 4
BLUEPRINT = {"policy": "blueprint"}


@pytest.fixture(scope="module")
def world() -> World:
    return draw("a", ACCOUNTS, SEED, DAYS, posts_a_day=12)


class Remembering(ScrapedPolicy):
    """Keeps the history, to compare the database with it."""

    def weights(self, history: History) -> np.ndarray:
        self.history = history
        return super().weights(history)


@pytest.fixture(scope="module")
def played(cluster, template, world):
    """The policy after a play, its connection open."""
    with (
        copy_of(cluster, template) as copy,
        closing(Remembering(world, copy, BLUEPRINT, SEED, Scraper())) as policy,
    ):
        play(world, policy)
        yield policy


def rows(policy: ScrapedPolicy, query: str, *parameters: object) -> list[tuple]:
    return policy.connection.execute(query, parameters).fetchall()


def test_nothing_is_told_of_the_followers_of_a_post(played):
    query = "select count(*), count(followers_gained) from bandit.metric_snapshots"
    [(readings, with_followers)] = rows(played, query)
    assert (readings > 1000, with_followers) == (True, 0)
    keys = rows(played, "select distinct k from bandit.metric_snapshots, jsonb_object_keys(raw) as k order by k")
    assert keys == [("collected_at",), ("impressions",), ("tweet_id",)]
    query = "select distinct followers_source from bandit.outcomes where followers_gained is not null"
    assert rows(played, query) == [("attributed",)]


def test_posts_are_read_when_the_schedule_says(played, world):
    """Every ten minutes for two hours, hourly for a day, every 6 hours to the third day."""
    ages = [minutes / 60 for minutes in range(0, 120, 10)] + list(range(2, 24)) + list(range(24, 72, 6)) + [72, 96, 120]
    assert played.ages[: len(ages)] == pytest.approx(ages)
    until = (world.ticks - 1) * 6
    out = 6 * world.tick_of + world.hours[0]
    expected = [sum(went + age <= until for age in played.ages) for went in out if went <= until]
    query = """
        select c.tweet_id, count(*), min(s.collected_at - c.posted_at), max(s.collected_at)
        from bandit.content_metadata as c
        join bandit.metric_snapshots as s using (account_id, decision_id)
        where c.account_id = %s
        group by c.tweet_id
        order by c.tweet_id
    """
    found = rows(played, query, played.accounts[0])
    assert [count for _, count, _, _ in found] == expected
    assert max(abs(first) for _, _, first, _ in found) < timedelta(milliseconds=2)
    assert max(last for *_, last in found) <= START + until * AN_HOUR


def test_impressions_are_those_of_the_age(played, world):
    query = """
        select c.tweet_id, extract(epoch from s.collected_at - c.posted_at)::double precision / 3600, s.impressions
        from bandit.content_metadata as c
        join bandit.metric_snapshots as s using (account_id, decision_id)
        where c.account_id = %s
    """
    posts, ages, impressions = map(np.array, zip(*rows(played, query, played.accounts[1]), strict=True))
    final = played.history.impressions[1, [post_of(post) for post in posts], -1]
    assert impressions == pytest.approx(final * -np.expm1(-ages / 9), abs=1.01)


def test_counts_are_those_of_the_audience(played, world):
    for at, account in enumerate(played.accounts):
        query = "select snapshot_at, followers from bandit.follower_snapshots where account_id = %s order by 1"
        expected = [(START + tick * A_TICK, played.audience.counts(6 * tick)[at]) for tick in range(world.ticks)]
        assert rows(played, query, account) == expected


def test_all_that_was_gained_is_apportioned_and_all_at_once_gives_the_same(played, world):
    """Each tick attributes what is new, as far back as that matters."""
    now = START + (world.ticks - 1) * A_TICK
    for at, account in enumerate(played.accounts):
        [(gained, apportioned, changed)] = rows(
            played,
            """
            select b.gained, b.attributed + b.unattributed, b.changed
            from bandit.attribute_followers(p_from => %s, p_now => %s, p_account_id => %s) as b
            """,
            START,
            now,
            account,
        )
        first, last = (int(played.audience.counts(hour)[at]) for hour in (0, 6 * (world.ticks - 1)))
        assert (gained, apportioned, changed) == (last - first, last - first, 0)
        assert last - first > 50


class Spy(Uniform):
    """A policy that keeps its input."""

    def __init__(self, world: World, seed: int):
        self.told: dict[tuple[int, int], float] = {}
        self.known = 0

    def weights(self, history: History) -> np.ndarray:
        tick = history.tick - RIPE
        for account, posts in history.ripe(RIPE):
            self.told |= {(account, tick, at): share for at, share in enumerate(posts.followers.tolist())}
        self.known = np.isfinite(history.followers).sum()
        return super().weights(history)


def test_a_library_is_told_the_shares_of_its_posts_at_two_days_and_no_more(database, world):
    spy = Spy(world, SEED)
    with closing(ScrapedPeer(world, database, spy, SEED, Scraper())) as policy:
        scores = play(world, policy)
        assert (scores == play(world, Uniform(world, SEED))).all()
        last = world.ticks - 1 - RIPE
        shares = rows(
            policy,
            """
            select o.followers_gained::double precision
            from bandit.content_metadata as c
            join bandit.outcomes as o using (account_id, decision_id)
            where c.account_id = %s
              and c.posted_at between %s and %s
            order by c.tweet_id
            """,
            policy.accounts[0],
            START + last * A_TICK,
            START + (last + 1) * A_TICK,
        )
        assert rows(policy, "select count(*) from bandit.optimization_runs") == [(0,)]
    told = [share for (account, tick, _), share in spy.told.items() if (account, tick) == (0, last)]
    assert told == [share for (share,) in shares] != []
    assert len(spy.told) == spy.known == ACCOUNTS * world.posts(0, last + 1).stop


def test_the_database_can_be_asked_for_each_choice(database, world):
    with closing(Remembering(world, database, BLUEPRINT, SEED, Scraper())) as policy:
        policy.asks = True
        play(world, policy)
        query = """
            select c.tweet_id, c.generator_name
            from bandit.content_metadata as c
            where c.account_id = %s
              and c.status = 'posted'
        """
        found = rows(policy, query, policy.accounts[1])
        assert len(found) == len(world.tick_of)
        for post, name in found:
            assert policy.generators[policy.history.chosen[1, post_of(post)]] == name
        [(readings,)] = rows(policy, "select count(*) from bandit.metric_snapshots")
        assert readings > 1000


@pytest.mark.parametrize(("every", "counts"), [(24, 4), (0.5, 12 * 15 + 1)])
def test_counts_may_be_rarer_or_more_frequent(database, world, every, counts):
    with closing(ScrapedPolicy(world, database, BLUEPRINT, SEED, Scraper(count_every=every, scrape_every=6))) as policy:
        play(world, policy)
        query = "select count(*) from bandit.follower_snapshots where account_id = %s"
        assert rows(policy, query, policy.accounts[0]) == [(counts,)]
        assert np.diff(policy.ages[:5]) == pytest.approx(6)


def test_a_rejected_reading_ends_the_play(database, world, monkeypatch):
    """Of a post that nobody told the database of."""
    monkeypatch.setattr(ScrapedPolicy, "_add_decisions", lambda *_: None)
    with (
        closing(ScrapedPolicy(world, database, BLUEPRINT, SEED, Scraper())) as policy,
        pytest.raises(ValueError, match="rejected"),
    ):
        play(world, policy)
