"""Off-policy estimates against the Open Bandit Pipeline, on the same log, and their intervals against the truth."""

import importlib
import sys
from collections import Counter
from types import ModuleType

import numpy as np
import pytest

GENERATORS = [f"g{n}" for n in range(6)]
FLOOR = 0.02
LOG = """
with posts as (
    select gen_random_uuid() as decision_id, timestamptz '2026-01-01' + p.n * interval '1 hour' as at, p.*
    from unnest(%(names)s::text[], %(propensities)s::numeric[], %(impressions)s::bigint[], %(followers)s::numeric[])
        with ordinality as p (generator_name, propensity, impressions, followers, n)
),
decided as (
    insert into bandit.content_metadata (
        account_id, decision_id, generator_name, experiment_arm, propensity, u, status, created_at, posted_at, tweet_id
    )
    select %(account)s, p.decision_id, p.generator_name, 'control', p.propensity, 0, 'posted',
        p.at, p.at, p.decision_id
    from posts as p
)
insert into bandit.outcomes (
    account_id, decision_id, impressions, followers_gained, followers_source, source, collected_at, known_at
)
select %(account)s, p.decision_id, p.impressions, p.followers, 'reported', 'test', p.at, p.at
from posts as p
"""


class Log:
    """Posts as a policy of random weights, another each day, chose them, and what they gained."""

    def __init__(self, seed: int, posts: int, rates: np.ndarray | None = None):
        random = np.random.default_rng(seed)
        self.rates = random.uniform(0.5, 4, len(GENERATORS)) if rates is None else rates
        days = random.dirichlet(np.full(len(GENERATORS), 3), posts // 24 + 1)
        self.weights = _rounded(days)[np.arange(posts) // 24]
        self.actions = np.array([random.choice(len(GENERATORS), p=row / row.sum()) for row in self.weights])
        self.propensities = self.weights[np.arange(posts), self.actions]
        self.impressions = np.maximum(1, random.lognormal(np.log(800), 1, posts)).astype(int)
        quality = random.gamma(2, 0.5, posts)
        self.followers = random.poisson(self.impressions / 1000 * self.rates[self.actions] * quality)

    def store(self, db) -> None:
        """As the log of account `log`."""
        db.execute("insert into bandit.accounts (handle) values ('log') on conflict do nothing")
        [account] = db.execute("select bandit.account_id('log') as id").fetchall()
        db.execute("delete from bandit.generator_weights where account_id = %s", [account["id"]])
        db.execute(
            "insert into bandit.account_settings (account_id) values (%s) on conflict do nothing", [account["id"]]
        )
        db.execute(
            """
            insert into bandit.generator_weights (account_id, generator_name, weight)
            select %s, g.name, case when g.place = 1 then 1 else 0 end
            from unnest(%s::text[]) with ordinality as g (name, place)
            """,
            [account["id"], GENERATORS],
        )
        columns = {
            "account": account["id"],
            "names": [GENERATORS[action] for action in self.actions],
            "propensities": self.propensities.tolist(),
            "impressions": self.impressions.tolist(),
            "followers": self.followers.tolist(),
        }
        db.execute(LOG, columns)


def _rounded(weights: np.ndarray) -> np.ndarray:
    """To four decimals and with a floor, as propensities are stored."""
    return np.round(FLOOR + (1 - FLOOR * len(GENERATORS)) * weights, 4)


def estimates(db, weights: np.ndarray, measure: str) -> dict[str, dict]:
    """What evaluate_policy says of fixed weights."""
    query = """
        select e.* from bandit.evaluate_policy(null, p_weights => %s::jsonb, p_measure => %s,
            p_account_id => bandit.account_id('log'), p_now => '2027-01-01') as e
    """
    named = "{" + ", ".join(f'"{name}": {weight}' for name, weight in zip(GENERATORS, weights, strict=True)) + "}"
    return {row["estimator"]: row for row in db.execute(query, [named, measure])}


@pytest.fixture
def obp(monkeypatch) -> ModuleType:
    """Its estimators alone: what they import besides numpy serves tensors and bootstraps, which nobody calls here."""
    package = pytest.importorskip("obp", reason="make test installs obp without its dependencies")
    for name, attributes in {
        "torch": {"Tensor": object},
        "pandas": {"DataFrame": object},
        "sklearn": {},
        "sklearn.utils": {"check_random_state": None},
    }.items():
        stand_in = ModuleType(name)
        vars(stand_in).update(attributes)
        monkeypatch.setitem(sys.modules, name, stand_in)
    folder = ModuleType("obp.ope")
    folder.__path__ = [f"{package.__path__[0]}/ope"]
    monkeypatch.setitem(sys.modules, "obp.ope", folder)
    for name in ("obp.utils", "obp.ope.estimators"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return importlib.import_module("obp.ope.estimators")


def by_the_pipeline(obp: ModuleType, log: Log, weights: np.ndarray, rewards: np.ndarray) -> dict[str, float]:
    """The same three estimates by obp."""
    posts = len(rewards)
    means = np.array([rewards[log.actions == n].mean() for n in range(len(GENERATORS))])
    inputs = {
        "reward": rewards.astype(float),
        "action": log.actions,
        "position": np.zeros(posts, dtype=int),
        "pscore": log.propensities,
        "action_dist": np.tile(weights[None, :, None], (posts, 1, 1)),
    }
    return {
        "ips": obp.InverseProbabilityWeighting().estimate_policy_value(**inputs),
        "snips": obp.SelfNormalizedInverseProbabilityWeighting().estimate_policy_value(**inputs),
        "dr": obp.DoublyRobust().estimate_policy_value(
            **inputs, estimated_rewards_by_reg_model=np.tile(means[None, :, None], (posts, 1, 1))
        ),
    }


@pytest.mark.parametrize("seed", range(3))
def test_the_same_as_the_open_bandit_pipeline(db, obp, seed):
    log = Log(seed, 500)
    log.store(db)
    weights = np.array([0.4, 0.3, 0.2, 0.1, 0, 0])
    followers = by_the_pipeline(obp, log, weights, log.followers)
    thousands = by_the_pipeline(obp, log, weights, log.impressions / 1000)
    ours = estimates(db, weights, "followers_per_post")
    assert {name: row["value"] for name, row in ours.items()} == pytest.approx(followers, rel=1e-9)
    ratios = {name: followers[name] / thousands[name] for name in followers}
    ours = estimates(db, weights, "f_per_1k")
    assert {name: row["value"] for name, row in ours.items()} == pytest.approx(ratios, rel=1e-9)


def test_intervals_hold_the_truth(db):
    """Of 95 % intervals 100 logs should miss 5. Reach is lognormal, so that a few posts count for many: they miss 8."""
    weights, rates = np.array([0.4, 0.3, 0.2, 0.1, 0, 0]), np.array([4, 1, 2, 0.5, 3, 2])
    truths = {"f_per_1k": weights @ rates, "followers_per_post": weights @ rates * 0.8 * np.exp(0.5)}
    counts: Counter[str] = Counter()
    for seed in range(100):
        Log(1000 + seed, 600, rates).store(db)
        for measure, truth in truths.items():
            for name, row in estimates(db, weights, measure).items():
                counts[f"{measure} by {name}"] += row["low"] <= truth <= row["high"]
    assert min(counts.values()) >= 88, counts
    assert len(counts) == 6
