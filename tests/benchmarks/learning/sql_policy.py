"""A policy of the product, driven through its SQL.

The database is fed as a bot and a scraper would: decisions, then at every tick a reading of each post of the last week.
What a platform would show is prepared in a table of its own, one row a post with all its readings, so that a tick is
one statement a table however many posts there are. Weights come from `call optimize_all(p_now)`.
"""

import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import numpy as np
import psycopg
from psycopg.types.json import Jsonb

from tests.benchmarks.learning.play import History
from tests.benchmarks.learning.scenarios import GENERATORS
from tests.benchmarks.learning.world import HOURS_A_TICK, READINGS, World

START = datetime(2025, 1, 6, tzinfo=UTC)
A_TICK = timedelta(hours=HOURS_A_TICK)
TICKS_A_CLEANING = READINGS
FIRST_CLEANINGS = (2, 4, 8, 16)

PLATFORM = """
create unlogged table public.platform (
    account_id bigint,
    decision_id uuid,
    tick integer,
    impressions bigint[],
    followers bigint[],
    primary key (tick, account_id, decision_id)
)
"""
DECISIONS = """
copy bandit.content_metadata (
    account_id, decision_id, generator_name, experiment_arm, propensity, u, topic, context,
    status, created_at, posted_at, tweet_id
) from stdin
"""
READ = """
select
    p.account_id,
    p.decision_id,
    p.impressions[%(tick)s - p.tick] as impressions,
    p.followers[%(tick)s - p.tick] as followers,
    %(now)s::timestamptz as collected_at
from public.platform as p
where p.tick >= %(tick)s - %(readings)s
"""
OUTCOMES = f"""
insert into bandit.outcomes as o (
    account_id, decision_id, impressions, followers_gained, followers_source, source, collected_at, known_at
)
select r.account_id, r.decision_id, r.impressions, r.followers, 'reported', 'scrape', r.collected_at, r.collected_at
from ({READ}) as r
on conflict (account_id, decision_id) do update
set impressions = excluded.impressions,
    followers_gained = excluded.followers_gained,
    collected_at = excluded.collected_at,
    known_at = excluded.known_at
"""  # noqa: S608
WEIGHTS = """
with contexts as materialized (
    select
        a.account_id,
        t.topic,
        bandit_internal.find_context(
            a.account_id, jsonb_build_object('topic', 'topic' || t.topic), %(now)s
        ) as context_number
    from bandit.accounts as a
    cross join generate_series(0, %(topics)s - 1) as t (topic)
)
select t.account_id, t.topic, g.generator_name, coalesce(c.weight, g.weight)::double precision
from contexts as t
join bandit.generator_weights as g
    on g.account_id = t.account_id
   and g.status in ('active', 'testing')
left join bandit.context_weights as c
    on c.account_id = t.account_id
   and c.context_number = t.context_number
   and c.generator_name = g.generator_name
"""
SNAPSHOTS = f"""
insert into bandit.metric_snapshots (
    account_id, decision_id, bucket_at, collected_at, impressions, followers_gained, source
)
select r.account_id, r.decision_id, r.collected_at, r.collected_at, r.impressions, r.followers, 'scrape'
from ({READ}) as r
"""  # noqa: S608


class SqlPolicy:
    """The accounts of a world in a migrated database of their own, under the settings given, `policy` among them.

    Without shadows: they change no weight, and nobody evaluates them here.
    """

    feeds = (OUTCOMES, SNAPSHOTS)
    fed = ("bandit.content_metadata", "bandit.outcomes", "bandit.metric_snapshots", "public.platform")

    def __init__(self, world: World, dsn: str, settings: Mapping[str, str]):
        self.seconds: Counter[str] = Counter()
        self.connection = psycopg.connect(dsn, autocommit=True)
        self._ask("select set_config('bandit.fake_now', %s, false)", START.isoformat())
        self.connection.execute(PLATFORM)
        self.connection.execute("delete from bandit.accounts")
        self.generators = self._names(world)
        own = None if len(self.generators) == GENERATORS else Jsonb(self.generators)
        self.accounts = [
            self._ask("select bandit.create_account(%s, p_generators => %s)", f"account{n}", own)
            for n in range(world.accounts)
        ]
        for account in self.accounts:
            for key, value in {"auto_tune": "off", **settings}.items():
                self._ask("select bandit.set_setting(%s, %s, p_account_id => %s)", key, value, account)

    def weights(self, history: History) -> np.ndarray:
        """As the runs leave them at the start of the tick."""
        world, tick = history.world, history.tick
        now = START + tick * A_TICK
        if tick > 0:
            self._join(np.flatnonzero(world.joins == tick), now)
            with self._timed("feed"):
                self._feed(history, now)
            with self._timed("attribute"):
                self._attribute(now)
            with self._timed("optimize"):
                self._optimize(now)
        with self._timed("read"):
            return self._read(world, now)

    def close(self) -> None:
        self.connection.close()

    def _join(self, generators: np.ndarray, now: datetime) -> None:
        for generator in generators:
            name = newcomer(generator)
            for account in self.accounts:
                self._ask("select bandit.add_generator(%s, p_account_id => %s, p_now => %s)", name, account, now)
            self.generators.append(name)

    def _attribute(self, now: datetime) -> None:
        """Nothing: the followers of each post are reported."""

    def _optimize(self, now: datetime) -> None:
        """Run all accounts. A run that failed ends the game: its weights would stand for the policy's."""
        self.connection.execute("call bandit.optimize_all(%s)", [now])
        query = """
            select string_agg(distinct reason, '; ')
            from bandit.optimization_runs
            where run_at = %s
              and status = 'failed'
        """
        if failed := self._ask(query, now):
            raise ValueError(f"runs at {now} failed: {failed}")

    def _feed(self, history: History, now: datetime) -> None:
        self._add_decisions(history, history.tick - 1)
        self._add_readings(history, history.tick - 1)
        for feed in self.feeds:
            self.connection.execute(feed, {"tick": history.tick, "readings": READINGS, "now": now})
        self._clean(history.tick)

    def _clean(self, tick: int) -> None:
        """As the server would in time: without it a session keeps the plans that it made for empty tables."""
        if tick in FIRST_CLEANINGS or tick % TICKS_A_CLEANING == 0:
            self.connection.execute(f"vacuum analyze {', '.join(self.fed)}")

    def _add_decisions(self, history: History, tick: int) -> None:
        world = history.world
        began = START + tick * A_TICK
        with self.connection.cursor() as cursor, cursor.copy(DECISIONS) as copy:
            for at, account in enumerate(self.accounts):
                for post in world.post_numbers(tick):
                    decision = decision_of(account, post)
                    went_out = began + timedelta(hours=world.hours[at, post])
                    topic = f"topic{world.topics[at, post]}"
                    copy.write_row((
                        account, decision, self.generators[history.chosen[at, post]], "control",
                        round(history.propensities[at, post], 4), world.choice[at, post], topic,
                        f'{{"topic": "{topic}"}}', "posted", began, went_out, decision,
                    ))  # fmt: skip

    def _add_readings(self, history: History, tick: int) -> None:
        with self.connection.cursor() as cursor, cursor.copy("copy public.platform from stdin") as copy:
            for at, account in enumerate(self.accounts):
                for post in history.world.post_numbers(tick):
                    shown = history.impressions[at, post].tolist(), history.followers[at, post].tolist()
                    copy.write_row((account, decision_of(account, post), tick, *shown))

    def _read(self, world: World, now: datetime) -> np.ndarray:
        """The weights of each topic at this time of the day, as a choice finds them."""
        topics = world.topic_effects.shape[1]
        weights = np.zeros((len(self.accounts), topics, world.generators))
        for account, topic, name, weight in self.connection.execute(WEIGHTS, {"now": now, "topics": topics}):
            weights[self.accounts.index(account), topic, self.generators.index(name)] = weight
        return weights

    def _names(self, world: World) -> list[str]:
        """Those of a new account in the order of their starting weights; where there are fewer, own ones."""
        count = world.generators - world.scenario.newcomers
        if count < GENERATORS:
            return [f"own {number}" for number in range(count)]
        rows = self.connection.execute("""
            select generator_name
            from bandit.default_generators
            order by weight desc, generator_name
        """)
        return [name for (name,) in rows]

    def _ask(self, query: str, *parameters: object) -> object:
        return self.connection.execute(query, parameters).fetchone()[0]

    @contextmanager
    def _timed(self, part: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        self.seconds[part] += time.perf_counter() - started


def newcomer(generator: int) -> str:
    """The name of a generator that joins later, by its place."""
    return f"newcomer {generator}"


def decision_of(account: int, post: int) -> str:
    """The id of a post of the world."""
    return f"{account:08x}-0000-4000-8000-{post:012x}"


def post_of(decision: str) -> int:
    """Its place in the world."""
    return int(decision[-12:], 16)
