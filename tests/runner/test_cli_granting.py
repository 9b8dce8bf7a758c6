"""pgbandit role: logins become bots, operators and readers, and stop being so."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL, Identifier


@pytest.fixture
def login(db) -> Iterator[str]:
    """The name of a login without any role, and in need of quotes."""
    name = f"Login {uuid4().hex}"
    db.execute(SQL("create role {} login password 'x'").format(Identifier(name)))
    yield name
    db.execute(SQL("drop role {}").format(Identifier(name)))


def test_a_granted_login_may_do_its_part_until_it_is_revoked(ok, fails, database, login):
    env = {"PGBANDIT_DSN": make_conninfo(database, user=login, password="x")}
    assert "permission denied for schema bandit" in fails(2, "choose", env=env)
    assert ok("role", "grant", "bot", login) == f"{login} is now a bot\n"
    ok("choose", env=env)
    assert "permission denied" in fails(2, "report", env=env)
    assert ok("role", "revoke", "bot", login) == f"{login} is no longer a bot\n"
    assert "permission denied for schema bandit" in fails(2, "choose", env=env)


def test_a_second_time_changes_nothing(ok, as_json, login):
    assert as_json("role", "grant", "reader", login) == {"role": "reader", "login": login, "changed": True}
    assert as_json("role", "grant", "reader", login) == {"role": "reader", "login": login, "changed": False}
    assert ok("role", "grant", "reader", login) == f"{login} is already a reader\n"
    assert as_json("role", "revoke", "reader", login)["changed"]
    assert ok("role", "revoke", "reader", login) == f"{login} is not a reader\n"


def test_the_list(ok, as_json, login):
    before = as_json("role", "list")
    ok("role", "grant", "operator", login)
    ok("role", "grant", "bot", login)
    granted = [{"role": role, "login": login, "can_log_in": True, "may_grant": False} for role in ("bot", "operator")]
    assert [row for row in as_json("role", "list") if row not in before] == granted
    assert [line.split()[0] for line in ok("role", "list").splitlines() if login in line] == ["bot", "operator"]


def test_an_unknown_name_is_reported_with_the_known_ones(fails, login):
    unknown = fails(2, "role", "grant", "king", login)
    assert "there is no role 'king' (known roles: bot, operator, reader)" in unknown
    assert unknown.endswith("[WT004]\n")
    err = fails(2, "role", "revoke", "bot", "nobody")
    assert "there is no login 'nobody' (known logins: " in err
    assert login in err
    assert "there is no login 'bandit_owner'" in fails(2, "role", "grant", "bot", "bandit_owner")


def test_grant_without_the_privilege(ok, fails, database, login):
    env = {"PGBANDIT_DSN": make_conninfo(database, user=login, password="x")}
    ok("role", "grant", "operator", login)
    assert 'must have admin option on role "bandit_bot"' in fails(2, "role", "grant", "bot", login, env=env)


def test_a_bot_scrapes(ok, fails, database, login):
    ok("role", "grant", "bot", login)
    env = {"PGBANDIT_DSN": make_conninfo(database, user=login, password="x")}
    for command in (["scrape"], ["followers"], ["platform", "check"]):
        assert "credentials" in fails(2, *command, env=env)  # the first thing missing is what the platform wants
