"""The world of an account that is scraped: which post won a follower is unknown.

The database gets what a scraper reads, through the functions that a scraper calls: the impressions of each post at the
times of the scraping schedule, and the account's follower count every few hours. It attributes what the account gained.
The product learns from that. A library learns from the share of each post, two days after it was published.
"""

from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product

import numpy as np
from psycopg.types.json import Jsonb

from tests.benchmarks.learning.audience import Audience, count_hours
from tests.benchmarks.learning.peers import RIPE
from tests.benchmarks.learning.play import History, Policy
from tests.benchmarks.learning.sql_policy import A_TICK, START, SqlPolicy, decision_of, post_of
from tests.benchmarks.learning.world import HOURS_A_TICK, READINGS, World

AN_HOUR = timedelta(hours=1)
MILLISECONDS = 3_600_000  # an hour
EPOCH = np.datetime64(START.replace(tzinfo=None), "ms")
REACH = timedelta(hours=HOURS_A_TICK)
"""How far back an attribution is asked for. It goes back further by itself, as far as new data change anything."""

BAND = "select from bandit.set_scrape_band(%s, %s, p_account_id => %s)"
AGES = """
with recursive readings (read_at) as (
    values (%(start)s::timestamptz)
    union all
    select bandit_internal.next_scrape(bandit_internal.read_age_bands(%(account)s), %(start)s, r.read_at)
    from readings as r
    where r.read_at <= %(start)s::timestamptz + %(longest)s
)
select extract(epoch from r.read_at - %(start)s)::double precision / 3600
from readings as r
where r.read_at <= %(start)s::timestamptz + %(longest)s
"""
RECORD = "select r.rejected from bandit.record_outcomes(%s, 'scrape', p_account_id => %s) as r"
COUNT = "select bandit.record_followers(%s, %s, p_account_id => %s)"
ATTRIBUTE = "select bandit.attribute_followers(p_from => %s, p_now => %s, p_account_id => %s)"
SHARES = """
select c.account_id, c.tweet_id, o.followers_gained::double precision
from bandit.content_metadata as c
join bandit.outcomes as o using (account_id, decision_id)
where c.posted_at > %s
  and c.posted_at <= %s
  and o.followers_source = 'attributed'
"""
CHOOSE = """
select c.decision_id, c.generator_name
from bandit.choose_generator(p_context => %s, p_u => %s, p_now => %s, p_account_id => %s) as c
"""
POST = "select bandit.mark_posted(%s, %s, p_now => %s, p_account_id => %s)"


@dataclass(frozen=True)
class Scraper:
    """How often it reads, in hours."""

    count_every: float = 6.0
    scrape_every: int | None = None
    """Between readings of a post in its first day; None: as in the schedule of a new account."""


class ScrapedPolicy(SqlPolicy):
    """The product, on what a scraper reads."""

    fed = (
        "bandit.content_metadata",
        "bandit.outcomes",
        "bandit.metric_snapshots",
        "bandit.follower_snapshots",
        "bandit.follower_intervals",
        "bandit.follower_attributions",
    )

    def __init__(self, world: World, dsn: str, settings: Mapping[str, str], seed: int, scraper: Scraper):
        super().__init__(world, dsn, settings)
        self.asks = "block_hours" in settings
        self.audience = Audience(world, seed)
        self.scraper = scraper
        if scraper.scrape_every:
            for account, until in product(self.accounts, ("2 hours", "24 hours")):
                self.connection.execute(BAND, [until, scraper.scrape_every * AN_HOUR, account])
        parameters = {"start": START, "account": self.accounts[0], "longest": READINGS * A_TICK}
        self.ages = np.array([age for (age,) in self.connection.execute(AGES, parameters)])
        self._record_counts([0.0])

    def choose(self, history: History) -> np.ndarray | None:
        """The one place where the generator of a post is chosen.

        Where posts are drawn from the weights, these are scored without the luck of the draw. An account with blocks
        asks the database for each post, as a bot does, since only the database knows its blocks.
        """
        if not self.asks:
            return None
        numbers = history.world.post_numbers(history.tick)
        chosen = [[self._ask_and_post(history, at, post) for post in numbers] for at in range(len(self.accounts))]
        return np.array(chosen, int).reshape(len(self.accounts), len(numbers))

    def _ask_and_post(self, history: History, at: int, post: int) -> int:
        world, account = history.world, self.accounts[at]
        now = START + history.tick * A_TICK + world.hours[at, post] * AN_HOUR
        context = Jsonb({"topic": f"topic{world.topics[at, post]}"})
        asked = self.connection.execute(CHOOSE, [context, world.choice[at, post], now, account])
        decision, name = asked.fetchone()
        self.connection.execute(POST, [decision, decision_of(account, post), now, account])
        return self.generators.index(name)

    def _feed(self, history: History, now: datetime) -> None:
        tick = history.tick - 1
        self.connection.execute("select set_config('bandit.fake_now', %s, false)", [now.isoformat()])
        if not self.asks:
            self._add_decisions(history, tick)
        self._record_readings(history, tick)
        self.audience.add(tick, history.chosen[:, history.world.posts(tick)])
        self._record_counts(count_hours(tick, self.scraper.count_every))
        self._clean(history.tick)

    def _attribute(self, now: datetime) -> None:
        for account in self.accounts:
            self.connection.execute(ATTRIBUTE, [now - REACH, now, account])

    def _record_readings(self, history: History, tick: int) -> None:
        """All that was due in the tick, one call an account."""
        world = history.world
        posts = world.posts(tick - READINGS, tick + 1)
        went_out = HOURS_A_TICK * world.tick_of[posts] + world.hours[:, posts]
        read_at = went_out[..., None] + self.ages
        is_due = (read_at > tick * HOURS_A_TICK) & (read_at <= (tick + 1) * HOURS_A_TICK)
        seen = world.seen(posts, history.chosen[:, posts], self.ages)
        for account, read, shown, due in zip(self.accounts, read_at, seen, is_due, strict=True):
            numbers = (posts.start + np.nonzero(due)[0]).tolist()
            times = (EPOCH + (read[due] * MILLISECONDS).astype("timedelta64[ms]")).astype(str).tolist()
            rows = [
                {"tweet_id": decision_of(account, post), "collected_at": f"{time}Z", "impressions": impressions}
                for post, time, impressions in zip(numbers, times, shown[due].tolist(), strict=True)
            ]
            [(rejected,)] = self.connection.execute(RECORD, [Jsonb(rows), account])
            if rejected:
                raise ValueError(f"{rejected} readings of tick {tick} were rejected")

    def _record_counts(self, hours: list[float]) -> None:
        for hour in hours:
            for account, followers in zip(self.accounts, self.audience.counts(hour).tolist(), strict=True):
                self.connection.execute(COUNT, [followers, START + hour * AN_HOUR, account])


class ScrapedPeer(ScrapedPolicy):
    """A library, told of the shares that the product attributes to its posts."""

    def __init__(self, world: World, dsn: str, peer: Policy, seed: int, scraper: Scraper):
        super().__init__(world, dsn, {}, seed, scraper)
        self.peer = peer
        self.shares = np.full((*world.topics.shape, READINGS), np.nan)

    def weights(self, history: History) -> np.ndarray:
        super().weights(history)
        known = copy(history)
        known.followers = self.shares
        return self.peer.weights(known)

    def _optimize(self, now: datetime) -> None:
        """Read what attribution has for the library, which gives the weights."""
        began = now - RIPE * A_TICK
        for account, tweet_id, followers in self.connection.execute(SHARES, [began, began + A_TICK]):
            self.shares[self.accounts.index(account), post_of(tweet_id), RIPE - 1] = followers
