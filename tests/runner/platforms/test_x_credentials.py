"""Credentials for X: three ways to sign, a file that only its owner can read, and no secret in any output."""

import json
import os
import subprocess
import sys
import tempfile
from datetime import timedelta

import pytest

from tests.runner.platforms.helpers import KEYS, ME, ROOT, TOKENS, in_environment, x_server

CLIENT = {"client_id": "the-client-id", "client_secret": "the-client-secret"}


@pytest.fixture(autouse=True)
def an_account(account):
    account()


@pytest.fixture
def checked(cli):
    """What `pgbandit platform check` finds: which checks work, and its exit code."""

    def run(env, *arguments):
        done = cli("platform", "check", "--json", *arguments, env=env)
        found = json.loads(done.stdout) if done.stdout else {"checks": []}
        return done.returncode, {finding["check"]: finding["works"] for finding in found["checks"]}

    return run


@pytest.fixture
def refreshable(x, credentials_file):
    """A file with OAuth 2 tokens, the first of them expired; returns the file and its environment."""
    x.clients[CLIENT["client_id"]] = CLIENT["client_secret"]
    spent = x.new_user_token(ME)
    x.user_tokens[spent] = (ME, x.now() - timedelta(seconds=1))
    file = credentials_file(base_url=x.url, **CLIENT, user_token=spent, refresh_token=x.new_refresh_token(ME))
    return file, {"PGBANDIT_CREDENTIALS": str(file), "PGBANDIT_ACCOUNT": "mybot"}


ALL = ("credentials", "account", "followers", "posts", "private metrics")


def test_a_signature_that_another_library_verifies(x, seen, signed, checked):
    seen(1)
    assert checked(signed) == (0, dict.fromkeys(ALL, True))


def test_the_check_for_people(x, seen, signed, ok):
    seen(1)
    shown = ok("platform", "check", env=signed)
    assert "@mybot, id 42" in shown
    assert "1234" in shown
    assert "x reports: likes, retweets, " in shown


def test_a_user_token(x, seen, checked):
    seen(1)
    assert checked(in_environment(x, user_token=x.new_user_token(ME))) == (0, dict.fromkeys(ALL, True))


def test_an_app_reads_public_metrics(x, seen, cli, checked, stored):
    x.app_tokens.add("the-app-token")
    post_id = seen(1)
    env = in_environment(x, bearer_token="the-app-token")
    assert checked(env) == (1, dict.fromkeys(ALL, True) | {"private metrics": False})
    assert cli("scrape", env=env).returncode == 0
    row, post = stored()[post_id], x.posts[post_id]
    assert (row["likes"], row["impressions"], row["profile_clicks"]) == (post.likes, post.impressions, None)
    assert cli("followers", env=env).stdout == "mybot has 1234 followers\n"


def test_an_app_does_not_know_whose_posts_to_read(x, db, checked):
    x.app_tokens.add("the-app-token")
    db.execute("select bandit.create_account('nobody')")
    env = in_environment(x, bearer_token="the-app-token") | {"PGBANDIT_ACCOUNT": "nobody"}
    assert checked(env) == (1, {"credentials": True} | dict.fromkeys(ALL[1:], False))


def test_a_user_is_known_by_the_credentials(x, db, signed, checked):
    db.execute("select bandit.create_account('nobody')")
    assert checked(signed | {"PGBANDIT_ACCOUNT": "nobody"}) == (0, dict.fromkeys(ALL, True))


def test_credentials_of_another_account(x, db, signed, fails):
    db.execute("select bandit.create_account('other', 'x', '43')")
    assert "user 42, not to 43" in fails(1, "followers", env=signed | {"PGBANDIT_ACCOUNT": "other"})


def test_refresh_tokens_are_used_once_and_kept(x, seen, refreshable, checked, cli):
    file, env = refreshable
    seen(1)
    before = json.loads(file.read_text())["mybot"]
    assert checked(env) == (0, dict.fromkeys(ALL, True))
    after = json.loads(file.read_text())["mybot"]
    assert after["user_token"] in x.user_tokens
    assert list(x.refresh_tokens) == [after["refresh_token"]] != [before["refresh_token"]]
    assert {name: after[name] for name in CLIENT} == CLIENT
    assert json.loads(file.read_text())["other"] == {"bearer_token": "of-another"}
    assert file.stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in file.parent.iterdir() if path.name.startswith(file.name)) == [
        file.name,
        f"{file.name}.lock",
    ]

    assert cli("scrape", env=env).returncode == 0
    assert json.loads(file.read_text())["mybot"] == after
    assert [path for path, _ in x.requests].count("/2/oauth2/token") == 1


def test_many_runners_use_a_refresh_token_once(x, database, refreshable):
    _, env = refreshable
    command = [sys.executable, "-m", "runner", "followers", "--json"]
    environment = os.environ | env | {"PGBANDIT_DSN": database}
    runners = [
        subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(5)
    ]
    assert [runner.communicate()[1] for runner in runners] == [b""] * 5
    assert [runner.returncode for runner in runners] == [0] * 5
    assert [path for path, _ in x.requests].count("/2/oauth2/token") == 1


def test_a_token_is_not_spent_if_the_next_cannot_be_stored(x, refreshable, cli, monkeypatch):
    file, env = refreshable
    before = file.read_text(), dict(x.refresh_tokens)

    def refuse(**_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "mkstemp", refuse)
    assert cli("followers", env=env).returncode == 1
    assert (file.read_text(), x.refresh_tokens) == before


@pytest.mark.parametrize(
    "answer",
    [
        x_server.Answer(400, {"error": "invalid_request", "error_description": "the-client-secret was invalid"}),
        x_server.Answer(200, {"access_token": None}),
        x_server.Answer(200, ["text"]),
        x_server.Answer(200, b"not JSON"),
    ],
    ids=lambda answer: f"{answer.status} {answer.body}"[:30],
)
def test_a_refused_refresh_token_leaves_the_file_as_it_was(x, refreshable, fails, answer):
    file, env = refreshable
    before = file.read_text()
    x.faults.append(x_server.Fault("/token", change=lambda _answer: answer))
    assert "token" in fails(75 if answer.body == b"not JSON" else 2, "followers", env=env)
    assert file.read_text() == before
    assert [path for path in file.parent.iterdir() if path.name.startswith(".")] == []


def test_a_refresh_token_in_the_environment_is_refused(x, fails):
    env = in_environment(x, client_id="the-client-id", user_token="t", refresh_token="the-refresh-token")
    assert "put the account's credentials in a file" in fails(2, "scrape", env=env)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o666, 0o620, 0o660])
def test_a_file_that_others_can_read_is_refused(credentials_file, fails, mode):
    file = credentials_file(mode, bearer_token="the-app-token")
    shown = fails(2, "platform", "check", "--credentials", file, "--account", "mybot")
    assert f"others can read {file}" in shown
    assert "chmod 600" in shown
    assert "the-app-token" not in shown


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ("not JSON the-secret", "is not JSON"),
        ('["the-secret"]', "is not a JSON object"),
        ('{"other": {"bearer_token": "the-secret"}}', "has no account mybot"),
        ('{"mybot": "the-secret"}', "has no account mybot"),
        ('{"mybot": {"bearer_token": ["the-secret"]}}', "bearer_token in"),
        ('{"mybot": {"bearer_token": "the-secret\\nX: y"}}', "contains characters that are not valid in a credential"),
        ('{"mybot": {}}', "no credentials for X"),
        ('{"mybot": {"api_key": "the-secret"}}', "api_secret in"),
        ('{"mybot": {"bearer_token": "the-secret", "base_url": "example.org"}}', "is not an address"),
    ],
)
def test_a_file_with_mistakes(tmp_path, fails, content, shown):
    file = tmp_path / "credentials"
    file.write_text(content)
    file.chmod(0o600)
    err = fails(2, "scrape", "--credentials", file, "--account", "mybot")
    assert shown in err
    assert "the-secret" not in err


def test_a_file_that_is_not_there(fails, tmp_path):
    assert "cannot read" in fails(2, "scrape", "--credentials", tmp_path / "none", "--account", "mybot")


def test_none_at_all(fails):
    assert "set PGBANDIT_X_BEARER_TOKEN" in fails(2, "scrape", "--account", "mybot")


WRONG = (
    {**KEYS, **TOKENS, "access_secret": "a-wrong-secret"},
    {**KEYS, **TOKENS, "api_secret": "a-wrong-secret"},
    {"bearer_token": "a-wrong-token"},
    {"user_token": "a-wrong-token"},
)


@pytest.mark.parametrize("values", WRONG, ids=lambda values: next(iter(values)) + str(len(values)))
def test_wrong_credentials_are_reported_and_never_shown(x, seen, cli, stored, db, values):
    """Nor where the server sends them back."""

    def echo(answer):
        return x_server.Answer(401, {"title": "Unauthorized", "detail": " ".join(values.values())})

    for hours, faults in enumerate(([], [x_server.Fault(change=echo)] * 9), 1):
        seen(hours)
        x.faults.extend(faults)
        for command in (["scrape"], ["followers"], ["platform", "check"]):
            done = cli(*command, env=in_environment(x, **values))
            assert done.returncode == (1 if command[0] == "platform" else 2)
            shown = done.stdout + done.stderr
            assert [value for value in values.values() if value in shown] == []
            assert "Traceback" not in shown
    assert [row["likes"] for row in stored().values()] == [None, None]
    assert db.execute("select distinct failures from bandit.scrapes").fetchall() == [{"failures": 0}]


def test_choosing_loads_nothing_of_this():
    """`pgbandit choose` starts as fast as before, and so does the list of commands."""
    program = """
import sys, click
from runner.terminal.cli import cli
for name in cli.list_commands(None):
    cli.get_command(click.Context(cli), name)
print([name for name in ("httpx", "tenacity", "oauthlib", "runner.platforms") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
