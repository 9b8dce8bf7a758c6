"""`call bandit.optimize_all()` commits after each account, so these tests commit too, in a database of their own."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import psycopg
import pytest
from psycopg.rows import dict_row

from tests.system import bot

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
POSTED = NOW - timedelta(hours=1)

FORGETFUL = """
create function bandit_internal.target_weights_forgetful(
    p_account_id bigint, p_totals bandit_internal.generator_total[], p_now timestamptz
)
returns setof bandit_internal.weight_target
language sql as $$
    select * from bandit_internal.target_weights_blueprint(p_account_id, p_totals, p_now)
    where generator_name <> 'coach'
$$;
insert into bandit.policies (policy, description) values ('forgetful', 'Leaves out one generator.');
"""


A_CONTEXT = """
insert into bandit.contexts (account_id, context_number, topic) values (%(account_id)s, 1, 'sleep');
insert into bandit.context_weights (account_id, context_number, generator_name, weight)
select g.account_id, 1, g.generator_name, case g.generator_name when 'coach' then 0.78 else 0.02 end
from bandit.generator_weights as g
where g.account_id = %(account_id)s;
delete from bandit.generator_propensities where account_id = %(account_id)s;
"""


@pytest.fixture
def other(database: str) -> Iterator[psycopg.Connection]:
    """A second session, which waits for no lock."""
    with psycopg.connect(database, autocommit=True, row_factory=dict_row) as connection:
        connection.execute("set lock_timeout = '100ms'")
        yield connection


def create_account(db: psycopg.Connection, handle: str, posts: bool = True) -> int:
    account_id = db.execute("select bandit.create_account(%s) as account_id", [handle]).fetchone()["account_id"]
    if posts:
        bot.post(db, account_id, POSTED)
    return account_id


def break_floor(db: psycopg.Connection, account_id: int, min_weight: Decimal) -> None:
    """Behind set_setting's back, which would have refused a floor that does not fit twelve times."""
    db.execute("update bandit.account_settings set min_weight = %s where account_id = %s", (min_weight, account_id))


def optimize_all(db: psycopg.Connection, at: datetime = NOW) -> None:
    db.execute("call bandit.optimize_all(%s)", [at])


def runs(db: psycopg.Connection) -> dict[str, dict]:
    return {row["account"]: row for row in db.execute("select * from bandit.recent_runs")}


def weights(db: psycopg.Connection, account_id: int) -> dict[str, Decimal]:
    query = "select generator_name, weight from bandit.generator_weights where account_id = %s"
    return {row["generator_name"]: row["weight"] for row in db.execute(query, [account_id])}


def selections(db: psycopg.Connection, account_id: int) -> int:
    query = "select sum(times_selected)::integer as times from bandit.generator_weights where account_id = %s"
    return db.execute(query, [account_id]).fetchone()["times"]


def test_every_account_has_its_run(db):
    busy, idle = create_account(db, "busy"), create_account(db, "idle", posts=False)
    defaults = weights(db, idle)
    optimize_all(db)
    assert {account: run["status"] for account, run in runs(db).items()} == {
        "default": "skipped",
        "busy": "success",
        "idle": "skipped",
    }
    assert weights(db, idle) == defaults
    assert weights(db, busy)["humanVoice"] > defaults["humanVoice"]
    assert sum(weights(db, busy).values()) == 1
    assert selections(db, busy) == bot.POSTS


@pytest.mark.parametrize("role", ["pgbandit", "bandit_operator"])
def test_a_failure_is_logged_and_stops_nobody(db, role):
    accounts = {handle: create_account(db, handle) for handle in ("first", "infeasible", "forgetful", "last")}
    before = weights(db, accounts["infeasible"])
    break_floor(db, accounts["infeasible"], Decimal("0.1"))
    db.execute(FORGETFUL)
    db.execute("select bandit.set_setting('policy', 'forgetful', p_account_id => %s)", [accounts["forgetful"]])

    db.execute(f"set role {role}")
    optimize_all(db)
    db.execute("reset role")

    logged = runs(db)
    assert [logged[handle]["status"] for handle in accounts] == ["success", "failed", "failed", "success"]
    assert [logged[handle]["error_code"] for handle in accounts] == [None, "WT012", "WT012", None]
    assert "need between 1.2000 and 1" in logged["infeasible"]["reason"]
    assert "must sum to 1.0000" in logged["forgetful"]["reason"]
    for handle in ("infeasible", "forgetful"):
        assert weights(db, accounts[handle]) == before
        assert selections(db, accounts[handle]) == 0
    events = db.execute("select account, detail from bandit.recent_events where kind = 'run_failed'")
    assert {row["account"]: row["detail"]["error_code"] for row in events} == {
        "infeasible": "WT012",
        "forgetful": "WT012",
    }


def test_a_failed_run_can_be_run_again(db):
    good, bad = create_account(db, "good"), create_account(db, "bad")
    break_floor(db, bad, Decimal("0.1"))
    optimize_all(db)
    first = runs(db)
    assert (first["good"]["status"], first["bad"]["status"]) == ("success", "failed")

    break_floor(db, bad, Decimal("0.02"))
    optimize_all(db)
    second = runs(db)
    assert second["good"] == first["good"]
    assert (second["bad"]["status"], second["bad"]["error_code"]) == ("success", None)
    assert second["bad"]["run_id"] == first["bad"]["run_id"]
    assert weights(db, bad) == weights(db, good)


def test_many_at_once_are_one(db, database):
    """While one session's run is not committed yet, others wait for it, and then return it."""
    account_id = create_account(db, "busy")
    query = "select * from bandit.optimize(p_account_id => %s, p_now => %s)"

    def optimize(_: int) -> dict:
        with psycopg.connect(database, autocommit=True, row_factory=dict_row) as connection:
            return connection.execute(query, (account_id, NOW)).fetchone()

    with ThreadPoolExecutor(4) as pool:
        with db.transaction():
            first = db.execute(query, (account_id, NOW)).fetchone()
            others = pool.map(optimize, range(4))
            await_waiting(db, 4)
        assert list(others) == [first] * 4
    changes = db.execute("select distinct run_id from bandit.weight_history where account = 'busy'").fetchall()
    assert changes == [{"run_id": first["run_id"]}]
    assert selections(db, account_id) == bot.POSTS


def test_what_is_done_stays_done(db, database):
    """While the run of the second account waits for an operator, that of the first is committed."""
    create_account(db, "first")
    second = create_account(db, "second")

    def call() -> None:
        with psycopg.connect(database, autocommit=True) as connection:
            optimize_all(connection)

    with ThreadPoolExecutor(1) as pool:
        with db.transaction():
            db.execute("select bandit.set_setting('min_posts', '30', p_account_id => %s)", [second])
            done = pool.submit(call)
            await_waiting(db, 1)
            assert runs(db)["first"]["status"] == "success"
            assert "second" not in runs(db)
        done.result()
    assert runs(db)["second"]["status"] == "success"


def test_whoever_is_busy_comes_last(db, database):
    """While an operator holds the first account, the second has its run; then the first is waited for."""
    first = create_account(db, "first")
    create_account(db, "second")

    def call() -> None:
        with psycopg.connect(database, autocommit=True) as connection:
            optimize_all(connection)

    with ThreadPoolExecutor(1) as pool:
        with db.transaction():
            db.execute("select bandit.set_setting('min_posts', '10', p_account_id => %s)", [first])
            done = pool.submit(call)
            await_waiting(db, 1)
            assert runs(db)["second"]["status"] == "success"
            assert "first" not in runs(db)
        done.result()
    assert runs(db)["first"]["status"] == "success"


def test_sessions_share_the_accounts(db, database):
    """Each account has one run, whichever session did it."""
    handles = [f"account{n}" for n in range(12)]
    for handle in handles:
        create_account(db, handle)

    def call(_: int) -> None:
        with psycopg.connect(database, autocommit=True) as connection:
            optimize_all(connection)

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(call, range(3)))
    done = runs(db)
    assert [done[handle]["status"] for handle in handles] == ["success"] * 12
    counts = db.execute("select account, count(*) from bandit.recent_runs group by account").fetchall()
    assert {row["count"] for row in counts} == {1}


def await_waiting(db: psycopg.Connection, sessions: int) -> None:
    """Until that many sessions wait for a lock."""
    query = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
    deadline = time.monotonic() + 20
    while db.execute(query).fetchone()["count"] < sessions:
        assert time.monotonic() < deadline, "nobody waits"
        db.execute("select pg_stat_clear_snapshot()")
        time.sleep(0.02)


def test_a_choice_that_waits_has_the_contexts_of_then(db, database):
    """No propensities are stored, so a choice first derives them: the pin before it leaves no context."""
    account_id = create_account(db, "busy", posts=False)
    psycopg.ClientCursor(db).execute(A_CONTEXT, {"account_id": account_id})

    def choose() -> dict:
        query = """
            select *
            from bandit.choose_generator(p_account_id => %s, p_arm => 'control', p_context => %s, p_u => 0.99)
        """
        with psycopg.connect(database, autocommit=True, row_factory=dict_row) as connection:
            return connection.execute(query, (account_id, '{"topic": "sleep"}')).fetchone()

    pin = "select bandit.override_generator('thoughtLeader', 'pin', 0.5, 'x', p_account_id => %s)"
    with ThreadPoolExecutor(1) as pool:
        with db.transaction():
            db.execute(pin, [account_id])
            choice = pool.submit(choose)
            await_waiting(db, 1)
        assert (choice.result()["generator_name"], choice.result()["propensity"]) == ("thoughtLeader", Decimal("0.5"))


def test_a_choice_never_waits_for_a_run(db, other):
    """Which changes every weight."""
    account_id = create_account(db, "busy")
    db.execute("select bandit.set_setting('policy', 'blueprint', p_account_id => %s)", [account_id])
    with db.transaction():
        run = db.execute("select * from bandit.optimize(p_account_id => %s, p_now => %s)", (account_id, NOW)).fetchone()
        assert run["generators_updated"] == 12
        for number in range(100):
            choice = bot.choose(other, account_id, number / 100)
            bot.mark_posted(other, account_id, choice["decision_id"], f"during the run {number}")
    assert selections(db, account_id) == bot.POSTS


def test_a_run_never_waits_for_a_bot(db, other):
    """The bot's transaction is open; what it holds is left for the next run."""
    account_id = create_account(db, "busy")
    earlier = bot.choose(db, account_id, 0.5, POSTED)
    with db.transaction():
        bot.mark_posted(db, account_id, earlier["decision_id"], "just being posted", POSTED)
        bot.choose(db, account_id, 0.5, POSTED)
        db.execute(
            """select bandit.record_outcomes('[{"tweet_id": "1", "impressions": 1001}]', 'bot', %s, %s)""",
            (NOW, account_id),
        )
        optimize_all(other)
        assert runs(other)["busy"]["status"] == "success"
        assert selections(other, account_id) == bot.POSTS
    optimize_all(other, NOW + timedelta(hours=6))
    assert selections(other, account_id) == bot.POSTS + 2
