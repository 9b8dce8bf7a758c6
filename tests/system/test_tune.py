"""Tuning moves towards what gains more, and stays where nothing does: real runs in a small simulated world."""

from datetime import UTC, datetime, timedelta

import numpy as np
import psycopg

GENERATORS = [f"g{n}" for n in range(5)]
START = datetime(2026, 1, 1, tzinfo=UTC)
STEP = timedelta(hours=6)
DAYS = 30
POSTS_A_STEP = 8
POSTS = """
with posts as (
    select gen_random_uuid() as decision_id, p.*
    from unnest(%(names)s::text[], %(propensities)s::numeric[], %(followers)s::numeric[])
        as p (generator_name, propensity, followers)
),
decided as (
    insert into bandit.content_metadata (
        account_id, decision_id, generator_name, experiment_arm, propensity, u, status, created_at, posted_at, tweet_id
    )
    select
        %(account)s, p.decision_id, p.generator_name, 'control', p.propensity, 0, 'posted', %(at)s, %(at)s,
        p.decision_id
    from posts as p
)
insert into bandit.outcomes (
    account_id, decision_id, impressions, followers_gained, followers_source, source, collected_at, known_at
)
select %(account)s, p.decision_id, 1000, p.followers, 'reported', 'test', %(at)s, %(at)s
from posts as p
"""


BROKEN = """
create or replace function bandit.tune(
    p_dry_run boolean default false, p_now timestamptz default null, p_account_id bigint default null
) returns table (
    candidate text, is_present boolean, posts bigint, value double precision, difference double precision,
    low double precision, high double precision, effective_sample_size double precision, warning text, step text
)
language plpgsql
security definer
as $$
begin
    if p_account_id = bandit.account_id('broken') then
        raise 'no room';
    end if;
    perform bandit_internal.log_event(p_account_id, p_now, 'tuning', 'test', 'tuned');
end
$$
"""


class World:
    """An account whose generators gain followers at rates that change every so many days."""

    def __init__(self, db: psycopg.Connection, seed: int, rates: list[float], days_a_turn: int, **settings: str):
        self.db, self.random, self.rates, self.days_a_turn = db, np.random.default_rng(seed), rates, days_a_turn
        [self.account] = db.execute(
            "insert into bandit.accounts (handle) values (%s) returning account_id as id", [f"world{seed}"]
        ).fetchall()
        self.account = self.account["id"]
        db.execute("insert into bandit.account_settings (account_id, policy) values (%s, 'blueprint')", [self.account])
        db.execute(
            """
            insert into bandit.experiment_arms (account_id, arm, share, transform, strength, started_at)
            values (%s, 'control', 1, 'none', 0, '2000-01-01')
            """,
            [self.account],
        )
        db.execute(
            """
            insert into bandit.generator_weights (account_id, generator_name, weight)
            select %s, g.name, 0.2 from unnest(%s::text[]) as g (name)
            """,
            [self.account, GENERATORS],
        )
        for key, value in settings.items():
            db.execute(
                "select bandit.set_setting(%s, %s, p_account_id => %s, p_now => %s)",
                [key, value, self.account, START - STEP],
            )

    def live(self) -> None:
        """Post by the weights as they are, and run, for as long as tuning looks back."""
        for step in range(DAYS * 4):
            turn = step // (4 * self.days_a_turn)
            self.db.execute(
                "select bandit.optimize(p_account_id => %s, p_now => %s)", [self.account, START + step * STEP]
            )
            self._post(START + step * STEP + timedelta(hours=1), np.roll(self.rates, turn))

    def tune(self, days: int = DAYS, dry_run: bool = False) -> list[dict]:
        query = "select * from bandit.tune(p_account_id => %s, p_dry_run => %s, p_now => %s)"
        return self.db.execute(query, [self.account, dry_run, START + days * timedelta(days=1)]).fetchall()

    def setting(self, key: str) -> str:
        query = "select value from bandit.settings where account_id = %s and setting = %s"
        return self.db.execute(query, [self.account, key]).fetchone()["value"]

    def _post(self, at: datetime, rates: np.ndarray) -> None:
        weights = {
            row["generator_name"]: float(row["weight"])
            for row in self.db.execute(
                "select generator_name, weight from bandit.generator_weights where account_id = %s", [self.account]
            )
        }
        propensities = np.array([weights[name] for name in GENERATORS])
        chosen = self.random.choice(len(GENERATORS), POSTS_A_STEP, p=propensities)
        self.db.execute(
            POSTS,
            {
                "account": self.account,
                "at": at,
                "names": [GENERATORS[n] for n in chosen],
                "propensities": propensities[chosen].tolist(),
                "followers": self.random.poisson(rates[chosen]).tolist(),
            },
        )


def steps(rows: list[dict]) -> dict[str, str]:
    return {row["candidate"]: row["step"] for row in rows if row["step"]}


def test_a_world_that_changes_is_tuned_faster(db):
    world = World(db, 1, [5, 1, 1, 1, 1], days_a_turn=5, aggressiveness="0.1", lookback="2 days", auto_tune="on")
    world.live()
    assert steps(world.tune(dry_run=True)) == {"blueprint 0.2": "proposed"}
    assert world.setting("aggressiveness") == "0.1"
    assert steps(world.tune()) == {"blueprint 0.2": "applied"}
    assert steps(world.tune()) == {}  # one step a day
    assert world.setting("aggressiveness") == "0.2"
    assert steps(world.tune(days=DAYS + 1)) == {"blueprint 0.3": "applied"}


def test_a_world_of_small_differences_is_tuned_to_the_other_policy(db):
    world = World(db, 3, [2, 1, 1, 1, 1], days_a_turn=DAYS, aggressiveness="0.5", lookback="1 day")
    world.live()
    assert steps(world.tune()) == {"thompson 90 days": "suggested"}
    assert world.setting("policy") == "blueprint"


def test_a_world_of_equals_is_left_alone(db):
    """Twelve accounts, a look each: by an interval of 99 % one step to any of three sides has a chance of 1.5 %."""
    worlds = [World(db, seed, [2, 2, 2, 2, 2], days_a_turn=DAYS, lookback="2 days") for seed in range(10, 22)]
    found = []
    for world in worlds:
        world.live()
        found += steps(world.tune()).items()
    assert found == []


def test_a_failure_is_an_event_and_stops_nobody(db):
    for handle in ("broken", "fine"):
        db.execute("select bandit.create_account(%s)", [handle])
    db.execute(BROKEN)
    db.execute("set role bandit_operator")
    db.execute("call bandit.tune_all(%s)", [START])
    db.execute("reset role")
    events = db.execute("select account, kind, message from bandit.recent_events where event_at = %s", [START])
    assert {tuple(event.values()) for event in events} == {
        ("default", "tuning", "tuned"),
        ("broken", "tuning_failed", "tuning failed: no room"),
        ("fine", "tuning", "tuned"),
    }
