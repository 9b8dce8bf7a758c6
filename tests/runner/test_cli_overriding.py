"""generator set|pin|release|disable|enable|test|reviews|review, and runs."""

import pytest


def weights(as_json) -> dict[str, float]:
    return {row["generator_name"]: row["weight"] for row in as_json("generator", "list") if row["status"] != "disabled"}


def test_a_preview_changes_nothing_and_the_override_does_the_same(as_json, ok):
    before = weights(as_json)
    preview = as_json("generator", "set", "Data Nerd", "0.3", "--preview")
    assert weights(as_json) == before
    assert ok("generator", "set", "dataNerd", "0.3", "--preview").startswith("Preview; nothing was changed\n")
    done = as_json("generator", "set", "data_nerd", "0.3", "--reason", "campaign")
    assert done == preview
    assert weights(as_json)["dataNerd"] == 0.3
    assert round(sum(weights(as_json).values()), 4) == 1


def test_pin_and_release(as_json):
    as_json("generator", "pin", "coach", "--reason", "sponsor")
    [coach] = [row for row in as_json("generator", "list") if row["generator_name"] == "coach"]
    assert (coach["weight"], coach["pinned_weight"]) == (0.08, 0.08)
    as_json("generator", "release", "coach", "--reason", "sponsor left")
    [coach] = [row for row in as_json("generator", "list") if row["generator_name"] == "coach"]
    assert (coach["weight"], coach["pinned_weight"]) == (0.08, None)


def test_disable_enable_and_test(as_json):
    as_json("generator", "disable", "coach", "--reason", "broken")
    assert "coach" not in weights(as_json)
    as_json("generator", "enable", "coach", "0.1", "--reason", "mended")
    assert weights(as_json)["coach"] == 0.1
    as_json("generator", "test", "coach", "0.05", "--reason", "try again")
    [coach] = [row for row in as_json("generator", "list") if row["generator_name"] == "coach"]
    assert (coach["weight"], coach["status"]) == (0.05, "testing")


def test_every_override_is_in_the_history(as_json):
    as_json("generator", "set", "dataNerd", "0.3", "--reason", "campaign")
    change = next(row for row in as_json("history") if row["generator_name"] == "dataNerd")
    assert (change["new_weight"], change["reason"], change["actor"]) == (0.3, "set of dataNerd: campaign", "pgbandit")
    [event] = as_json("events", "--kind", "override")
    assert event["message"] == "set of dataNerd: campaign"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("set", "dataNerd", "0.3"), "a reason is required"),
        (("set", "dataNerd", "2", "--reason", "x"), "2 is not a weight (a weight is between min_weight 0.0200 and 1)"),
        (("set", "dataNerd", "much", "--reason", "x"), "invalid input syntax"),
        (("set", "dataNerd", "0.9", "--reason", "x"), "use at most 0.7800 [WT012]"),
        (("set", "nerd", "0.3", "--reason", "x"), "nearest: dataNerd"),
        (("release", "coach", "--reason", "x"), "release is not possible for coach (coach is active)"),
        (("enable", "coach", "--reason", "x"), "enable is not possible for coach (coach is active)"),
    ],
)
def test_refused(fails, as_json, arguments, complaint):
    before = weights(as_json)
    assert complaint in fails(2, "generator", *arguments)
    assert weights(as_json) == before


def test_reviews(posts, as_json, ok):
    as_json("optimize", "--at", "2025-01-08")
    assert [row["generator_name"] for row in as_json("generator", "reviews")] == ["newsReporter"]
    assert "consistent_failure" in ok("generator", "reviews")
    assert ok("generator", "review", "news_reporter", "disable", "--reason", "nobody follows the news") == (
        "news_reporter reviewed: disable\n"
    )
    assert ok("generator", "reviews") == "no generator is flagged for review\n"
    assert "newsReporter" not in weights(as_json)


def test_a_suggestion_waits_for_approval(posts, as_json, ok, fails):
    as_json("account", "set", "mode", "suggest")
    before = weights(as_json)
    run = as_json("optimize", "--at", "2025-01-08")
    assert run["status"] == "suggested"
    assert weights(as_json) == before
    assert [row["run_id"] for row in as_json("runs", "list", "--status", "suggested")] == [run["run_id"]]
    assert "suggested" in ok("runs", "show", run["run_id"])
    approved = as_json("runs", "approve", run["run_id"])
    assert {row["generator_name"]: row["new_weight"] for row in approved} == weights(as_json)
    assert {row["generator_name"]: row["weight"] for row in run["weights"]} == weights(as_json)
    assert "does not wait for a decision (its status is success)" in fails(2, "runs", "approve", run["run_id"])


def test_an_approval_is_refused_after_another_change(posts, as_json, fails):
    as_json("account", "set", "mode", "suggest")
    run = as_json("optimize", "--at", "2025-01-08")
    as_json("generator", "set", "explorer", "0.1", "--reason", "curiosity")
    assert "explorer from 0.0200 to 0.1000" in fails(2, "runs", "approve", run["run_id"])
    assert as_json("runs", "reject", run["run_id"], "--reason", "out of date") == {
        "run_id": run["run_id"],
        "status": "rejected",
    }


def test_observe_only_looks(posts, as_json):
    as_json("account", "set", "mode", "observe")
    before = weights(as_json)
    run = as_json("optimize", "--at", "2025-01-08")
    assert (run["status"], weights(as_json)) == ("observed", before)
    assert run["changes"]


def test_undo(posts, as_json, fails):
    before = weights(as_json)
    run = as_json("optimize", "--at", "2025-01-08")
    assert weights(as_json) != before
    as_json("runs", "undo", run["run_id"], "--reason", "the bot was offline")
    assert weights(as_json) == before
    assert "there is no run 99" in fails(2, "runs", "show", "99")
    assert "run 99 was not applied" in fails(2, "runs", "undo", "99", "--reason", "x")
