"""experiment results|start|set|end."""

import pytest


@pytest.fixture(autouse=True)
def arms(db):
    """Arms that run since the account exists."""
    for arm, share in (("variant_a", "0.25"), ("variant_b", "0.15")):
        db.execute("select bandit.set_arm(%s, %s, p_reason => 'start')", [arm, share])


def shares(as_json) -> dict[str, float]:
    return {row["experiment_arm"]: row["share"] for row in as_json("experiment", "results")}


def test_arms_begin_change_and_end(as_json):
    assert shares(as_json) == {"control": 0.6, "variant_a": 0.25, "variant_b": 0.15}
    begun = as_json("experiment", "set", "bold", "--share", "0.1", "--transform", "flatten", "--reason", "try")
    assert begun[0] == {"arm": "bold", "share": 0.1, "transform": "flatten", "strength": 0.3}
    as_json("experiment", "set", "variant_a", "--share", "0.2", "--reason", "less of it")
    as_json("experiment", "end", "variant_b", "--reason", "no better")
    assert shares(as_json) == {"control": 0.7, "variant_a": 0.2, "bold": 0.1}
    assert [event["message"] for event in as_json("events", "--kind", "experiment")][:3] == [
        "arm variant_b ends, share 0.1500: no better",
        "arm variant_a changes: flatten 0.3, share 0.2000: less of it",
        "arm bold starts: flatten 0.3, share 0.1000: try",
    ]


def test_arms_for_people(ok):
    assert ok("experiment", "end", "variant_a", "--reason", "enough").splitlines() == [
        "arm         share  transform  strength",
        "control    0.8500  none              0",
        "variant_b  0.1500  boost_low      0.30",
    ]


def test_results_for_people(ok, db):
    for arm, followers in (("control", 30), ("variant_a", 60)):
        db.execute(
            """
            with posts as (
                select d.decision_id, n
                from generate_series(1, 30) as n
                cross join lateral bandit.choose_generator(p_arm => %s, p_u => n / 31.0) as d
            ),
            out as (
                select bandit.mark_posted(p.decision_id, p.decision_id::text), p.decision_id
                from posts as p
            )
            select bandit.record_outcomes(jsonb_agg(jsonb_build_object(
                'decision_id', o.decision_id, 'impressions', 1000, 'followers_gained', %s / 30)), 'bot')
            from out as o
            """,
            (arm, followers),
        )
    lines = ok("experiment", "results").splitlines()
    assert [line.split()[:7] for line in lines[2:5]] == [
        ["control", "0.6000", "30", "30000", "30", "1.00", "·"],
        ["variant_a", "0.2500", "30", "30000", "60", "2.00", "1.00"],
        ["variant_b", "0.1500", "0", "·", "·", "·", "·"],
    ]
    assert "├" in lines[3]
    assert lines[5:] == [
        "variant_a (variant_a): ship: the arm is better with probability 0.999, lift 1.00",
        "variant_b (variant_b): keep going: fewer than 20 measured posts with known followers in the arm or in control",
    ]
    assert all(len(line) <= 120 for line in lines)


def test_an_experiment_from_start_to_verdict(ok, as_json, tmp_path):
    weights = tmp_path / "weights.json"
    weights.write_text('{"coach": 0.4, "data_nerd": 0.6}')
    arguments = ("--share", "0.1", "--hypothesis", "two are enough", "--weights", str(weights), "--days", "7")
    started = as_json("experiment", "start", "two personas", *arguments)
    assert (started["arm"], started["share"], started["transform"]) == ("two_personas", 0.1, "weights")
    assert "policy          blueprint" in ok(
        "experiment", "start", "rival", "--share", "0.2", "--hypothesis", "it gains more", "--policy", "blueprint"
    )
    ok("experiment", "set", "two_personas", "--share", "0.05", "--reason", "less of it")
    as_json("experiment", "end", "two personas", "--reason", "enough", "--verdict", "ship")
    assert [row["experiment"] for row in as_json("experiment", "results")] == [None, "variant_a", "variant_b", "rival"]
    [ended] = [row for row in as_json("experiment", "results", "--all") if row["experiment"] == "two personas"]
    assert (ended["verdict"], ended["verdict_reason"], ended["hypothesis"]) == ("ship", "enough", "two are enough")
    assert [(period["share"], period["control_share"]) for period in ended["periods"]] == [
        *((0.1, 0.5), (0.1, 0.3), (0.05, 0.35)),
    ]
    shown = ok("experiment", "results", "--all")
    assert "two personas (two_personas): ship: enough" in shown
    assert "Periods of constant shares" in shown
    assert all(len(line) <= 120 for line in shown.splitlines())


def test_results_as_of_a_time(as_json):
    """Before its start an experiment is not known, and its periods are not either."""
    as_json("experiment", "start", "bold", "--hypothesis", "more", "--share", "0.1", "--transform", "flatten")
    now = as_json("experiment", "results", "--all")
    assert [row["experiment"] for row in now if row["experiment"] == "bold"] == ["bold"]
    before = as_json("experiment", "results", "--all", "--at", "2020-01-01")
    assert [row["experiment"] for row in before if row["experiment"] == "bold"] == []


def test_weights_that_cannot_be_read(fails, tmp_path):
    for content, complaint in ((b"[1]", "not a JSON object"), (b"\xff", "not a text in UTF-8"), (b"{", "JSON")):
        file = tmp_path / "weights.json"
        file.write_bytes(content)
        arguments = ("x", "--share", "0.1", "--hypothesis", "x", "--weights", str(file))
        assert complaint in fails(2, "experiment", "start", *arguments)


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("set", "variant_a", "--share", "0.2"), "Missing option '--reason'"),
        (
            ("set", "variant_a", "--share", "0.9", "--reason", "x"),
            "must be below 1); lower a share or end an arm [WT015]",
        ),
        (("set", "variant_x", "--share", "0.1", "--reason", "x"), "arms: control, variant_a, variant_b"),
        (("set", "variant_a", "--share", "much", "--reason", "x"), "invalid input syntax"),
        (("set", "variant_x", "--share", "0.1", "--transform", "shuffle", "--reason", "x"), "none, flatten, boost_low"),
        (("end", "control", "--reason", "x"), "control cannot end"),
        (("end", "variant_a", "--reason", "x", "--verdict", "win"), "verdicts: ship, stop, undecided"),
        (("start", "x", "--share", "0.1"), "Missing option '--hypothesis'"),
        (("start", "x", "--share", "0.1", "--hypothesis", "x"), "null is not a transform"),
        (("start", "x", "--share", "0.1", "--hypothesis", "x", "--days", "0"), "--days"),
        (("start", "x", "--share", "0.1", "--hypothesis", "x", "--policy", "best"), "blueprint, thompson"),
        (("start", "x", "--share", "0.1", "--hypothesis", "x", "--arm", "variant_a"), "is running already"),
        (("end", "variant_x", "--reason", "x"), "there is no experiment arm 'variant_x'"),
    ],
)
def test_mistakes(fails, arguments, complaint):
    assert complaint in fails(2, "experiment", *arguments)
