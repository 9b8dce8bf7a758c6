"""evaluate and tune."""

import pytest

ESTIMATE = {
    *("estimator", "value", "standard_error", "low", "high", "posts"),
    *("effective_sample_size", "warning", "measure", "candidate"),
}
NOW = ("--at", "2025-01-20")


@pytest.fixture
def logged(db) -> None:
    """Sixty posts each of two generators, chosen evenly: dataNerd gains 3 or 1 followers, coach 1; and two shadows."""
    db.execute("""
        select bandit.set_setting('policy', 'blueprint');
        insert into bandit.optimization_runs (account_id, run_at, policy, lookback, status)
        values (bandit.account_id('default'), '2025-01-01', 'blueprint', '7 days', 'success');
        insert into bandit.shadow_weights (account_id, run_at, candidate, weights)
        select bandit.account_id('default'), '2025-01-01', c.candidate, c.weights
        from (values
            ('blueprint 0.3', '{"dataNerd": 0.5, "coach": 0.5}'::jsonb),
            ('blueprint 0.4', '{"dataNerd": 0.6, "coach": 0.4}')
        ) as c (candidate, weights);

        with decided as (
            insert into bandit.content_metadata (
                account_id, generator_name, experiment_arm, propensity, u, status, created_at, posted_at, tweet_id
            )
            select
                bandit.account_id('default'), (array['coach', 'dataNerd'])[1 + n % 2], 'control', 0.5, 0, 'posted',
                '2025-01-10', '2025-01-10', n
            from generate_series(1, 120) as n
            returning account_id, decision_id, generator_name, tweet_id, posted_at
        )
        insert into bandit.outcomes (
            account_id, decision_id, impressions, followers_gained, followers_source, source, collected_at, known_at
        )
        select
            d.account_id, d.decision_id, 1000, case when d.generator_name = 'coach' then 1 else d.tweet_id::int % 4 end,
            'reported', 'test', d.posted_at, d.posted_at
        from decided as d
    """)


def test_evaluate_weights(logged, as_json, ok):
    weights = ("--weights", '{"Data Nerd": 0.6, "coach": 0.4}')
    rows = as_json("evaluate", *weights)
    assert [row["estimator"] for row in rows] == ["ips", "snips", "dr"]
    assert all(row.keys() == ESTIMATE for row in rows)
    assert [row["value"] for row in rows] == pytest.approx([1.6, 1.6, 1.6])  # means 2 and 1
    assert rows[2]["effective_sample_size"] == pytest.approx(115.3846, abs=1e-4)
    assert (rows[2]["posts"], rows[2]["warning"]) == (120, None)
    # 60 posts deviate by 1.2, the others by 0: the root of 60 x 1.44 / 119 / 120 is 0.0778
    line = ok("evaluate", *weights, "--measure", "f_per_1k").splitlines()[-1]
    assert " ".join(line.split()) == "dr 1.60 0.0778 1.45 1.75 120 115.38 ·"


def test_evaluate_a_candidate_in_a_window(logged, as_json):
    assert as_json("evaluate", "blueprint 0.4")[2]["value"] == pytest.approx(1.6)
    assert as_json("evaluate", "blueprint 0.4", "--from", "2025-01-11")[2]["posts"] == 0
    assert as_json("evaluate", "blueprint 0.4", "--to", "2025-01-09")[2]["posts"] == 0
    assert as_json("evaluate", "thompson")[2]["warning"] == "no weights of thompson 90 days are stored for this period"


def test_tune(logged, as_json, ok, db):
    tuned = as_json("tune", "--dry-run", *NOW)
    steps = {row["candidate"]: row["step"] for row in tuned["candidates"] if row["step"]}
    assert (steps, tuned["suggestions"]) == ({"blueprint 0.4": "proposed"}, [])
    tuned = as_json("tune", *NOW)
    assert [row["state"] for row in tuned["suggestions"]] == ["open"]
    out = ok("tune", *NOW)
    assert "aggressiveness should be 0.4 instead of 0.3: a change of +0.100 followers a post" in out
    ok("account", "set", "auto_tune", "off")
    assert ok("tune", *NOW).startswith("auto_tune is off; use --dry-run to compare without a change\n")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ((), "either a policy or weights are required"),
        (("greedy",), "there is no policy 'greedy'"),
        (("blueprint", "--weights", '{"coach": 1}'), "either a policy or weights are required"),
        (("--weights", "coach"), "Invalid value for '--weights': not JSON"),
        (("--weights", "[1]"), "Invalid value for '--weights': not a JSON object"),
        (("--weights", '{"coach": 0.5}'), "--weights is not a valid set of weights"),
        (("--weights", '{"nobody": 1}'), "there is no generator 'nobody'"),
        (("blueprint", "--measure", "joy"), "'joy' is not a measure"),
        (("blueprint", "--from", "soon"), "Invalid value for '--from' / '--since': soon is not a time"),
    ],
)
def test_mistakes(fails, arguments, complaint):
    assert complaint in fails(2, "evaluate", *arguments)
