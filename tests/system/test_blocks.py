"""Posts of a block are one observation: intervals keep their promise where generators are chosen in blocks."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from psycopg.types.json import Jsonb
from scipy import stats

START = datetime(2026, 1, 1, tzinfo=UTC)


ERROR = "select bandit_internal.clustered_error(%s::double precision[], %s::timestamptz[]) as e"
EXPERIMENT = """
    select bandit.start_experiment(
        'aa', 'equal', p_arm => 'variant_a', p_share => 0.5, p_duration => '60 days', p_now => %s, p_account_id => %s
    )
"""
POSTS = """
    with given as (
        select
            p ->> 0 as arm, (p ->> 1)::timestamptz as at, (p ->> 2)::numeric as followers,
            gen_random_uuid() as decision_id
        from jsonb_array_elements(%(posts)s) as p
    ), stored as (
        insert into bandit.content_metadata (
            account_id, decision_id, generator_name, experiment_arm, propensity, u, status, created_at, posted_at,
            tweet_id, block_at
        )
        select %(account)s, decision_id, 'coach', arm, 1, 0.5, 'posted', at, at, decision_id::text, at from given
    )
    insert into bandit.outcomes (
        account_id, decision_id, impressions, followers_gained, followers_source, source, collected_at, known_at
    )
    select %(account)s, decision_id, 1000, followers, 'reported', 'test', at, at from given
"""
LIFT = """
    select lift_low, lift_high
    from bandit.experiment_results
    where account_id = %s
      and experiment_arm = 'variant_a'
"""


def error_of(db, values, blocks) -> float:
    return db.execute(ERROR, (list(values), list(blocks))).fetchone()["e"]


def test_without_blocks_it_is_the_usual_error(db):
    values = np.random.default_rng(1).lognormal(size=50)
    assert error_of(db, values, [None] * 50) == pytest.approx(stats.sem(values), rel=1e-12)


def test_a_block_of_equal_values_is_one_value(db):
    values = np.random.default_rng(2).lognormal(size=20)
    blocks = [START + timedelta(hours=18 * n) for n in range(20)]
    assert error_of(db, np.repeat(values, 7), np.repeat(blocks, 7)) == pytest.approx(stats.sem(values), rel=1e-12)


def test_one_block_tells_no_error(db):
    assert error_of(db, [1.0, 2.0, 3.0], [START] * 3) is None


def test_intervals_cover_the_truth_in_blocks(db):
    """Of 300 means of 30 blocks with a common effect, 94 % of the intervals hold 0; half if taken for independent."""
    random = np.random.default_rng(3)
    blocks, posts = 30, 20
    names = np.repeat([START + timedelta(hours=18 * n) for n in range(blocks)], posts).tolist()
    covered = naive = 0
    for _ in range(300):
        values = np.repeat(random.normal(0, 0.5, blocks), posts) + random.normal(0, 1, blocks * posts)
        covered += abs(values.mean()) < 1.96 * error_of(db, values, names)
        naive += abs(values.mean()) < 1.96 * stats.sem(values)
    assert 0.90 < covered / 300 < 0.98
    assert naive / 300 < 0.75


def test_an_a_a_experiment_in_blocks(db):
    """Two equal arms in blocks with good and bad days: most intervals of the lift hold 0."""
    found = []
    for seed in range(40):
        random = np.random.default_rng(seed)
        account = db.execute("select bandit.create_account(%s, p_now => %s) as a", (f"aa{seed}", START)).fetchone()["a"]
        db.execute(EXPERIMENT, (START, account))
        posts = []
        for block in range(60):
            level, arm = random.lognormal(0, 0.5), ("control", "variant_a")[random.integers(2)]
            at = (START + timedelta(hours=18 * block)).isoformat()
            posts += [(arm, at, int(n)) for n in random.poisson(4 * level, 8)]
        db.execute(POSTS, {"posts": Jsonb(posts), "account": account})
        db.execute("select set_config('bandit.fake_now', %s, false)", ((START + timedelta(days=59)).isoformat(),))
        found.append(db.execute(LIFT, (account,)).fetchone())
    covered = sum(row["lift_low"] < 0 < row["lift_high"] for row in found)
    assert covered >= 33, f"{covered} of 40"
