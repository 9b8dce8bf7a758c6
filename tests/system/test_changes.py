"""Change points in the simulated world: how rare false alarms are, how soon true ones come, whose they are."""

from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
import psycopg
from psycopg.rows import dict_row

from tests.benchmarks.learning.peers import Static
from tests.benchmarks.learning.play import History, play
from tests.benchmarks.learning.scenarios import GENERATORS, SCENARIOS, TICKS_A_DAY
from tests.benchmarks.learning.sql_policy import A_TICK, START, SqlPolicy
from tests.benchmarks.learning.world import World, draw
from tests.system.test_learning_wins import insert

SEED = 7
A_DAY = timedelta(days=1)
FIRST_DAY = 14
BROKEN = """
    create function bandit.refuse() returns trigger language plpgsql as
    'begin if new.account_id = %s and new.kind = ''change_point'' then raise ''no room''; end if; return new; end';
    create trigger refuse before insert on bandit.events for each row execute function bandit.refuse();
"""


class Watched(SqlPolicy):
    """Thompson, with somebody who looks for changes. Metrics are read and weights moved once a day."""

    def __init__(self, world: World, dsn: str):
        super().__init__(world, dsn, {"policy": "thompson"})
        self.daily_feeds = self.feeds

    def _feed(self, history: History, now: datetime) -> None:
        self.feeds = self.daily_feeds if history.tick % TICKS_A_DAY == 0 else ()
        super()._feed(history, now)

    def _optimize(self, now: datetime) -> None:
        if now.hour == 0:
            self.connection.execute("call bandit.detect_changes_all(%s)", [now])
            super()._optimize(now)


def watched(database: str, world: World) -> list[dict]:
    """The change points found while thompson learns."""
    with closing(Watched(world, database)) as policy:
        play(world, policy)
        return found(policy.connection, policy.accounts)


def looked_for(db: psycopg.Connection, world: World) -> list[dict]:
    """The change points found each day where weights stay and every post has its final metrics at once."""
    db.execute("set bandit.fake_now = '2030-01-01'")
    db.execute("delete from bandit.accounts")
    history, policy = History(world), Static(world, SEED)
    while history.tick < world.ticks:
        history.add(np.broadcast_to(policy.weights(history), world.values(history.tick).shape))
    names = [row["generator_name"] for row in db.execute("select generator_name from bandit.default_generators")]
    accounts = []
    for at in range(world.accounts):
        query = "select bandit.create_account(%s) as id"
        accounts.append(db.execute(query, [f"account{at}"]).fetchone()["id"])
        posted = [START + tick * A_TICK for tick in world.tick_of.tolist()]
        shown = history.impressions[at, :, -1].tolist(), history.followers[at, :, -1].tolist()
        insert(db, accounts[at], list(zip([names[g] for g in history.chosen[at]], posted, *shown, strict=True)))
    db.execute("analyze bandit.content_metadata, bandit.outcomes")
    for day in range(FIRST_DAY, world.ticks // TICKS_A_DAY + 1):
        db.execute("call bandit.detect_changes_all(%s)", [START + day * A_DAY])
    return found(db, accounts)


def found(db: psycopg.Connection, accounts: list[int]) -> list[dict]:
    """The change points on record, each with its account's place in the world and the day it was found."""
    changes = db.cursor(row_factory=dict_row).execute("select * from bandit.change_points order by found_at").fetchall()
    for change in changes:
        change["place"] = accounts.index(change["account_id"])
        change["by"] = (change["found_at"] - START) / A_DAY
    return changes


def test_false_alarms_are_rare(db):
    world = draw("h", 6, SEED)
    changes = looked_for(db, world)
    years = world.accounts * (world.ticks / TICKS_A_DAY - FIRST_DAY) / 365
    assert years * GENERATORS > 14
    assert sum(change["level"] == "generator" for change in changes) < years * GENERATORS, changes
    assert sum(change["level"] == "account" for change in changes) <= 2 * years, changes


def test_jumps_are_found_within_days(database):
    """From the day on which all rates move to other generators to the first that is named."""
    world = draw("d", 4, SEED, 56)
    named = [(c["place"], c["by"] - 28) for c in watched(database, world) if c["level"] == "generator" and c["by"] > 28]
    delays = [min((days for place, days in named if place == at), default=28) for at in range(world.accounts)]
    assert np.median(delays) < 6, named


def test_a_drop_for_all_is_the_accounts(db, monkeypatch):
    """Two fifths less for all from day 42 on, at 20 posts a day with wide tails."""
    scenario = replace(SCENARIOS["h"], posts_a_day=20, impressions_spread=1.4, level_after=(0.6, 0.6))
    monkeypatch.setitem(SCENARIOS, "drop", scenario)
    changes = looked_for(db, draw("drop", 4, SEED, 70))
    after = [(c["place"], c["level"], c["measure"], c["size"] < 0.8) for c in changes if c["by"] > 42]
    assert sorted(after) == [(place, "account", "f_per_1k", True) for place in range(4)], changes


def test_a_failure_is_an_event_and_stops_nobody(db):
    first, broken, last = (
        db.execute("select bandit.create_account(%s) as id", [handle]).fetchone()["id"]
        for handle in ("first", "broken", "last")
    )
    names = ("humanVoice", "newsReporter", "storyteller")
    for account in (first, broken, last):
        rows = [
            (name, START + hour * timedelta(hours=8), 1000, 0 if name == names[0] and hour > 75 else 3)
            for hour in range(90)
            for name in names
        ]
        insert(db, account, rows)
    db.execute(BROKEN % broken)
    now = START + 30 * A_DAY
    db.execute("set bandit.fake_now = '2030-01-01'")
    db.execute("set role bandit_operator")
    db.execute("call bandit.detect_changes_all(%s)", [now])
    [event] = db.execute("select * from bandit.recent_events where kind = 'detection_failed'").fetchall()
    assert (event["account"], event["event_at"], event["detail"]) == ("broken", now, {"error_code": "P0001"})
    assert who_changed(db) == [("first", names[0]), ("last", names[0])]

    db.execute("reset role")
    db.execute("drop trigger refuse on bandit.events")
    db.execute("call bandit.detect_changes_all(%s)", [now])
    assert who_changed(db) == [("broken", names[0]), ("first", names[0]), ("last", names[0])]


def who_changed(db: psycopg.Connection) -> list[tuple[str, str]]:
    rows = db.execute("select account, generator_name from bandit.change_points order by 1, 2")
    return [(row["account"], row["generator_name"]) for row in rows]
