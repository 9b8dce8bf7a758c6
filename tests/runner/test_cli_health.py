"""health: the table, the JSON and the exit code."""

import json

import psycopg
import pytest

CHECK = ["account_id", "account", "name", "severity", "value", "threshold", "sentence", "remedy"]


@pytest.fixture
def unmeasured(db: psycopg.Connection) -> None:
    """A post of two runs ago without metrics."""
    db.execute(
        """
        select bandit.mark_posted(c.decision_id, '1', c.chosen_at)
        from (
            select d.decision_id, now() - interval '30 hours' as chosen_at
            from bandit.choose_generator(p_u => 0, p_now => now() - interval '30 hours') as d
        ) as c
        """
    )
    db.execute("select bandit.optimize()")


def test_a_new_account_has_no_data_yet(as_json, ok):
    checks = as_json("health")
    assert all(list(check) == CHECK for check in checks)
    assert {check["account"] for check in checks} == {"default"}
    severities = {check["name"]: check["severity"] for check in checks}
    assert {severities[name] for name in ("weights_sum", "mode", "dominant_generator")} == {"ok"}
    assert set(severities.values()) == {"ok", "info"}
    assert all(check["severity"] == "info" for check in checks if check["value"] == "no data yet")
    assert "info      metrics" in ok("health")
    assert "What to run" in ok("health")


def test_critical_is_exit_code_1_and_comes_first(unmeasured, cli):
    shown = cli("health", "--json")
    assert shown.returncode == 1
    worst = json.loads(shown.stdout)[0]
    assert (worst["name"], worst["severity"], worst["value"]) == ("metrics", "critical", "none")
    assert worst["remedy"].startswith("pgbandit record")
    table = cli("health")
    assert table.returncode == 1
    assert table.stdout.splitlines()[1].startswith("critical  metrics")


def test_another_account_is_another_story(unmeasured, db, as_json):
    db.execute("select bandit.create_account('other')")
    assert {check["account"] for check in as_json("health", "--account", "other")} == {"other"}


def test_an_unknown_account(fails):
    assert "nobody" in fails(2, "health", "--account", "nobody")
