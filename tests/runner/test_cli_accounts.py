"""account and generator, and which account a command means."""

import re

import psycopg
import pytest

# --- account


def test_create_and_list(as_json, ok):
    created = as_json("account", "create", "mybot")
    assert created == {"account": "mybot", "account_id": 2}
    assert ok("account", "create", "b.bot", "--platform", "bluesky", "--platform-user-id", "did:plc:1") == (
        "created account b.bot\n"
    )
    rows = as_json("account", "list")
    assert [(row["account"], row["platform"], row["generators"]) for row in rows] == [
        ("b.bot", "bluesky", 12),
        ("default", "x", 12),
        ("mybot", "x", 12),
    ]
    assert "mybot" in ok("account", "list")


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("default",), "the account 'default' exists already (account_id = 1); "),
        (("my bot",), "'my bot' is not a handle ("),
        (("mybot", "--platform", "myspace"), "'myspace' is not a platform (platforms: x, bluesky, mastodon)"),
    ],
)
def test_create_refused(fails, arguments, complaint):
    assert complaint in fails(2, "account", "create", *arguments)


def test_settings(as_json, ok):
    shown = as_json("account", "show")
    assert shown["account"] == "default"
    assert shown["settings"].items() >= {"lookback": "7 days", "min_posts": "20", "policy": "thompson"}.items()
    assert as_json("account", "set", "lookback", "90 days") == {"setting": "lookback", "value": "90 days"}
    assert ok("account", "set", "min_posts", "30") == "min_posts is 30\n"
    out = ok("account", "show")
    assert out.startswith("Settings of default\nsetting ")
    assert re.search("^lookback +90 days +Age up to which a run uses posts", out, re.MULTILINE)
    assert [event["message"] for event in as_json("events", "--kind", "setting")] == [
        "min_posts changed from 20 to 30",
        "lookback changed from 7 days to 90 days",
    ]


@pytest.mark.parametrize(
    ("key", "value", "complaint"),
    [
        ("loockback", "1 day", "there is no setting 'loockback' (settings: policy, mode, auto_tune, time_zone, "),
        ("account_id", "2", "there is no setting 'account_id'"),
        ("lookback", "-1", "'-1' is not a value for lookback ("),
        ("lookback", "soon", "'soon' is not a value for lookback ("),
        ("aggressiveness", "0.6", "0.1 (slow) to 0.5 (fast)"),
        ("min_posts", "many", "'many' is not a value for min_posts ("),
        ("time_zone", "Mars/Crater", "'Mars/Crater' is not a value for time_zone ("),
        ("policy", "guess", "'guess' is not a value for policy ("),
        ("min_weight", "0.5", "[WT012]"),
    ],
)
def test_setting_refused(fails, as_json, key, value, complaint):
    assert complaint in fails(2, "account", "set", key, value)
    assert as_json("events", "--kind", "setting") == []


# --- generator


def test_generators(as_json, ok, db):
    rows = as_json("generator", "list")
    assert [(row["generator_name"], row["weight"]) for row in rows[:2]] == [
        ("humanVoice", 0.15),
        ("newsReporter", 0.12),
    ]
    assert ok("generator", "add", "dreamer") == "added dreamer at 0.0800\n"
    added = as_json("generator", "add", "poet", "0.05", "--testing", "--notes", "on trial")
    assert added == {"generator_name": "poet", "weight": 0.05}
    poet = db.execute("select * from bandit.generator_weights where generator_name = 'poet'").fetchone()
    assert (poet["status"], poet["notes"]) == ("testing", "on trial")
    weights = [row["weight"] for row in as_json("generator", "list")]
    assert (len(weights), round(sum(weights), 4)) == (14, 1)
    # two generators stay at the floor of 0.02, so 0.95 - 0.04 is left for the 0.96 of the others: 0.08 x 0.91 / 0.96
    assert "dreamer 0.0758 " in " ".join(ok("generator", "list").split())


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("Data/Nerd",), "'Data/Nerd' is not a generator's name ("),
        (("Data_Nerd",), "there is a generator dataNerd already ("),
        (("datanerd",), "there is a generator dataNerd already ("),
        (("poet", "1.5"), "1.5000 is not a weight ("),
        (("poet", "0.99"), "[WT012]"),
        (("poet", "much"), 'invalid input syntax for type numeric: "much"'),
    ],
)
def test_generator_refused(fails, arguments, complaint):
    assert complaint in fails(2, "generator", "add", *arguments)


# --- which account


def test_the_account_is_named_by_option_or_environment(ok, as_json, fails):
    ok("account", "create", "one")
    ok("account", "create", "two")
    two = {"PGBANDIT_ACCOUNT": "two"}
    assert as_json("account", "show", "--account", "one")["account"] == "one"
    assert as_json("account", "show", env=two)["account"] == "two"
    assert as_json("account", "show", "--account", "one", env=two)["account"] == "one"
    assert "the call names no account" in fails(2, "account", "show", env={"PGBANDIT_ACCOUNT": ""})
    decision = as_json("choose", env=two)["decision_id"]
    assert as_json("discard", decision, env=two)["status"] == "discarded"


def test_a_decision_belongs_to_its_account(ok, as_json, fails):
    ok("account", "create", "other")
    decision = as_json("choose", "--account", "other")["decision_id"]
    assert "[WT003]" in fails(2, "posted", decision, "1", "--account", "default")


@pytest.mark.parametrize(
    "arguments",
    [
        ("choose",),
        ("report",),
        ("history",),
        ("account", "show"),
        ("replay", "--from", "2025-01-01", "--to", "2025-01-02"),
    ],
)
def test_an_unknown_account(fails, arguments):
    err = fails(2, *arguments, env={"PGBANDIT_ACCOUNT": "nobody"})
    assert "there is no account 'nobody' (known accounts: default); " in err


# --- the account that is meant


def test_the_only_account_is_meant(ok, as_json):
    assert as_json("account", "show")["account"] == "default"
    ok("account", "create", "mybot")
    assert as_json("account", "show")["account"] == "mybot"


def test_one_of_several_must_be_named(ok, fails, as_json):
    ok("account", "create", "one")
    ok("account", "create", "two")
    refused = (
        "pgbandit: the call names no account (known accounts: default, one, two); "
        "name the account with --account or PGBANDIT_ACCOUNT [WT020]\n"
    )
    for command in ("report", "choose", "optimize", "health", "history", "export decisions", "generator list"):
        assert fails(2, *command.split()) == refused
    assert as_json("account", "show", env={"PGBANDIT_ACCOUNT": "two"})["account"] == "two"
    assert as_json("account", "show", "--account", "one")["account"] == "one"


def test_a_decision_names_its_account(ok, as_json):
    ok("account", "create", "one")
    ok("account", "create", "two")
    decision = as_json("choose", "--account", "two")["decision_id"]
    assert as_json("posted", decision, "101")["status"] == "posted"
    other = as_json("choose", "--account", "one")["decision_id"]
    assert as_json("discard", other)["status"] == "discarded"


def test_queued_calls_wait_for_a_name(ok, cli, fails, database, monkeypatch, state):
    """A call that names no account is no dead letter: with a name it can be sent."""
    ok("choose")
    with monkeypatch.context() as patch:
        patch.setattr("runner.database.calls.connect", _unreachable)
        assert cli("choose").returncode == 0
    ok("account", "create", "one")
    assert "the call names no account" in fails(2, "spool")
    [spool] = state.glob("*.spool")
    assert list(state.glob("*.dead-letters")) == []
    assert cli("spool", "--file", spool, "--account", "default").returncode == 0
    assert list(state.glob("*.spool")) == []


def _unreachable(*_arguments, **_options):
    raise psycopg.OperationalError("connection refused")


def test_a_former_handle(ok, as_json):
    ok("account", "create", "before", "--generators", "alpha,beta")
    ok("account", "rename", "before", "after")
    assert as_json("account", "show", "--account", "before")["account"] == "after"
    assert as_json("choose", "--account", "before")["generator_name"] in ("alpha", "beta")
