"""A connection that cannot succeed is a mistake: nothing is queued. Only what may pass by itself is waited for."""

import json
import shutil
from uuid import uuid4

import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.sql import SQL, Identifier

from runner.database.refusals import is_permanent
from tests.conftest import execute

LOCAL = "host=127.0.0.1 port=1 dbname=bot"


@pytest.fixture
def login(db, database):
    """Return the DSN of a new role with the password s3cret, or with another one."""

    def create(attributes: str = "login", **changes) -> str:
        role = f"bot_{uuid4().hex}"
        db.execute(SQL(f"create role {{}} {attributes} password 's3cret' in role bandit_bot").format(Identifier(role)))
        return make_conninfo(database, **{"user": role, "password": "s3cret"} | changes)

    return create


@pytest.mark.parametrize(
    ("dsn", "complaint"),
    [
        ("nonsense", "the connection string is malformed"),
        (f"{LOCAL} colour=red", "the connection string is malformed"),
        (f"{LOCAL} connect_timeout=soon", "the connection string is malformed"),
        (f"{LOCAL} sslmode=sometimes", 'invalid sslmode value: "sometimes"'),
        (f"{LOCAL} target_session_attrs=any-one", "invalid target_session_attrs value"),
        ("host=127.0.0.1 port=http", 'invalid integer value "http" for connection option "port"'),
        ("host=127.0.0.1 port=99999", 'invalid port number: "99999"'),
        ("host=127.0.0.1,127.0.0.1 port=1,2,3", "could not match 3 port numbers to 2 hosts"),
        ("service=absent", 'definition of service "absent" not found'),
    ],
)
@pytest.mark.parametrize("command", [["choose"], ["report"], ["spool"]])
def test_a_wrong_connection_string(fails, state, command, dsn, complaint):
    assert complaint in fails(2, *command, "--dsn", dsn)
    assert not list(state.glob("*.spool"))


@pytest.mark.parametrize(
    ("attributes", "changes", "complaint"),
    [
        ("login", {"password": "wrong"}, "password authentication failed"),
        ("login", {"password": ""}, "no password supplied"),
        ("login", {"user": "nobody_at_all"}, "authentication failed"),
        ("login", {"dbname": "no_such_database"}, 'database "no_such_database" does not exist'),
        ("login", {"sslmode": "require", "host": "127.0.0.1"}, "server does not support SSL"),
        ("login", {"options": "-c no_such.thing=1 -c nonsense=1"}, "unrecognized configuration parameter"),
        ("nologin", {}, "not permitted to log in"),
    ],
)
def test_a_server_that_refuses(fails, login, state, attributes, changes, complaint):
    err = fails(2, "choose", "--dsn", login(attributes, **changes))
    assert complaint in err
    assert err.endswith("; correct PGBANDIT_DSN or --dsn\n")
    assert "s3cret" not in err
    assert not list(state.glob("*.spool"))


def test_a_database_that_one_may_not_connect_to(fails, login, cluster, database, state):
    name = conninfo_to_dict(database)["dbname"]
    execute(cluster.dsn, SQL("revoke connect on database {} from public"), name)
    assert "permission denied for database" in fails(2, "choose", "--dsn", login())
    assert not list(state.glob("*.spool"))


@pytest.mark.parametrize(
    "message",
    [
        'connection to server at "10.0.0.1", port 5432 failed: Connection refused',
        'connection to server at "10.0.0.1", port 5432 failed: timeout expired',
        'connection to server on socket "/run/.s.PGSQL.5432" failed: No such file or directory',
        'connection to server at "db", port 5432 failed: FATAL:  the database system is starting up',
        'connection to server at "db", port 5432 failed: FATAL:  das Datenbanksystem startet',
        'connection to server at "db", port 5432 failed: FATAL:  sorry, too many clients already',
        'connection to server at "db", port 5432 failed: FATAL:  database "bot" is not currently accepting connections',
        'connection to server at "db", port 5432 failed: server closed the connection unexpectedly',
        'connection to server at "db", port 5432 failed: session is read-only',
        'connection to server at "::1", port 1 failed: FATAL:  no pg_hba.conf entry for host "::1"\n'
        'connection to server at "127.0.0.1", port 1 failed: Connection refused',
        "failed to resolve host 'db.example.org': [Errno -3] Temporary failure in name resolution",
        "connection timeout expired",
    ],
)
def test_what_may_pass(message):
    assert not is_permanent(message)


def test_watch_ends_if_the_new_connection_is_refused(fails, login, db, monkeypatch):
    from runner.commands import following
    from runner.database.calls import Database
    from runner.errors import EXIT_NOT_READY, UserError

    def broken(_self):
        raise UserError("the connection broke", None, EXIT_NOT_READY)
        yield

    good, bad = login(), login(password="wrong")
    monkeypatch.setattr(following, "PAUSE", 0)
    monkeypatch.setattr(Database, "notifications", broken)
    monkeypatch.setattr("runner.database.session.Session.resolved_dsn", property(lambda self: dsns.pop(0)))
    dsns = [good, bad]
    with pytest.raises(AssertionError) as stopped:  # fails() allows one line, and the broken connection is another
        fails(2, "watch")
    assert "password authentication failed" in str(stopped.value)


# --- calls that were queued under another connection string


@pytest.fixture
def misdirected(cli, database, state, monkeypatch):
    """Queue a choice of the account default with a port where no server listens; return the spool."""
    monkeypatch.setenv("PGBANDIT_ACCOUNT", "default")
    assert cli("choose", "--dsn", make_conninfo(database, host="127.0.0.1", port="1")).returncode == 0
    [spool] = state.glob("*.spool")
    return spool


def test_calls_queued_for_another_address_are_named(misdirected, cli):
    done = cli("spool", "--json")
    assert (done.returncode, json.loads(done.stdout)["found"]) == (0, 0)
    assert done.stderr == (
        f"pgbandit: {misdirected}: queued calls for another connection string or account: 1; send them with --file\n"
    )


def test_and_sent(misdirected, as_json, db):
    assert as_json("spool", "--file", misdirected) == {"found": 1, "waiting": 0, "dead_letters": 0}
    assert len(db.execute("select from bandit.content_metadata").fetchall()) == 1
    assert not misdirected.exists()


def test_but_not_to_another_account(misdirected, fails, ok):
    ok("account", "create", "mybot")
    assert "is not a spool of this account" in fails(2, "spool", "--file", misdirected, "--account", "mybot")
    copy = shutil.copy(misdirected, misdirected.with_suffix(".txt"))
    assert "is not a spool of this account" in fails(2, "spool", "--file", copy)
