"""account set objective, account guard, and where they are shown."""

import json

import pytest


@pytest.fixture
def bookmarked(db) -> None:
    """Thirty posts each of two generators: coach gains 12 bookmarks, dataNerd 4 and 3 replies; both 2 followers."""
    db.execute("""
        with decided as (
            insert into bandit.content_metadata (
                account_id, generator_name, experiment_arm, propensity, u, status, created_at, posted_at, tweet_id
            )
            select
                bandit.account_id('default'), g, 'control', 0.5, 0, 'posted', now() - n * interval '2 hours',
                now() - n * interval '2 hours', gen_random_uuid()
            from generate_series(1, 30) as n
            cross join unnest(array['coach', 'dataNerd']) as g
            returning account_id, decision_id, generator_name, posted_at
        )
        insert into bandit.outcomes (
            account_id, decision_id, impressions, bookmarks, replies, followers_gained, followers_source, source,
            collected_at, known_at
        )
        select
            d.account_id, d.decision_id, 1000, case d.generator_name when 'coach' then 12 else 4 end,
            case d.generator_name when 'coach' then 0 else 3 end, 2, 'reported', 'test', d.posted_at, d.posted_at
        from decided as d
    """)


def words(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines()]


def test_objective(bookmarked, ok, as_json):
    assert ok("account", "set", "objective", "0.50 * bookmarks + followers PER 1000") == (
        "objective is 0.5*bookmarks + followers per 1000\n"
    )
    assert as_json("account", "show")["settings"]["objective"] == "0.5*bookmarks + followers per 1000"
    assert as_json("optimize")["top_performer"] == "coach"
    sum_of = "0.5*bookmarks + followers per 1000"

    report = words(ok("report"))
    [coach] = [line for line in report if line.startswith("coach ") and " active " in line]
    assert coach.endswith("30 30 30000 60 2.00 8.00 good")
    assert f"objective: {sum_of} of exposure." in report
    explained = ok("explain")
    assert f"objective: {sum_of} of exposure." in explained
    assert "rate of 0.5*bookmarks + followers 7." in explained
    assert f"objective: {sum_of} of exposure." in ok("evidence")
    assert words(ok("evaluate", "--weights", '{"coach": 1}'))[0] == f"In {sum_of} of exposure"
    assert as_json("evaluate", "--weights", '{"coach": 1}')[2]["value"] == pytest.approx(8)
    assert as_json("evaluate", "--weights", '{"coach": 1}', "--measure", "replies")[2]["value"] == pytest.approx(0)
    assert words(ok("tune", "--dry-run"))[0] == f"In {sum_of} of exposure"
    assert f"objective: {sum_of} of exposure." in ok("experiment", "results")
    [change] = as_json("events", "--kind", "setting")
    assert change["message"] == f"objective changed from followers_per_post to {sum_of}"


def test_the_default_objective_is_named(bookmarked, ok):
    assert "objective: followers per post." in words(ok("report"))
    assert words(ok("evaluate", "--weights", '{"coach": 1}'))[0] == "In followers per post"
    ok("account", "set", "policy", "blueprint")
    assert "score: F/1K between the lowest (0) and the highest (1)." in ok("explain")
    ok("account", "set", "objective", "bookmarks")
    assert "score: value between the lowest (0) and the highest (1)." in ok("explain")


def test_guardrails(bookmarked, cli, ok, as_json):
    assert ok("account", "guard") == "no guardrail is set\n"
    assert words(ok("account", "guard", "replies", "min", "0.5"))[1] == "replies min 0.50"
    ok("account", "guard", "bookmarks", "max", "50")
    rows = as_json("account", "guard")
    assert [(row["scope"], row["name"], row["state"]) for row in rows if row["metric"] == "replies"] == [
        ("account", None, "kept"),
        ("arm", "control", "kept"),
        ("generator", "coach", "missed"),
        ("generator", "dataNerd", "kept"),
    ]
    assert "replies min 0.50 generator coach 30 0.00 0.00 0.0800 missed" in words(ok("account", "guard"))
    assert "coach misses a guardrail, per 1000 impressions: replies 0.00 of at least 0.5" in words(ok("report"))
    [check] = [check for check in json.loads(cli("health", "--json").stdout) if check["name"] == "guardrail"]
    assert (check["severity"], check["remedy"]) == ("warning", "pgbandit account guard")
    ok("account", "guard", "replies", "min", "1.9")
    missed = [row["scope"] for row in as_json("report")["guardrails"]]
    assert missed == []  # 1.5 replies, 1.15 to 1.92
    ok("account", "guard", "replies", "min", "2.5")
    assert "the account misses a guardrail, per 1000 impressions: replies 1.50 of at least 2.5" in words(ok("report"))
    assert [row["metric"] for row in as_json("account", "guard", "replies", "off")] == ["bookmarks"]
    assert as_json("account", "guard", "bookmarks", "off") == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["guard", "replies"], "a guardrail is METRIC min VALUE or METRIC max VALUE; METRIC off removes it"),
        (["guard", "replies", "min"], "a guardrail is METRIC min VALUE or METRIC max VALUE"),
        (["guard", "replies", "off", "1"], "a guardrail is METRIC min VALUE or METRIC max VALUE"),
        (["guard", "replies", "least", "1"], "'least' is not one of 'min', 'max', 'off'"),
        (["guard", "replies", "min", "-1"], "-1 is not a bound (a bound is from 0 to 1000000"),
        (["guard", "joy", "min", "1"], "'joy' is not a metric of a guardrail (there is no metric 'joy'); metrics: "),
        (["set", "objective", "-1*likes"], "'-1*likes': a metric cannot be subtracted, since all weights are above 0"),
        (["set", "objective", "likes + joy"], "'likes + joy' is not a value for objective (there is no metric 'joy')"),
        (["set", "objective", "impressions per 1000"], "impressions are the exposure"),
    ],
)
def test_mistakes(cli, arguments, message):
    result = cli("account", *arguments)
    assert result.returncode == 2
    assert message in result.stderr
    assert "Traceback" not in result.stderr
