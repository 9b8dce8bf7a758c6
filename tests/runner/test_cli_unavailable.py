"""choose, posted, discard and record while the database is unavailable, and when it is available again."""

import contextlib
import json
import os
import signal
import socket
import stat
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.sql import SQL, Identifier

from runner.database import connection
from runner.database.calls import Database
from tests.conftest import execute

NOWHERE = "postgresql://bob:s3cret@127.0.0.1:1/bot"
DECISIONS = "select * from bandit.content_metadata order by created_at"


@pytest.fixture(autouse=True)
def named(monkeypatch):
    """The bots of these tests name their account: the packaged propensities serve no other."""
    monkeypatch.setenv("PGBANDIT_ACCOUNT", "default")


@pytest.fixture
def unavailable(cluster, database):
    """A context in which the database accepts no connections."""

    @contextlib.contextmanager
    def run() -> Iterator[None]:
        name = conninfo_to_dict(database)["dbname"]
        execute(cluster.dsn, SQL("alter database {} allow_connections false"), name)
        try:
            yield
        finally:
            execute(cluster.dsn, SQL("alter database {} allow_connections true"), name)

    return run


@pytest.fixture
def fall_back(cli):
    """Run a command that succeeds without the database; return its JSON and its one line on stderr."""

    def run(*arguments, **options) -> tuple[dict, str]:
        done = cli(*arguments, "--json", **options)
        assert done.returncode == 0, done.stderr
        assert done.stderr.startswith("pgbandit: ")
        assert (done.stdout.count("\n"), done.stderr.count("\n")) == (1, 1)
        return json.loads(done.stdout), done.stderr

    return run


def lines_of(state, kind: str) -> list[str]:
    return [line for file in state.glob(f"*.{kind}") for line in file.read_text().splitlines()]


# --- choosing


def test_packaged_propensities_choose_if_none_are_stored(fall_back, state):
    decision, err = fall_back("choose", "--arm", "control", "--u", "0.08", "--dsn", NOWHERE)
    assert UUID(decision.pop("decision_id"))
    assert decision == {
        "generator_name": "contrarian",
        "experiment_arm": "control",
        "weight": 0.04,
        "propensity": 0.04,
        "u": 0.08,
        "source": "default",
    }
    assert "cannot reach the database: " in err
    assert err.endswith("; chose by the packaged propensities and queued the decision\n")
    assert "s3cret" not in err + "".join(lines_of(state, "spool") + [file.name for file in state.iterdir()])


def test_the_last_known_propensities_choose(fall_back, as_json, db, unavailable):
    db.execute("select bandit.add_generator('aardvark')")
    assert as_json("choose", "--u", "0.5")["source"] == "choice"
    with unavailable():
        decision, err = fall_back("choose", "--arm", "control", "--u", "0.05")
        assert (decision["generator_name"], decision["weight"], decision["source"]) == ("aardvark", 0.08, "cache")
        assert "chose by the last known propensities" in err


def test_every_choice_refreshes_the_cache(ok, db, state):
    def stored() -> list[str]:
        [text] = [file.read_text() for file in state.glob("*.propensities")]
        return [row["generator_name"] for row in json.loads(text)]

    ok("choose")
    assert len(stored()) == 36
    db.execute("select bandit.add_generator('aardvark')")
    ok("choose")
    assert stored()[0] == "aardvark"
    assert len(stored()) == 39
    assert {stat.S_IMODE(file.stat().st_mode) for file in state.iterdir()} == {0o600}
    assert stat.S_IMODE(state.stat().st_mode) == 0o700


def test_a_queued_decision_is_recorded_unchanged(fall_back, as_json, db, unavailable):
    options = ("--u", "0.25", "--at", "2025-01-01T12:00+02:00", "--context", '{"topic": "sleep", "mood": "ünwell"}')
    with unavailable():
        spooled, _ = fall_back("choose", *options, "--arm", "control")
        before = datetime.now(UTC)
        drawn, _ = fall_back("choose")
    own = as_json("choose")
    first, second, third = db.execute(DECISIONS).fetchall()
    assert str(first["decision_id"]) == spooled["decision_id"]
    assert (first["generator_name"], first["experiment_arm"]) == (spooled["generator_name"], "control")
    assert (first["u"], float(first["propensity"]), first["source"]) == (0.25, spooled["propensity"], "default")
    assert (first["context"], first["topic"]) == ({"topic": "sleep", "mood": "ünwell"}, "sleep")
    assert first["created_at"] == datetime(2025, 1, 1, 10, tzinfo=UTC)
    assert str(second["decision_id"]) == drawn["decision_id"]
    assert before <= second["created_at"] <= datetime.now(UTC)
    assert (str(third["decision_id"]), third["source"]) == (own["decision_id"], "choice")


def test_each_account_and_each_database_has_its_own_spool(fall_back, state):
    for arguments in (
        [],
        ["--account", "mine"],
        ["--account", "mine", "--dsn", NOWHERE.replace("s3cret", "n3w")],
        ["--account", "mine", "--dsn", NOWHERE.replace("/bot", "/other")],
        ["--account", "a/../b", "--dsn", NOWHERE],
    ):
        fall_back("discard", uuid4(), *arguments, env={"PGBANDIT_DSN": NOWHERE})
    counts = sorted((file.name.split(".")[0], len(file.read_text().splitlines())) for file in state.glob("*.spool"))
    assert counts == [("a%2F", 1), ("default", 1), ("mine", 1), ("mine", 2)]


def test_an_unknown_arm(fails, state):
    err = fails(2, "choose", "--arm", "variant_z", "--dsn", NOWHERE)
    assert (
        "there is no experiment arm 'variant_z' (arms last received from the database: control, variant_a, variant_b)"
        in err
    )
    assert lines_of(state, "spool") == []


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--u", "1"], "a draw must be in [0,1)"),
        (["--timeout", "-1"], "must be above 0"),
        (["--dsn", "nonsense"], "the connection string is malformed"),
        (["--account", "nobody"], "there is no account 'nobody'"),
        (["--arm", "variant_z"], "there is no experiment arm"),
    ],
)
def test_a_mistake_is_not_queued(fails, state, arguments, complaint):
    assert complaint in fails(2, "choose", *arguments)
    assert lines_of(state, "spool") == []


def test_missing_privileges_are_a_mistake(database, db, fails, state):
    role = f"login_{uuid4().hex}"
    db.execute(f"create role {role} login password 'x'")
    db.execute(f"grant usage on schema bandit to {role}")
    assert "permission denied" in fails(2, "choose", "--dsn", make_conninfo(database, user=role, password="x"))
    assert lines_of(state, "spool") == []


def test_no_active_generator(ok, fails, db, unavailable, state):
    ok("choose")
    with db.transaction():
        db.execute("update bandit.generator_weights set status = 'disabled'")
        db.execute("delete from bandit.generator_propensities")
    assert "[WT101]" in fails(75, "choose")
    with unavailable():
        assert "there was no active generator when the database was last reached" in fails(75, "choose")
    assert lines_of(state, "spool") == []


def test_no_decision_if_the_spool_cannot_be_written(cli, fails, state):
    state.touch()  # in place of the folder
    assert "File exists" in fails(1, "choose", "--dsn", NOWHERE)
    done = cli("choose")
    assert (done.returncode, done.stderr.count("\n")) == (0, 1)
    assert "cannot store the propensities" in done.stderr


# --- ways of being unavailable


@pytest.fixture
def silent() -> Iterator[str]:
    """The DSN of a server that accepts connections and never answers."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield f"host=127.0.0.1 port={listening.getsockname()[1]} dbname=bot"


def timed(pgbandit, *arguments, **options) -> tuple[dict, str, float]:
    started = time.monotonic()
    done = pgbandit("choose", "--json", *arguments, **options)
    took = time.monotonic() - started
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout), done.stderr, took


def test_a_silent_server(pgbandit, silent):
    decision, err, took = timed(pgbandit, "--dsn", silent, "--timeout", "0.7")
    assert decision["source"] == "default"
    assert err.startswith("pgbandit: the database did not answer within 0.7 s; chose by the packaged propensities")
    assert 0.7 <= took < 5


def test_a_stopped_server(pgbandit, cluster, ok, as_json):
    ok("choose")
    os.kill(cluster.pid, signal.SIGSTOP)
    try:
        decision, _, took = timed(pgbandit, "--timeout", "0.7")
    finally:
        os.kill(cluster.pid, signal.SIGCONT)
    assert decision["source"] == "cache"
    assert 0.7 <= took < 5
    assert as_json("spool") == {"found": 1, "waiting": 0, "dead_letters": 0}


def test_a_host_name_that_is_never_resolved(fall_back, monkeypatch):
    end, started = threading.Event(), time.monotonic()
    with monkeypatch.context() as patch:
        patch.setattr(connection.psycopg, "connect", lambda *_arguments, **_options: end.wait(20))
        assert fall_back("choose", "--timeout", "0.3")[0]["source"] == "default"
    assert time.monotonic() - started < 5
    end.set()


def test_a_lock(fall_back, as_json, db, database, unavailable):
    with psycopg.connect(database) as blocking:
        blocking.execute("lock table bandit.content_metadata in access exclusive mode")
        decision, err = fall_back("choose", "--timeout", "0.5")
        assert decision["source"] == "cache"  # the propensities were received before the lock
        assert "canceling statement due to statement timeout" in err or "did not answer within" in err
        posted, _ = fall_back("posted", decision["decision_id"], "101", "--timeout", "0.5")
        assert posted["status"] == "queued"
    assert as_json("spool")["waiting"] == 0
    [stored] = db.execute(DECISIONS).fetchall()  # and not the choice that waited for the lock
    assert (str(stored["decision_id"]), stored["status"]) == (decision["decision_id"], "posted")


def test_too_many_connections(fall_back, database, db):
    role = f"bot_{uuid4().hex}"
    db.execute(SQL("create role {} login connection limit 0 password 'x' in role bandit_bot").format(Identifier(role)))
    decision, err = fall_back("choose", "--dsn", make_conninfo(database, user=role, password="x"))
    assert decision["source"] == "default"
    assert "too many connections" in err


def test_a_read_only_server(fall_back, cluster, database):
    """Such as a server in recovery."""
    name = conninfo_to_dict(database)["dbname"]
    execute(cluster.dsn, SQL("alter database {} set default_transaction_read_only = on"), name)
    assert fall_back("choose")[0]["source"] == "cache"


def test_no_local_server(fall_back, tmp_path):
    decision, err = fall_back("choose", env={"PGBANDIT_DSN": "", "PGBANDIT_HOME": str(tmp_path)})
    assert decision["source"] == "default"
    assert "the local server is not running" in err
    assert len(list((tmp_path / "bot").glob("default.*.spool"))) == 1


def test_a_lost_confirmation(fall_back, ok, db, monkeypatch):
    """The database's decision is kept, as one decision."""
    transaction, stored = Database.transaction, threading.Event()

    @contextlib.contextmanager
    def slow(self, seconds: float) -> Iterator[None]:
        with transaction(self, seconds):
            yield
        stored.set()
        time.sleep(1)

    with monkeypatch.context() as patch:
        patch.setattr(Database, "transaction", slow)
        decision, _ = fall_back("choose", "--timeout", "0.5")
    assert stored.wait(5)
    ok("spool")
    [row] = db.execute(DECISIONS).fetchall()
    assert str(row["decision_id"]) == decision["decision_id"]
    assert (row["source"], decision["source"]) == ("choice", "cache")


def test_a_failed_commit(fall_back, as_json, db):
    """The database's decision is kept, though only the spool contains it."""
    db.execute("""
        create function full_disk() returns trigger language plpgsql as
        $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$;
        create constraint trigger full_disk after insert on bandit.content_metadata
        deferrable initially deferred for each row execute function full_disk();
    """)
    decision, err = fall_back("choose")
    assert "could not extend file [53100]; chose by the last known propensities" in err
    db.execute("drop trigger full_disk on bandit.content_metadata")
    assert db.execute(DECISIONS).fetchall() == []
    assert as_json("spool")["waiting"] == 0
    [row] = db.execute(DECISIONS).fetchall()
    assert str(row["decision_id"]) == decision["decision_id"]
    assert row["source"] == decision["source"] == "cache"


def test_a_late_answer_is_not_stored(fall_back, as_json, db, monkeypatch):
    call, ended = Database.call, threading.Event()
    transaction = Database.transaction

    def slow(self, function: str, **arguments) -> list:
        rows = call(self, function, **arguments)
        if function == "choose_generator":
            time.sleep(1)
        return rows

    @contextlib.contextmanager
    def observed(self, seconds: float) -> Iterator[None]:
        try:
            with transaction(self, seconds):
                yield
        finally:
            ended.set()

    with monkeypatch.context() as patch:
        patch.setattr(Database, "call", slow)
        patch.setattr(Database, "transaction", observed)
        decision, _ = fall_back("choose", "--timeout", "0.5")
        assert ended.wait(5)
    assert as_json("spool")["waiting"] == 0
    assert [str(row["decision_id"]) for row in db.execute(DECISIONS)] == [decision["decision_id"]]


# --- sending later


def test_queued_calls_are_sent_in_order(fall_back, record, as_json, db, unavailable):
    with unavailable():
        one, two = fall_back("choose")[0]["decision_id"], fall_back("choose")[0]["decision_id"]
        before = datetime.now(UTC)
        assert fall_back("posted", one, "101")[0] == {"decision_id": one, "tweet_id": "101", "status": "queued"}
        assert fall_back("discard", two, "--reason", "too long")[0] == {"decision_id": two, "status": "queued"}
        (queued, err), after = record('{"tweet_id": "101", "likes": 3}'), datetime.now(UTC)
        assert queued["status"] == "queued"
        assert (queued["read"], queued["queued"]) == (0, 1)
        assert "queued the call, to be sent later" in err
    counts = as_json("spool")
    assert counts == {"found": 5, "waiting": 0, "dead_letters": 0}
    rows = {str(row["decision_id"]): row for row in db.execute(DECISIONS)}
    assert set(rows) == {one, two}
    assert (rows[one]["status"], rows[one]["tweet_id"]) == ("posted", "101")
    assert before <= rows[one]["posted_at"] <= after
    assert (rows[two]["status"], rows[two]["discard_reason"]) == ("discarded", "too long")
    [outcome] = db.execute("select * from bandit.outcomes").fetchall()
    assert (str(outcome["decision_id"]), outcome["likes"], outcome["source"]) == (one, 3, "bot")
    assert before <= outcome["collected_at"] <= after


@pytest.fixture
def record(fall_back, tmp_path):
    """Record a text without the database; return the JSON and the line on stderr."""

    def run(text: str, *options: str) -> tuple[dict, str]:
        (tmp_path / "metrics.json").write_text(text)
        return fall_back("record", tmp_path / "metrics.json", *options)

    return run


def test_given_times_are_kept(fall_back, record, ok, db, unavailable):
    with unavailable():
        one = fall_back("choose", "--at", "2025-01-01")[0]["decision_id"]
        fall_back("posted", one, "101", "--at", "2025-01-02T01:00+01:00")
        record('{"tweet_id": "101", "likes": 3}', "--source", "scraper", "--at", "2025-01-03")
    ok("spool")
    [row] = db.execute(DECISIONS).fetchall()
    assert row["posted_at"] == datetime(2025, 1, 2, tzinfo=UTC)
    [outcome] = db.execute("select * from bandit.outcomes").fetchall()
    assert (outcome["source"], outcome["collected_at"]) == ("scraper", datetime(2025, 1, 3, tzinfo=UTC))


@pytest.mark.parametrize("how", ["choose", "posted", "discard", "record"])
def test_each_command_sends_queued_calls_first(fall_back, ok, db, unavailable, how, tmp_path):
    (tmp_path / "metrics.json").write_text('[{"tweet_id": "101", "likes": 3}]')
    with unavailable():
        one, two, three = (fall_back("choose")[0]["decision_id"] for _ in range(3))
        fall_back("posted", one, "101")
    ok(
        *{
            "choose": ["choose"],
            "posted": ["posted", two, "102"],
            "discard": ["discard", three],
            "record": ["record", tmp_path / "metrics.json"],
        }[how]
    )
    rows = db.execute(DECISIONS).fetchall()
    assert {one, two, three} <= {str(row["decision_id"]) for row in rows}
    assert [str(row["decision_id"]) for row in rows if row["tweet_id"] == "101"] == [one]


def test_many_rows_keep_their_order(fall_back, record, ok, db, unavailable):
    with unavailable():
        one = fall_back("choose")[0]["decision_id"]
        fall_back("posted", one, "101")
        queued, _ = record("".join(f'{{"tweet_id": "101", "likes": {n}}}\n' for n in range(2003)))
    assert queued["queued"] == 2003
    assert "rejected" in queued
    ok("spool")
    assert db.execute("select count(*) from bandit.outcomes").fetchone() == {"count": 1}


def test_a_call_is_queued_behind_calls_that_cannot_be_sent_yet(fall_back, as_json, db, database, unavailable):
    with unavailable():
        one = fall_back("choose")[0]["decision_id"]
    with psycopg.connect(database) as blocking:
        blocking.execute("lock table bandit.content_metadata in exclusive mode")  # may be read, not written
        two, err = fall_back("choose", "--timeout", "0.5")
        assert "queued the decision" in err
    assert as_json("spool")["found"] == 2
    assert {str(row["decision_id"]) for row in db.execute(DECISIONS)} == {one, two["decision_id"]}


def test_a_rejected_call_becomes_a_dead_letter_and_the_rest_is_sent(fall_back, cli, ok, as_json, unavailable, state):
    unknown = str(uuid4())
    with unavailable():
        fall_back("discard", unknown)
        one = fall_back("choose")[0]["decision_id"]
        fall_back("posted", one, "101")
    done = cli("choose", "--json")
    assert json.loads(done.stdout)["source"] == "choice"
    assert done.stderr.startswith(f"pgbandit: new dead letters in {state}/default.")
    assert done.stderr.count("\n") == 1
    assert f": 1, the last: there is no decision {unknown} (account_id = 1) [WT003]" in done.stderr
    [letter] = map(json.loads, lines_of(state, "dead-letters"))
    assert json.loads(letter["line"])["decision_id"] == unknown
    ok("choose")
    [file] = state.glob("*.dead-letters")
    assert as_json("spool") == {"found": 0, "waiting": 0, "dead_letters": 1, "file": str(file)}
    assert as_json("posted", one, "101")["status"] == "posted"


@pytest.mark.parametrize(
    "line",
    [
        '{"kind": "choose", "decision_id": "x", "gener',
        "[]",
        "{}",
        '{"kind": "sing"}',
        '{"kind": "choose", "decision_id": "7f8e4b0e-9a57-4a5e-8f43-0c6f4f8f3a11", "generator": "coach", "arm": "a"}',
        '{"kind": "posted", "decision_id": 7, "tweet_id": 7, "at": 7}',
        '{"kind": "posted", "decision_id": "7f8e4b0e-9a57-4a5e-8f43-0c6f4f8f3a11", "tweet_id": "\\u0000", "at": null}',
        '{"kind": "record", "rows": [7], "source": "bot", "at": null}',
        '{"kind": "record", "rows": [{"likes": 1}], "refused": [7], "source": "bot", "at": null}',
    ],
)
def test_a_malformed_line_becomes_a_dead_letter(fall_back, cli, unavailable, db, state, line):
    with unavailable():
        one = fall_back("choose")[0]["decision_id"]
    [spool] = state.glob("*.spool")
    with spool.open("a") as file:
        file.write(line)
    done = cli("choose")
    assert (done.returncode, done.stderr.count("\n")) == (0, 1)
    assert [json.loads(text)["line"] for text in lines_of(state, "dead-letters")] == [line]
    assert not spool.exists()
    assert one in {str(row["decision_id"]) for row in db.execute(DECISIONS)}


def test_lost_privileges_make_no_dead_letter(fall_back, fails, ok, database, db, unavailable, state):
    role = f"bot_{uuid4().hex}"
    db.execute(SQL("create role {} login password 'x' in role bandit_bot").format(Identifier(role)))
    mine = {"PGBANDIT_DSN": make_conninfo(database, user=role, password="x")}
    with unavailable():
        fall_back("choose", env=mine)
    db.execute(SQL("revoke bandit_bot from {}").format(Identifier(role)))
    assert "permission denied" in fails(2, "choose", env=mine)
    assert len(lines_of(state, "spool")) == 1
    db.execute(SQL("grant bandit_bot to {}").format(Identifier(role)))
    ok("choose", env=mine)
    assert lines_of(state, "spool") == lines_of(state, "dead-letters") == []


def test_a_long_spool_empties_over_several_calls(fall_back, cli, unavailable, state, monkeypatch):
    with unavailable():
        for _ in range(4):
            fall_back("choose")
    call = Database.call

    def slow(self, function: str, **arguments) -> list:
        time.sleep(0.5)
        return call(self, function, **arguments)

    monkeypatch.setattr(Database, "call", slow)
    decision, err = fall_back("choose", "--timeout", "2")
    assert decision["source"] == "default"
    assert "not all queued calls could be sent in time" in err
    assert 2 <= len(lines_of(state, "spool")) <= 4


# --- pgbandit spool


def test_spool_for_people(fall_back, ok, cli, unavailable):
    assert ok("spool") == "found         0\nwaiting       0\ndead_letters  0\n"
    with unavailable():
        fall_back("choose")
        done = cli("spool")
        assert (done.returncode, done.stdout) == (75, "found         1\nwaiting       1\ndead_letters  0\n")
        assert done.stderr.startswith("pgbandit: cannot reach the database: ")
        assert done.stderr.endswith("; try again later\n")
    assert ok("spool") == "found         1\nwaiting       0\ndead_letters  0\n"
    assert ok("spool") == "found         0\nwaiting       0\ndead_letters  0\n"
