"""`call bandit.check_health_all()` commits after each account, so these tests commit, in a database of their own."""

from datetime import UTC, datetime, timedelta

import psycopg
import pytest

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LATER = NOW + timedelta(minutes=15)


@pytest.fixture
def accounts(db: psycopg.Connection) -> dict[str, int]:
    """Three accounts with a post that waits for metrics; the window of the second reaches beyond the calendar."""
    ids = {}
    for handle in ("first", "broken", "last"):
        account_id = db.execute("select bandit.create_account(%s) as account_id", [handle]).fetchone()["account_id"]
        ids[handle] = account_id
        posted_at = NOW - timedelta(hours=30)
        query = "select decision_id from bandit.choose_generator(p_account_id => %s, p_u => 0, p_now => %s)"
        decision_id = db.execute(query, (account_id, posted_at)).fetchone()["decision_id"]
        db.execute("select bandit.mark_posted(%s, '1', %s, p_account_id => %s)", (decision_id, posted_at, account_id))
    set_lookback(db, ids["broken"], "100000 years")
    return ids


def set_lookback(db: psycopg.Connection, account_id: int, lookback: str) -> None:
    """Behind set_setting's back, which would have refused it."""
    db.execute("update bandit.account_settings set lookback = %s where account_id = %s", (lookback, account_id))


def check(db: psycopg.Connection, at: datetime) -> None:
    db.execute("call bandit.check_health_all(%s)", [at])


def alerts(db: psycopg.Connection) -> dict[str, set[str]]:
    rows = db.execute("select account, check_name from bandit.open_alerts").fetchall()
    return {
        account: {row["check_name"] for row in rows if row["account"] == account}
        for account in ("first", "broken", "last")
    }


@pytest.mark.parametrize("role", ["pgbandit", "bandit_operator"])
def test_a_failure_is_an_alert_and_stops_nobody(db, accounts, role):
    db.execute(f"set role {role}")
    check(db, NOW)
    assert alerts(db) == {"first": {"metrics", "run_due"}, "broken": {"health"}, "last": {"metrics", "run_due"}}
    [failed] = db.execute("select * from bandit.open_alerts where account = 'broken'").fetchall()
    assert (failed["severity"], failed["opened_at"]) == ("critical", NOW)
    assert failed["message"].startswith("the checks failed: 22008 ")


def test_again_it_says_nothing_new_and_once_mended_the_alert_closes(db, accounts):
    check(db, NOW)
    events = "select account, kind, detail ->> 'check_name' as name from bandit.recent_events where kind like 'alert%'"
    before = db.execute(events).fetchall()
    check(db, LATER)
    assert db.execute(events).fetchall() == before

    set_lookback(db, accounts["broken"], "7 days")
    check(db, LATER)
    assert alerts(db)["broken"] == {"metrics", "run_due"}
    [closed] = db.execute("select * from bandit.recent_events where kind = 'alert_closed'").fetchall()
    assert (closed["account"], closed["detail"]["check_name"], closed["event_at"]) == ("broken", "health", LATER)
