"""The jobs for all accounts, cut short: by the server's limits, by a manual run, by an administrator."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from psycopg.rows import dict_row

from tests.system.test_optimize_all import await_waiting, create_account, optimize_all, runs

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ROUNDS = ("optimize_all", "attribute_all", "tune_all", "detect_changes_all", "check_health_all")
JOBS = ("run", "attribution", "tuning", "detection", "health")
LIMIT = 0.3  # seconds

SLOW = """
create function bandit_internal.target_weights_slow(
    p_account_id bigint, p_totals bandit_internal.generator_total[], p_now timestamptz
)
returns setof bandit_internal.weight_target
language plpgsql as $$
begin
    perform pg_sleep(20);
end
$$;
insert into bandit.policies (policy, description) values ('slow', 'Takes longer than any limit.');
"""

# A job that notes each turn, and sleeps in that of one account.
NOTED = """
create table if not exists public.turns (turn integer generated always as identity, account_id bigint);
create or replace function public.note(p_account_id bigint, p_now timestamptz) returns void language plpgsql as $$
begin
    perform pg_sleep(case when p_account_id = %s then 20 else 0 end);
    insert into public.turns (account_id) values (p_account_id);
end
$$;
"""


def set_slow(db: psycopg.Connection, account_id: int) -> None:
    db.execute("select bandit.set_setting('policy', 'slow', p_account_id => %s)", [account_id])


def note_turns(db: psycopg.Connection, sleeper: int = 0) -> list[int]:
    """One round of the noted job, under the limit; the accounts in the order of their turns."""
    psycopg.ClientCursor(db).execute(NOTED, [sleeper])
    db.execute("truncate public.turns")
    db.execute(f"set statement_timeout = '{LIMIT}s'")
    try:
        db.execute("call bandit_internal.for_each_account('public.note', 'attribution')")
    finally:
        db.execute("reset statement_timeout")
    return [row["account_id"] for row in db.execute("select account_id from public.turns order by turn").fetchall()]


def test_the_limit_of_a_statement_is_a_failed_run_of_one_account(db):
    accounts = {handle: create_account(db, handle) for handle in ("first", "slow", "third", "last")}
    db.execute(SLOW)
    set_slow(db, accounts["slow"])
    db.execute("set statement_timeout = '1s'")
    optimize_all(db)
    logged = runs(db)
    assert [logged[handle]["status"] for handle in accounts] == ["success", "failed", "success", "success"]
    assert logged["slow"]["error_code"] == "57014"
    [event] = db.execute("select account, detail from bandit.recent_events where kind = 'run_failed'").fetchall()
    assert event == {"account": "slow", "detail": {"error_code": "57014"}}


@pytest.mark.parametrize(("procedure", "job"), list(zip(ROUNDS, JOBS, strict=True)))
def test_every_round_survives_both_limits(db, database, procedure, job):
    """Two accounts stay locked: the wait for one meets statement_timeout, that for the other lock_timeout."""
    accounts = [create_account(db, handle, posts=False) for handle in ("first", "second", "last")]
    with psycopg.connect(database) as holder:
        holder.execute("select from bandit.account_settings where account_id = any(%s) for update", [accounts[:2]])
        db.execute("set statement_timeout = '1s'; set lock_timeout = '600ms'")
        psycopg.ClientCursor(db).execute(f"call bandit.{procedure}(%s)", [NOW])
    failed = db.execute(
        "select account, detail ->> 'error_code' as code from bandit.recent_events where kind = %s order by event_id",
        [f"{job}_failed"],
    ).fetchall()
    if job != "health":  # its alert waits for the lock, too
        assert {row["account"] for row in failed} == {"first", "second"}
        assert {row["code"] for row in failed} <= {"55P03", "57014"}


def test_a_round_starts_where_the_last_one_was_cut(db):
    first, *others = accounts = [1, *(create_account(db, f"account{n}", posts=False) for n in range(4))]
    assert note_turns(db) == accounts
    assert note_turns(db, sleeper=accounts[1]) == [first, *others[1:]]
    assert note_turns(db) == [*accounts[2:], first, accounts[1]]
    assert note_turns(db) == [*accounts[2:], first, accounts[1]]


def test_a_round_starts_after_the_account_that_ended_the_last_session(db, database):
    accounts = [1, *(create_account(db, f"account{n}", posts=False) for n in range(3))]
    note_turns(db)
    db.execute("""
        create function public.die(p_account_id bigint, p_now timestamptz) returns void language plpgsql as
        'begin if p_account_id = 2 then perform pg_terminate_backend(pg_backend_pid()); end if; end'
    """)
    with pytest.raises(psycopg.errors.AdminShutdown), psycopg.connect(database, autocommit=True) as doomed:
        doomed.execute("call bandit_internal.for_each_account('public.die', 'attribution')")
    assert note_turns(db) == [*accounts[2:], *accounts[:2]]


def test_an_administrator_stops_a_round(db, database):
    """A statement cancelled by hand is no failure of the account, and no other account gets a turn."""
    accounts = [1, *(create_account(db, f"account{n}", posts=False) for n in range(3))]
    note_turns(db)
    psycopg.ClientCursor(db).execute(NOTED, [accounts[1]])
    db.execute("truncate public.turns")

    def call() -> None:
        with psycopg.connect(database, autocommit=True) as connection:
            connection.execute("set statement_timeout = '1min'")
            connection.execute("call bandit_internal.for_each_account('public.note', 'attribution')")

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(call)
        cancel = "select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'PgSleep'"
        deadline = time.monotonic() + 10
        while db.execute(cancel).fetchone() is None:
            assert time.monotonic() < deadline
            time.sleep(0.02)
        with pytest.raises(psycopg.errors.QueryCanceled, match="user request"):
            done.result()
    assert db.execute("select array_agg(account_id) as served from public.turns").fetchone() == {"served": [1]}
    assert db.execute("select 1 from bandit.recent_events where kind = 'attribution_failed'").fetchall() == []


def test_a_round_does_not_wait_for_ever(db, database):
    """Without a limit of the server's, the job has one of its own."""
    create_account(db, "first", posts=False)
    note_turns(db)
    db.execute("""
        create function public.remember(p_account_id bigint, p_now timestamptz) returns void language plpgsql as
        'begin insert into public.limits values (current_setting(''lock_timeout'')); end';
        create table public.limits (value text);
    """)
    db.execute("call bandit_internal.for_each_account('public.remember', 'attribution')")
    assert db.execute("select distinct value from public.limits").fetchall() == [{"value": "30s"}]
    assert db.execute("show lock_timeout").fetchone() == {"lock_timeout": "0"}


@pytest.mark.parametrize("arguments", ["", "clock_timestamp()"], ids=["scheduled", "by hand"])
def test_a_manual_run_during_a_round_is_no_failure(db, database, arguments):
    """The account is locked when the round reaches it; meanwhile an operator's run is later than the round."""
    busy = create_account(db, "busy")
    create_account(db, "other")

    def call() -> None:
        with psycopg.connect(database, autocommit=True) as connection:
            connection.execute("call bandit.optimize_all(%s)" % arguments)  # noqa: UP031

    with ThreadPoolExecutor(1) as pool:
        with db.transaction():
            db.execute("select from bandit.account_settings where account_id = %s for update", [busy])
            done = pool.submit(call)
            await_waiting(db, 1)
            now = db.execute("select clock_timestamp() as now").fetchone()["now"]
            db.execute("select from bandit.optimize(p_account_id => %s, p_now => %s)", [busy, now])
        done.result()
    statuses = db.execute("select account, status from bandit.recent_runs where account <> 'default'").fetchall()
    assert sorted((row["account"], row["status"]) for row in statuses) == [("busy", "success"), ("other", "success")]
    assert db.execute("select 1 from bandit.recent_events where kind = 'run_failed'").fetchall() == []


def test_a_run_that_waited_for_a_later_one_returns_it(db, database):
    """Two operators at once: the one that started first comes second."""
    busy = create_account(db, "busy")
    query = "select * from bandit.optimize(p_account_id => %s)"

    def call() -> dict:
        with psycopg.connect(database, autocommit=True, row_factory=dict_row) as connection:
            return connection.execute(query, [busy]).fetchone()

    with psycopg.connect(database) as holder, ThreadPoolExecutor(1) as pool:
        holder.execute("select from bandit.account_settings where account_id = %s for update", [busy])
        done = pool.submit(call)
        await_waiting(db, 1)
        now = holder.execute("select clock_timestamp()").fetchone()[0]
        [run_id] = holder.execute("select run_id from bandit.optimize(p_account_id => %s, p_now => %s)", [busy, now])
        holder.commit()
        assert (done.result()["run_id"], done.result()["run_at"]) == (*run_id, now)


def test_a_job_that_finds_a_younger_run_does_nothing(db):
    """Half the interval of the job is three hours."""
    create_account(db, "busy")
    query = "select run_at from bandit.recent_runs where account = 'busy' order by run_at"

    def call_at(time: datetime) -> list[datetime]:
        db.execute(f"set bandit.fake_now = '{time}'")
        db.execute("call bandit.optimize_all()")
        return [row["run_at"] for row in db.execute(query).fetchall()]

    assert call_at(NOW) == [NOW]
    assert call_at(NOW + timedelta(hours=2, minutes=59)) == [NOW]
    later = NOW + timedelta(hours=3, minutes=1)
    assert call_at(later) == [NOW, later]
    db.execute("call bandit.optimize_all(%s)", [later + timedelta(minutes=1)])
    assert len(db.execute(query).fetchall()) == 3


def test_two_owners_optimise_once_an_interval(db, database):
    create_account(db, "busy")

    def call(_: int) -> None:
        with psycopg.connect(database, autocommit=True) as connection:
            connection.execute("call bandit.optimize_all()")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(call, range(8)))
    counts = db.execute("select account, status, count(*) from bandit.recent_runs group by account, status").fetchall()
    assert {(row["account"], row["count"]) for row in counts} == {("default", 1), ("busy", 1)}
