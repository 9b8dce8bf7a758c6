"""`call bandit.attribute_all()` commits after each account, so these tests commit, in a database of their own."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import psycopg
import pytest

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
BROKEN = """
    create function bandit.refuse() returns trigger language plpgsql as
    'begin if new.account_id = %s then raise ''no room''; end if; return new; end';
    create trigger refuse before insert on bandit.follower_intervals for each row execute function bandit.refuse();
"""


@pytest.fixture
def accounts(db: psycopg.Connection) -> dict[str, int]:
    """Three accounts, each with a post of 1000 impressions and ten followers more; the second cannot be stored."""
    ids = {}
    for handle in ("first", "broken", "last"):
        account_id = db.execute("select bandit.create_account(%s) as id", [handle]).fetchone()["id"]
        ids[handle] = account_id
        posted_at = NOW - timedelta(hours=2)
        query = "select decision_id from bandit.choose_generator(p_account_id => %s, p_u => 0, p_now => %s)"
        decision_id = db.execute(query, (account_id, posted_at)).fetchone()["decision_id"]
        db.execute("select bandit.mark_posted(%s, '1', %s, p_account_id => %s)", (decision_id, posted_at, account_id))
        reading = """select bandit.record_outcomes('[{"tweet_id": "1", "impressions": 1000}]', 'scrape', %s, %s)"""
        db.execute(reading, (NOW, account_id))
        for hours, followers in ((2, 100), (0, 110)):
            query = "select bandit.record_followers(%s, %s, p_account_id => %s, p_now => %s)"
            db.execute(query, (followers, NOW - timedelta(hours=hours), account_id, NOW))
    db.execute(BROKEN % ids["broken"])
    return ids


def gained(db: psycopg.Connection) -> dict[str, Decimal | None]:
    query = "select handle, followers_gained from bandit_internal.int_posts join bandit.accounts using (account_id)"
    return {row["handle"]: row["followers_gained"] for row in db.execute(query)}


@pytest.mark.parametrize("role", ["pgbandit", "bandit_operator"])
def test_a_failure_is_an_event_and_stops_nobody(db, accounts, role):
    db.execute(f"set role {role}")
    db.execute("call bandit.attribute_all(%s)", [NOW])
    db.execute("reset role")
    assert gained(db) == {"first": 10, "broken": None, "last": 10}
    [event] = db.execute("select * from bandit.recent_events where kind = 'attribution_failed'").fetchall()
    assert (event["account"], event["event_at"], event["detail"]) == ("broken", NOW, {"error_code": "P0001"})

    db.execute("drop trigger refuse on bandit.follower_intervals")
    db.execute("call bandit.attribute_all(%s)", [NOW])
    assert gained(db) == {"first": 10, "broken": 10, "last": 10}


def test_a_post_that_is_just_written_is_left_for_the_next_time(db, accounts, database):
    """Who writes posts may go on to say that attribution is due, and must not be waited for."""
    posts = "from bandit.content_metadata where account_id = %s"
    attribute, account = "select from bandit.attribute_followers(p_account_id => %s, p_now => %s)", [accounts["first"]]
    db.execute("set lock_timeout = '2s'")
    with psycopg.connect(database) as another:
        another.execute("update bandit.content_metadata set content = 'new' where account_id = %s", account)
        db.execute(attribute, (*account, NOW))
        assert db.execute(f"select followers_at_post {posts}", account).fetchone()["followers_at_post"] is None
        another.execute("select bandit_internal.mark_attribution_due(%s, %s)", (*account, NOW))
    db.execute(attribute, (*account, NOW))
    assert db.execute(f"select followers_at_post {posts}", account).fetchone()["followers_at_post"] == 100


def test_a_run_after_it_has_the_figures(db, accounts):
    db.execute("call bandit.attribute_all(%s)", [NOW])
    db.execute("select bandit.set_setting('min_posts', '1', p_account_id => %s)", [accounts["first"]])
    run = db.execute(
        "select * from bandit.optimize(p_account_id => %s, p_now => %s)", (accounts["first"], NOW)
    ).fetchone()
    assert run["status"] == "success"
    query = """
        select total_followers_gained, avg_f_per_1k
        from bandit.generator_weights
        where account_id = %s and total_posts = 1
    """
    assert db.execute(query, [accounts["first"]]).fetchall() == [{"total_followers_gained": 10, "avg_f_per_1k": 10}]
    db.execute("call bandit.attribute_all(%s)", [NOW])
    assert gained(db)["first"] == 10  # never added to
