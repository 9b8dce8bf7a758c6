"""An account with personas of its own: created, renamed, removed, imported and deleted."""

import io
import json
from uuid import uuid4

import psycopg
import pytest

from runner.importers.personas import read_personas

EXPORT = "Post id,Date,Likes\n1902623434583060921,2025-03-20,1\n1902623434583060922,2025-03-20,2\n"
MAPPING = "post_id,generator_name\n1902623434583060921,新聞記者\n1902623434583060922,news_reporter\n"
MINE = ("--account", "mybot")


@pytest.fixture
def write(tmp_path):
    def run(name: str, text: str):
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return file

    return run


@pytest.fixture
def weights(as_json):
    """The weights of mybot by generator."""
    return lambda: {row["generator_name"]: row["weight"] for row in as_json("generator", "list", *MINE)}


# --- account create


def test_names_on_the_command_line(ok, as_json, weights, db):
    assert ok("account", "create", "mybot", "--generators", "alpha, beta,gammaRay") == "created account mybot\n"
    assert weights() == {"alpha": 0.3334, "beta": 0.3333, "gammaRay": 0.3333}
    assert as_json("choose", *MINE)["generator_name"] in weights()
    rows = db.execute(
        "select distinct generator_name from bandit.generator_propensities "
        "where account_id = bandit.account_id('mybot')"
    )
    assert {row["generator_name"] for row in rows} == {"alpha", "beta", "gammaRay"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("personas.csv", "name,weight,notes\nnews_reporter,0.5,calm\n新聞記者,0.3,\nthird,0.2,\n"),
        ("personas.CSV", "\ufeffGenerator Name,Weight,Notes\nnews_reporter,0.5,calm\n新聞記者,,\nthird,0.2,\n"),
        (
            "personas.json",
            '[{"name": "news_reporter", "weight": 0.5, "notes": "calm"}, {"name": "新聞記者", "weight": 0.3}, '
            '{"generator_name": "third", "weight": "0.2", "notes": null}]',
        ),
    ],
)
def test_a_file(ok, weights, write, db, name, text):
    ok("account", "create", "mybot", "--generators", write(name, text))
    assert weights() == {"news_reporter": 0.5, "新聞記者": 0.3, "third": 0.2}
    query = "select generator_name from bandit.generators where notes = 'calm'"
    assert db.execute(query).fetchall() == [{"generator_name": "news_reporter"}]


def test_weights_by_name(write):
    assert read_personas(str(write("a.json", '{"a": 0.7, "b": 0.3}'))) == [
        {"name": "a", "weight": 0.7},
        {"name": "b", "weight": 0.3},
    ]


def test_no_generators(ok, weights, fails):
    ok("account", "create", "mybot", "--no-generators")
    assert weights() == {}
    assert ok("generator", "list", *MINE) == "the account has no generators; pgbandit generator add NAME adds one\n"
    assert "[WT101]" in fails(75, "choose", *MINE)
    assert ok("generator", "add", "solo", *MINE) == "added solo at 1.0000\n"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("--generators", "a", "--no-generators"), "--generators and --no-generators exclude each other"),
        (("--generators", "data_nerd,dataNerd"), "two generators have the same name (data_nerd, dataNerd); "),
        (("--generators", "a,,b"), "'' is not a generator's name ("),
        (("--generators", "a/b"), "'a/b' is not a generator's name ("),
        (("--generators", "missing.csv"), "cannot read missing.csv: "),
        (("--generators", "missing.json"), "cannot read missing.json: "),
    ],
)
def test_create_refused(fails, as_json, arguments, complaint):
    assert complaint in fails(2, "account", "create", "mybot", *arguments)
    assert [row["account"] for row in as_json("account", "list")] == ["default"]


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("a.csv", "name,wieght\na,1\n", "an entry is not a generator"),
        ("a.csv", "persona\na\n", "has no column for the generator's name (name)"),
        ("a.csv", "name,weight\na,0.4\nb,0.4\n", "the weights of the generators must sum to 1 (they sum to 0.8000)"),
        ("a.json", "[", "is not JSON"),
        ("a.json", "7", "is no list of generators"),
    ],
)
def test_file_refused(fails, write, name, text, complaint):
    assert complaint in fails(2, "account", "create", "mybot", "--generators", write(name, text))


# --- generators


@pytest.fixture
def shown(as_json):
    """The names of the generators in the report, the evidence and the explanation of the next run."""

    def run(*arguments) -> list[set[str]]:
        rows = [as_json("report", *arguments)["generators"]]
        rows += [as_json(command, *arguments) for command in ("evidence", "explain")]
        return [{row["generator_name"] for row in each} for each in rows]

    return run


def test_rename_and_remove(ok, as_json, weights, shown):
    ok("account", "create", "mybot", "--generators", "alpha,beta,gammaRay")
    assert ok("generator", "rename", "ALPHA", "My Persona 3", *MINE) == "renamed ALPHA to My Persona 3\n"
    decision = as_json("choose", "--u", "0", *MINE)
    assert decision["generator_name"] == "My Persona 3"
    assert as_json("history", "--generator", "alpha", *MINE) == []  # understood
    assert as_json("generator", "remove", "beta", *MINE) == {"generator_name": "beta", "outcome": "deleted"}
    assert ok("generator", "remove", "alpha", "--reason", "tired", *MINE) == "My Persona 3 is retired\n"
    assert weights() == {"gammaRay": 1}
    rows = as_json("generator", "list", "--all", *MINE)
    assert [(row["generator_name"], row["status"], row["former_names"]) for row in rows] == [
        ("gammaRay", "active", None),
        ("My Persona 3", "retired", "alpha"),
    ]
    assert "My Persona 3" in ok("generator", "list", "--all", *MINE)
    assert shown(*MINE) == [{"gammaRay"}] * 3


def test_a_disabled_generator_is_in_no_report(ok, shown):
    ok("generator", "disable", "coach", "--reason", "x")
    assert ["coach" in names for names in shown()] == [False] * 3
    assert "\ncoach          0.0000 " in ok("generator", "list")


# --- import posts


def test_unknown_personas_are_named_in_one_line(cli, write, ok):
    ok("account", "create", "mybot", "--no-generators")
    files = (write("export.csv", EXPORT), "--generators", write("mapping.csv", MAPPING))
    done = cli("import", "posts", *files, *MINE)
    assert done.returncode == 1
    assert done.stderr == (
        "2 rows name 2 generators that the account does not have: 新聞記者 (1), news_reporter (1); "
        "pass --create-generators, run pgbandit generator add NAME for each of them, or correct the names, "
        "and import again\n"
    )


def test_create_generators(as_json, write, ok, weights):
    ok("account", "create", "mybot", "--no-generators")
    files = (write("export.csv", EXPORT), "--generators", write("mapping.csv", MAPPING))
    done = as_json("import", "posts", *files, "--create-generators", *MINE)
    assert (done["inserted"], done["added_generators"]) == (2, ["news_reporter", "新聞記者"])
    assert weights() == {"news_reporter": 0.5, "新聞記者": 0.5}
    again = as_json("import", "posts", *files, "--create-generators", *MINE)
    assert (again["unchanged"], again["added_generators"]) == (2, [])


# --- account rename, account delete


def test_rename_account(ok, as_json, fails):
    ok("account", "create", "mybot", "--generators", "alpha")
    assert ok("account", "rename", "mybot", "newbot") == "renamed mybot to newbot\n"
    assert as_json("choose", "--account", "newbot")["generator_name"] == "alpha"
    assert as_json("choose", "--account", "mybot")["generator_name"] == "alpha"  # the former handle
    assert "there is no account 'nobody'" in fails(2, "account", "rename", "nobody", "x")
    assert "the account 'default' exists already" in fails(2, "account", "rename", "newbot", "default")


@pytest.fixture
def typed(monkeypatch):
    """What is typed when a command asks."""

    def run(text: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(text))

    return run


def test_delete_account(cli, ok, as_json, typed):
    ok("account", "create", "mybot", "--generators", "alpha,beta")
    ok("choose", *MINE)
    for text in ("", "mybto\n"):
        typed(text)
        done = cli("account", "delete", "mybot")
        assert done.returncode == 2
        assert "This deletes mybot: 2 generators, 1 decisions, 0 runs. It cannot be undone.\n" in done.stderr
        assert done.stderr.endswith("the handle was not repeated, so mybot was not deleted; type it, or pass --yes\n")
    typed("mybot\n")
    done = cli("account", "delete", "mybot")
    assert (done.returncode, done.stdout) == (0, "deleted mybot\n")
    assert [row["account"] for row in as_json("account", "list")] == ["default"]


def test_delete_without_being_asked(ok, as_json, fails, db):
    ok("account", "create", "mybot")
    db.execute("""
        insert into bandit.content_metadata (account_id, generator_name, experiment_arm, u, propensity)
        select bandit.account_id('mybot'), 'coach', 'control', 0, 0.1 from generate_series(1, 4001)
    """)
    contents = {"account": "mybot", "generators": 12, "decisions": 4001, "runs": 0}
    assert as_json("account", "delete", "mybot", "--yes") == contents
    assert "there is no account 'mybot'" in fails(2, "account", "delete", "mybot", "--yes")
    assert db.execute("select count(*) from bandit.content_metadata").fetchone() == {"count": 0}


# --- without the database


@pytest.fixture
def closed(database):
    """A connection string of the same account and database that reaches nothing, and so has the same files."""
    return "postgresql://bob:x@127.0.0.1:1/bot"


def test_no_persona_of_somebody_else(fails, ok, closed, state):
    ok("account", "create", "mybot", "--generators", "alpha,beta")
    err = fails(75, "choose", *MINE, "--dsn", closed)
    assert "the generators of the account were never fetched, so none can be chosen; " in err
    assert "run pgbandit choose or pgbandit spool prepare once while the database is available" in err
    assert "the generators of the account were never fetched" in fails(
        75, "choose", "--dsn", closed + "?options=-c%20bandit.account%3Dmybot"
    )
    assert "the generators of the account were never fetched" in fails(75, "choose", "--dsn", closed)
    assert list(state.glob("*.spool")) == []


def test_prepare(as_json, ok, cli, database, monkeypatch):
    ok("account", "create", "mybot", "--generators", "alpha,beta")
    prepared = as_json("spool", "prepare", *MINE)
    assert prepared == {"found": 0, "waiting": 0, "dead_letters": 0, "generators": 2}
    with monkeypatch.context() as patch:
        patch.setattr("runner.database.calls.connect", _unreachable)
        done = cli("choose", *MINE, "--json")
    decision = json.loads(done.stdout)
    assert (done.returncode, decision["source"]) == (0, "cache")
    assert decision["generator_name"] in ("alpha", "beta")


def _unreachable(*_arguments, **_options):
    raise psycopg.OperationalError("connection refused")


def test_a_post_is_kept_until_its_decision_arrives(cli, ok, fails, as_json, db):
    decision = str(uuid4())
    err = fails(2, "posted", decision, "101", "--at", "2025-01-01T10:00Z")
    assert f"there is no decision {decision} [WT003]; its post is kept until the decision arrives" in err
    db.execute(
        "select bandit.record_decision(%s, 'coach', 'control', 0.05, 0.08, 'cache', '2025-01-01 09:00Z')", [decision]
    )
    [row] = db.execute("select status, tweet_id, posted_at::text from bandit.content_metadata").fetchall()
    assert (row["status"], row["tweet_id"], row["posted_at"][:13]) == ("posted", "101", "2025-01-01 10")
    assert as_json("posted", decision, "101")["status"] == "posted"
    assert db.execute("select count(*) from bandit.early_posts").fetchone() == {"count": 0}


def test_a_queued_post_of_an_unknown_decision(cli, as_json, db, monkeypatch, state):
    decision = str(uuid4())
    with monkeypatch.context() as patch:
        patch.setattr("runner.database.calls.connect", _unreachable)
        assert json.loads(cli("posted", decision, "101", "--json").stdout)["status"] == "queued"
    done = cli("spool", "--json")
    assert json.loads(done.stdout) == {"found": 1, "waiting": 0, "dead_letters": 0}
    assert done.stderr == f"pgbandit: there is no decision {decision} yet; its post is kept until it arrives\n"
    db.execute("select bandit.record_decision(%s, 'coach', 'control', 0.05, 0.08, 'cache', now())", [decision])
    assert db.execute("select status from bandit.content_metadata").fetchall() == [{"status": "posted"}]
