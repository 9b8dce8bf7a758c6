"""optimize and replay."""

import json

import pytest

# At 2025-01-08 00:00 (`posts` in conftest.py): F/1K storyteller 6, dataNerd 3, newsReporter 0; the nine others are new.
#   scores 1, 0.5, 0; sharpened by 1.5: 1, 0.35355, 0
#   storyteller   (0.12 x 0.7 + 1 x 0.3) x 1.5 for viral = 0.576
#   dataNerd       0.10 x 0.7 + 0.35355 x 0.3            = 0.17607
#   newsReporter   failing: exactly 0.02
#   others         9 x 0.08 for new                      = 0.72
# 0.98 is left for 0.576 + 0.17607 + 0.72 = 1.47207: a factor of 0.66573
WEIGHTS = {"storyteller": 0.3835, "dataNerd": 0.1172, "newsReporter": 0.02}
AT = ("--at", "2025-01-08")
RUN = {
    "status",
    "reason",
    "posts_analyzed",
    "generators_updated",
    "top_performer",
    "bottom_performer",
    "changes",
    "weights",
}


def weights_of(run: dict) -> dict[str, float]:
    return {row["generator_name"]: row["weight"] for row in run["weights"]}


def test_optimize_moves_the_weights(posts, as_json, db):
    run = as_json("optimize", *AT)
    assert run.keys() == RUN | {"run_id", "run_at"}
    assert (run["status"], run["reason"], run["posts_analyzed"]) == ("success", None, 22)
    assert (run["top_performer"], run["bottom_performer"]) == ("storyteller", "newsReporter")
    assert weights_of(run).items() >= WEIGHTS.items()
    assert round(sum(weights_of(run).values()), 4) == 1

    assert len(run["changes"]) == run["generators_updated"] > 3
    first, *_ = run["changes"]
    assert first == {
        "generator_name": "storyteller",
        "old_weight": 0.12,
        "new_weight": 0.3835,
        "reason": "viral: F/1K 6.00 over 6 measured posts, boosted",
    }
    stored = db.execute("select generator_name, weight from bandit.generator_weights").fetchall()
    assert {row["generator_name"]: float(row["weight"]) for row in stored} == weights_of(run)
    assert as_json("optimize", *AT) == run  # the same run, asked for again


def test_a_dry_run_has_the_same_result_and_changes_nothing(posts, ok, as_json, db):
    dry = as_json("optimize", *AT, "--dry-run")
    assert db.execute("select from bandit.optimization_runs").fetchall() == []
    run = as_json("optimize", *AT)
    assert dry.pop("run_id") is None
    assert run.pop("run_id") is not None
    assert dry == run


def test_optimize_for_people(posts, ok):
    out = ok("optimize", *AT)
    assert "status              success\n" in out
    assert "\nChanges\n" in out
    assert "storyteller 0.1200 0.3835 viral: F/1K 6.00 over 6 measured posts, boosted" in " ".join(out.split())
    assert "\nWeights\n" in out


def test_optimize_with_too_little_data(as_json):
    run = as_json("optimize")
    assert (run["status"], run["reason"], run["changes"]) == ("skipped", "insufficient_data", [])
    assert weights_of(run)["humanVoice"] == 0.15


def test_optimize_with_another_lookback(posts, as_json):
    assert as_json("optimize", *AT, "--lookback", "1 day", "--dry-run")["posts_analyzed"] == 0
    assert as_json("optimize", "--at", "2025-01-04", "--lookback", "1 day", "--dry-run")["posts_analyzed"] == 8


def test_a_run_before_the_last_one(posts, ok, fails, as_json):
    ok("optimize", *AT)
    assert "[WT010]" in fails(2, "optimize", "--at", "2025-01-07")
    assert as_json("optimize", "--at", "2025-01-07", "--dry-run")["status"] == "success"


def test_all_accounts(posts, ok, cli):
    ok("account", "create", "quiet")
    runs = json.loads(ok("optimize", "--all", *AT, "--json"))
    assert {run["account"]: run["status"] for run in runs} == {"default": "success", "quiet": "skipped"}
    out = ok("optimize", "--all")
    assert out.count("insufficient_data") == 2


def test_an_account_that_fails_does_not_stop_the_others(posts, ok, cli, db):
    ok("account", "create", "quiet")
    db.execute("update bandit.account_settings set min_weight = 0.5 where account_id = bandit.account_id('default')")
    done = cli("optimize", "--all", *AT, "--json")
    assert done.returncode == 1
    runs = {run["account"]: run for run in json.loads(done.stdout)}
    assert (runs["default"]["status"], runs["default"]["error_code"]) == ("failed", "WT012")
    assert runs["quiet"]["status"] == "skipped"


@pytest.mark.parametrize("option", [("--dry-run",), ("--lookback", "1 day")])
def test_options_that_all_excludes(fails, option):
    assert "--all cannot be combined with --dry-run or --lookback" in fails(2, "optimize", "--all", *option)


# --- replay


def test_replay_runs_pending_times(posts, ok, as_json, db):
    arguments = ("replay", "--from", "2025-01-07", "--to", "2025-01-08", "--every")
    # at 00:00, 12:00 and 00:00; the first saw the same posts as the last, whose window starts on the 1st
    assert as_json(*arguments, "12h") == {"runs": 3, "success": 3, "skipped": 0}
    assert as_json(*arguments, "12h") == {"runs": 0, "success": 0, "skipped": 0}
    assert ok(*arguments, "1 day") == "runs     0\nsuccess  0\nskipped  0\n"
    runs = db.execute("select run_at from bandit.recent_runs").fetchall()
    assert [f"{run['run_at']:%d %H}" for run in runs] == ["08 00", "07 12", "07 00"]


def test_replay_uses_data_known_at_the_time(posts, as_json, db):
    # 8 posts a day from 2 January: 17 by midnight of the 4th, 20 by 09:00 of that day
    assert as_json("replay", "--from", "2025-01-02", "--to", "2025-01-05") == {"runs": 13, "success": 3, "skipped": 10}
    runs = db.execute("select posts_analyzed from bandit.recent_runs order by run_at").fetchall()
    assert [run["posts_analyzed"] for run in runs] == [1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 22, 22]


def test_replay_with_another_lookback(posts, as_json):
    arguments = ("replay", "--from", "2025-01-05", "--to", "2025-01-05T06:00", "--lookback")
    assert as_json(*arguments, "1 day")["skipped"] == 2


def test_replay_where_a_later_run_was_applied(posts, ok, fails):
    ok("optimize", *AT)
    assert "[WT010]" in fails(2, "replay", "--from", "2025-01-07", "--to", "2025-01-08")
