"""A small world in which thompson must do better than blueprint, and both better than chance.

Each day the weights choose the generators of 24 posts; the next day a run sees what came of them. The score is the rate
that the weights are worth, as % of the best generator's within the floor, on the same draws for all.
"""

from datetime import UTC, datetime, timedelta

import numpy as np
import psycopg
import pytest

START = datetime(2026, 1, 1, tzinfo=UTC)
DAYS, POSTS, GENERATORS = 50, 24, 12
FLOOR = 0.02


def steady(random: np.random.Generator, low: float, high: float, best: float) -> np.ndarray:
    rates = np.append(random.uniform(low, high, GENERATORS - 1), best)
    return np.tile(random.permutation(rates), (DAYS, 1))


def jumping(random: np.random.Generator) -> np.ndarray:
    """Half-way the rates roll on to other generators."""
    rates = steady(random, 0.8, 2.8, 4.5)
    rates[DAYS // 2 :] = np.roll(rates[DAYS // 2 :], random.integers(1, GENERATORS), axis=1)
    return rates


SCENARIOS = {
    "easy": (lambda random: steady(random, 0.8, 2.8, 4.5), 1.2, 0.0, 2.0),
    "jump": (jumping, 1.2, 0.0, 2.0),
    "viral": (lambda random: steady(random, 1.0, 3.0, 3.8), 1.5, 0.0125, 0.7),
}


def insert(db: psycopg.Connection, account: int, rows: list[tuple]) -> None:
    """Posts with their final metrics."""
    db.execute(
        """
        with posts as materialized (
            select gen_random_uuid() as decision_id, p.*
            from unnest(%s::text[], %s::timestamptz[], %s::bigint[], %s::numeric[])
                as p (generator_name, posted_at, impressions, followers)
        ),
        decided as (
            insert into bandit.content_metadata (
                account_id, decision_id, generator_name, source, status, posted_at, tweet_id
            )
            select %s, decision_id, generator_name, 'import', 'posted', posted_at, decision_id
            from posts
        )
        insert into bandit.outcomes (
            account_id, decision_id, impressions, followers_gained, followers_source, source, collected_at, known_at
        )
        select %s, decision_id, impressions, followers, 'reported', 'test', posted_at, posted_at
        from posts
        """,
        (*map(list, zip(*rows, strict=True)), account, account),
    )


def played(db: psycopg.Connection, scenario: str, policy: str, seed: int) -> float:
    """Score of a policy; uniform: none."""
    draw, spread, viral, shape = SCENARIOS[scenario]
    random = np.random.default_rng(seed)
    rates = draw(random)
    gained = possible = 0.0
    account = db.execute("select bandit.create_account(%s) as id", [f"{policy}{seed}"]).fetchone()["id"]
    names, weights = [], np.full(GENERATORS, 1 / GENERATORS)
    if policy != "uniform":
        db.execute("select bandit.set_setting('policy', %s, p_account_id => %s)", (policy, account))
    for today in range(DAYS):
        rows = db.execute(
            "select generator_name, weight from bandit.generator_weights where account_id = %s order by 1", [account]
        ).fetchall()
        names = [row["generator_name"] for row in rows]
        if policy != "uniform":
            weights = np.array([float(row["weight"]) for row in rows])
        ideal = np.full(GENERATORS, FLOOR)
        ideal[rates[today].argmax()] = 1 - FLOOR * (GENERATORS - 1)
        gained, possible = gained + weights @ rates[today], possible + ideal @ rates[today]

        chosen = np.minimum(np.searchsorted(weights.cumsum(), random.random(POSTS), side="right"), GENERATORS - 1)
        factor = np.where(random.random(POSTS) < viral, 40, 1)
        seen = np.ceil(800 * np.exp(random.normal(0, spread, POSTS)) * factor).astype(int)
        quality, luck = random.gamma(shape, 1 / shape, POSTS), np.random.default_rng((seed, today))
        followers = luck.poisson(seen / 1000 * rates[today, chosen] * quality)
        posted = [START + timedelta(days=today, hours=at) for at in range(POSTS)]
        if policy != "uniform":
            shown = zip([names[at] for at in chosen], posted, seen.tolist(), followers.tolist(), strict=True)
            insert(db, account, list(shown))
            db.execute(
                "select * from bandit.optimize(p_account_id => %s, p_now => %s)",
                (account, START + timedelta(days=today + 1)),
            )
    return 100 * gained / possible


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_thompson_is_better(db, scenario):
    db.execute("set bandit.fake_now = '2030-01-01'")
    uniform, blueprint, thompson = (
        np.mean([played(db, scenario, policy, seed) for seed in (1, 2)])
        for policy in ("uniform", "blueprint", "thompson")
    )
    assert thompson > blueprint + 5 > uniform + 5, (uniform, blueprint, thompson)
