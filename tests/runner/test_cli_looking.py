"""report, explain, evidence, contexts, history and events."""

from datetime import UTC, datetime, timedelta

import pytest

AT = ("--at", "2025-01-08")
GENERATOR = {
    "generator_name",
    "weight",
    "weight_before",
    "status",
    "needs_review",
    "posted",
    "total_posts",
    "avg_likes",
    "avg_views",
    "avg_followers",
    "total_impressions",
    "total_followers",
    "f_per_1k",
    "tier",
    "reason",
    "total_exposure",
    "exposure_measure",
    "objective",
    "value",
    "missed_guardrails",
}


@pytest.fixture
def run(posts, ok) -> None:
    """The run of 2025-01-08, whose weights tests/runner/test_cli_learning.py works out."""
    ok("optimize", *AT)


def by_name(rows: list[dict]) -> dict[str, dict]:
    return {row["generator_name"]: row for row in rows}


# --- report


def test_report(run, as_json):
    report = as_json("report", *AT)
    assert list(report) == ["account", "at", "generators", "outlook", "guardrails"]
    assert (report["account"], report["at"]) == ("default", "2025-01-08T00:00:00+00:00")
    assert all(generator.keys() == GENERATOR for generator in report["generators"])
    generators = by_name(report["generators"])
    assert len(generators) == 12
    best = generators["storyteller"]
    assert (best["weight"], best["weight_before"], best["status"], best["tier"]) == (0.3835, 0.12, "active", "viral")
    assert (best["posted"], best["total_posts"], best["total_impressions"], best["total_followers"]) == (6, 6, 6000, 36)
    assert (best["f_per_1k"], best["avg_followers"], best["avg_likes"]) == (6, 6, None)
    worst = generators["newsReporter"]
    assert (worst["weight"], worst["f_per_1k"], worst["tier"], worst["needs_review"]) == (0.02, 0, "failing", True)
    assert generators["coach"]["f_per_1k"] is None


def test_report_of_a_past_time_and_another_window(run, as_json):
    before = by_name(as_json("report", "--at", "2025-01-04T00:00Z")["generators"])
    assert (before["storyteller"]["weight"], before["storyteller"]["reason"]) == (0.12, None)
    last_day = as_json("report", *AT, "--lookback", "4 days")["generators"]
    assert (
        sum(generator["posted"] for generator in last_day) == 5
    )  # of the 22 posts, 17 are of 2, 3 and 4 January 00:00


def test_report_for_people(run, ok):
    lines = ok("report", *AT).splitlines()
    assert lines[0] == "default at 2025-01-08 00:00 UTC"
    figures, reason, outlook = (" ".join(line.split()) for line in lines if line.startswith("storyteller"))
    assert figures == "storyteller 0.3835 active no 6 6 6000 36 6.00 viral"
    assert reason == "storyteller 0.1200 0.3835 viral: F/1K 6.00 over 6 measured posts, boosted"
    assert outlook.startswith("storyteller is the best with probability ")
    assert lines[-1] == "total: over measured posts.  F/1K: followers gained per 1000 impressions.  ·: unknown."


def test_times_are_in_utc_in_any_environment(run, ok, as_json):
    new_york = {"TZ": "America/New_York", "PGTZ": "America/New_York"}
    report = ok("report", "--at", "2025-01-08T05:00+05:00", env=new_york)
    assert report.startswith("default at 2025-01-08 00:00 UTC\n")
    assert as_json("history", env=new_york)[0]["changed_at"] == "2025-01-08T00:00:00+00:00"


# --- explain


def test_explain(posts, as_json, ok):
    stages = by_name(as_json("explain", *AT))
    storyteller = stages["storyteller"]
    assert (storyteller["score"], storyteller["rule"], storyteller["new_weight"]) == (1, "viral", 0.3835)
    assert storyteller["blended_weight"] == pytest.approx(0.384)
    assert storyteller["target_weight"] == pytest.approx(0.576)
    assert stages["dataNerd"]["sharpened_score"] == pytest.approx(0.35355, abs=1e-5)
    assert stages["coach"]["rule"] == "new"
    out = ok("explain", *AT)
    assert "storyteller 0.1200 6 6.00 1.00 1.00 0.3840 viral 0.5760 · 0.3835" in " ".join(out.split())
    assert "viral: F/1K 6.00 over 6 measured posts, boosted\n" in out


def test_evidence(posts, as_json, ok):
    rows = as_json("evidence", *AT)
    assert sum(row["best_probability"] for row in rows) == pytest.approx(1)
    assert all(0 <= row["credible_low"] < row["posterior_mean"] < row["credible_high"] for row in rows)
    out = ok("evidence", *AT)
    assert out.splitlines()[0].split()[:4] == ["generator", "posterior", "credible", "credible"]
    assert rows[0]["generator_name"] in out


def test_contexts(posts, db, as_json, ok):
    assert ok("contexts") == "no context has its own weights\n"
    db.execute("insert into bandit.contexts (account_id, context_number, topic, daypart) values (1, 1, 'sleep', 0)")
    db.execute("""
        insert into bandit.context_weights (account_id, context_number, generator_name, weight)
        values (1, 1, 'coach', 0.7), (1, 1, 'explorer', 0.3)
    """)
    assert [(row["topic"], row["daypart"], row["generator_name"], row["weight"]) for row in as_json("contexts")] == [
        ("sleep", "night", "coach", 0.7),
        ("sleep", "night", "explorer", 0.3),
    ]
    assert "sleep" in ok("contexts")


def test_explain_another_window(posts, as_json):
    assert {row["rule"] for row in as_json("explain", "--lookback", "1 day")} == {"kept", "new"}


# --- history


def test_history(run, as_json, ok):
    changes = as_json("history", "--limit", "100")
    assert len(changes) == 12
    [change] = as_json("history", "--generator", "Story_Teller")
    assert (change["generator_name"], change["old_weight"], change["new_weight"]) == ("storyteller", 0.12, 0.3835)
    assert change["change"] == pytest.approx(0.2635)
    assert len(as_json("history", "--limit", "2")) == 2
    assert as_json("history", "--since", "2025-01-08T00:00:01Z") == as_json("history", "--until", "2025-01-08") == []
    assert len(as_json("history", "--since", "2025-01-08", "--until", "2025-01-09", "--limit", "100")) == 12
    assert "2025-01-08 00:00 UTC storyteller 0.1200 0.3835 0.2635 policy blueprint viral" in " ".join(
        ok("history").split()
    )


def test_history_of_an_unknown_generator(fails):
    assert "(nearest: storyteller, " in fails(2, "history", "--generator", "storytelling")


# --- events


def test_events(run, as_json, ok):
    kinds = {event["kind"] for event in as_json("events")}
    assert kinds >= {"viral", "failing"}
    [viral] = as_json("events", "--kind", "viral")
    assert (viral["generator_name"], viral["event_at"]) == ("storyteller", "2025-01-08T00:00:00+00:00")
    assert len(as_json("events", "--limit", "1")) == 1
    assert as_json("events", "--until", "2025-01-08") == [
        event for event in as_json("events") if event["event_at"] < "2025-01-08"
    ]
    assert as_json("events", "--since", "2025-01-08", "--kind", "viral") == [viral]
    assert "2025-01-08 00:00 UTC failing newsReporter policy blueprint" in " ".join(ok("events").split())


def test_nothing_to_show(ok, as_json):
    assert ok("history") == "no weight has changed\n"
    assert ok("events", "--kind", "viral") == "no events found\n"
    assert as_json("history") == as_json("events", "--kind", "viral") == []


# --- times


def test_times_are_in_the_zone_of_the_account(posts, ok, as_json):
    ok("account", "set", "time_zone", "Asia/Tokyo")
    assert "run_at              2025-01-08 09:00 JST\n" in ok("optimize", "--at", "2025-01-08")
    for command, time in (
        ("report --at 2025-01-08", "default at 2025-01-08 09:00 JST"),
        ("history", "2025-01-08 09:00 JST  "),
        ("events --kind viral", "2025-01-08 09:00 JST  viral"),
        ("runs list", "2025-01-08 09:00 JST  success"),
        ("health --at 2025-01-08", "the last run was at 2025-01-08 09:00 JST"),
    ):
        assert time in ok(*command.split()), command
    [run] = as_json("runs", "list")
    assert run["run_at"] == "2025-01-08T00:00:00+00:00"
    assert "\nlookback            7 days\n" in ok("runs", "show", run["run_id"])
    ok("account", "set", "time_zone", "Europe/Berlin")
    assert "2025-01-08 01:00 CET" in ok("history")
    assert "2025-07-08 02:00 CEST" in ok("report", "--at", "2025-07-08")


def test_times_of_several_accounts_are_utc(ok):
    ok("account", "set", "time_zone", "Asia/Tokyo")
    ok("optimize", "--at", "2025-01-08")
    listed = ok("account", "list")
    assert "2025-01-08 00:00 UTC" in listed
    assert "JST" not in listed


@pytest.mark.parametrize(("first", "last"), [("--from", "--to"), ("--since", "--until")])
def test_one_meaning_of_a_period(posts, ok, as_json, first, last):
    """From the first time on, and before the last one."""
    for day in (8, 9, 10):
        ok("optimize", "--at", f"2025-01-{day:02}")
    period = (first, "2025-01-08", last, "2025-01-09")
    assert [run["run_at"][:10] for run in as_json("runs", "list", *period)] == ["2025-01-08"]
    assert {row["changed_at"][:10] for row in as_json("history", *period)} == {"2025-01-08"}
    assert {row["event_at"][:10] for row in as_json("events", *period)} == {"2025-01-08"}
    exported = ok("export", "changes", *period).splitlines()[1:]
    assert {line.split(",")[2][:10] for line in exported} == {"2025-01-08"}
    assert len(exported) == len(as_json("history", *period))
    decisions = ok("export", "decisions", first, "2025-01-02T03:00", last, "2025-01-02T06:00").splitlines()[1:]
    assert [line.split(",")[2] for line in decisions] == ["2025-01-02T03:00:00+00:00"]


def test_evidence_says_what_counts_tell(ok, as_json, db):
    """Where followers are known only from the account's count: the basis, and the intervals with what is expected."""
    assert "the followers of each post are known" in ok("evidence", "--counts")
    start = datetime.now(UTC) - timedelta(days=20)
    for day in range(12):
        at = start + timedelta(days=day)
        db.execute(
            "select bandit.import_posts(jsonb_build_array(jsonb_build_object("
            "'tweet_id', %s::text, 'posted_at', %s::text, 'generator_name', 'coach', 'impressions', 1000)))",
            [f"counted{day}", at.isoformat()],
        )
        db.execute("select bandit.record_followers(%s, %s)", [1000 + 3 * day, at])
    db.execute("select bandit.attribute_followers()")
    intervals = as_json("evidence", "--counts")
    assert len(intervals) == 11
    assert {row["gained"] for row in intervals} == {3}
    assert "followers are known from 11 intervals" in " ".join(ok("evidence").split())
    assert "until at" in ok("evidence", "--counts")
    assert "followers are known from 11 intervals" in " ".join(ok("explain").split())
