"""Closed streams, 8-bit locales, arguments that are no text, options without sense, and terminals without colours."""

import json
import os
import pwd
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.sql import SQL

from tests.conftest import ROOT, execute
from tests.runner.test_cli_terminal import terminal  # noqa: F401

COMMAND = f"{sys.executable} -m runner"
BYTES = os.fsdecode(b"caf\xe9")


@pytest.fixture
def shell(database):
    """Run a command of the shell, in which $p stands for pgbandit."""

    def run(command: str, **env: str) -> subprocess.CompletedProcess:
        environment = os.environ | {"PGBANDIT_DSN": database, "p": COMMAND} | env
        done = subprocess.run(["sh", "-c", command], cwd=ROOT, env=environment, capture_output=True, encoding="latin-1")
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return run


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_outputs(shell, closed):
    for command in ("report", "choose --json", "--help"):
        done = shell(f"$p {command} {closed}")
        assert (done.returncode, done.stderr) == (0, "")


def test_a_closed_input(shell):
    done = shell("$p record - <&-")
    assert (done.returncode, done.stderr) == (2, "pgbandit: cannot read standard input: Bad file descriptor\n")
    assert shell("$p choose <&-").returncode == 0


def test_closed_outputs_do_not_hide_a_mistake(shell):
    assert shell("$p report --at noon >&- 2>&-").returncode == 2


@pytest.mark.parametrize("command", ["experiment results", "generator list"])
def test_an_8_bit_locale(shell, command):
    assert shell(f"$p {command}", PYTHONIOENCODING="iso-8859-1").returncode == 0


def test_json_in_an_8_bit_locale(shell, db):
    db.execute("select bandit.add_generator('dreamer', p_notes => 'smörgås 🐭')")
    done = shell("$p history --json && $p events --json", PYTHONIOENCODING="iso-8859-5")
    assert done.returncode == 0
    for line in done.stdout.splitlines():
        json.loads(line)


@pytest.mark.parametrize(
    "arguments", [["posted", "7f8e4b0e-9a57-4a5e-8f43-0c6f4f8f3a11", BYTES], ["report", "--account", BYTES], [BYTES]]
)
def test_arguments_that_are_no_text(pgbandit, arguments):
    done = pgbandit(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"pgbandit: argument {len(arguments)} is not UTF-8 text: caf\\udce9; pass it in UTF-8\n"


@pytest.mark.parametrize("name", ["PGBANDIT_ACCOUNT", "PGBANDIT_DSN"])
def test_variables_that_are_no_text(pgbandit, name):
    done = pgbandit("report", env={name: BYTES})
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "not UTF-8 text: caf\\udce9" in done.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become a user without an entry in passwd")
@pytest.mark.parametrize("arguments", ["report", "choose", "migrate"])
def test_a_user_without_an_entry_in_passwd(shell, home, arguments):
    uid = next(number for number in range(54321, 65000) if not _is_known(number))
    home.chmod(0o777)
    env = {"PGBANDIT_HOME": str(home), "HOME": "/nonexistent", "PYTHONDONTWRITEBYTECODE": "1"}
    become = f"setpriv --reuid {uid} --clear-groups"
    env["PGBANDIT_ACCOUNT"] = "default"
    named = shell(f"{become} $p {arguments} --dsn 'host=127.0.0.1 port=1 user=bot'", **env)
    assert (named.returncode, named.stderr.count("\n")) == (0 if arguments == "choose" else 75, 1)
    nobody = shell(f"{become} $p {arguments} --dsn 'host=127.0.0.1 port=1'", **env)
    assert (nobody.returncode, nobody.stderr.count("\n")) == (2, 1)
    assert f"local user with ID {uid} does not exist" in nobody.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become a user without an entry in passwd")
def test_a_user_without_an_entry_in_passwd_migrates(shell, home, cluster):
    home.chmod(0o777)
    name = f"test_{uuid4().hex}"
    execute(cluster.dsn, SQL("create database {}"), name)
    known = conninfo_to_dict(cluster.dsn)
    password = Path(known["passfile"]).read_text().strip().rpartition(":")[2]
    dsn = make_conninfo(
        host="127.0.0.1", port=known["port"], user=known["user"], password=password, dbname=name, sslmode="disable"
    )
    nameless = dict.fromkeys(("LOGNAME", "USER", "LNAME", "USERNAME"), "")
    env = nameless | {"PGBANDIT_HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1", "PGBANDIT_DSN": dsn}
    try:
        done = shell("setpriv --reuid 64321 --clear-groups $p migrate", **env)
        assert done.returncode == 0, done.stderr
    finally:
        execute(cluster.dsn, SQL("drop database {} with (force)"), name)


def _is_known(uid: int) -> bool:
    try:
        return bool(pwd.getpwuid(uid))
    except KeyError:
        return False


# --- options


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["report", "--account", ""], "'--account': it is empty"),
        (["report", "--account", " "], "'--account': it is empty"),
        (["report", "--dsn", ""], "'--dsn': it is empty"),
        (["choose", "--dsn", ""], "'--dsn': it is empty"),
        (["history", "--generator", ""], "'--generator': it is empty"),
        (["events", "--kind", ""], "'--kind': it is empty"),
        (["choose", "--arm", ""], "'--arm': it is empty"),
        (["report", "--lookback", "14"], "'--lookback': 14 has no unit: write it as '14 days' or '6 hours'"),
        (["explain", "--lookback", " 1.5e1 "], "'--lookback': 1.5e1 has no unit"),
        (["optimize", "--lookback", "-7"], "'--lookback': -7 has no unit"),
        (["replay", "--from", "2025-01-01", "--to", "2025-01-02", "--every", "6"], "'--every': 6 has no unit"),
        (
            ["account", "set", "lookback", "14"],
            "'14' is not a value for lookback (it has no unit); write it as '14 days'",
        ),
        (["account", "set", "half_life", "90.5"], "'90.5' is not a value for half_life (it has no unit)"),
        (["account", "set", "policy", "magic"], "'magic' is not a value for policy (policies: blueprint, thompson)"),
        (["account", "set", "mode", "auto"], "observe (computes and logs, weights stay), suggest"),
        (["account", "set", "min_posts", "0"], "at least 1"),
        (["account", "set", "objective", "x"], "followers_per_post (rate times reach) or f_per_1k"),
        (["account", "create", "b", "--platform", "y"], "platforms: x, bluesky, mastodon"),
        (
            ["events", "--kind", "faling"],
            "there is no kind of event 'faling'; kinds: account_created, ",
        ),
        (
            ["watch", "--kind", "faling"],
            "there is no kind of event 'faling'; kinds: account_created, ",
        ),
        (["runs", "list", "--status", "suggestd"], "'suggestd' is not one of 'success', 'skipped', 'failed', "),
        (["reprot"], "No such command 'reprot'. (Did you mean one of: 'export', 'report'?)"),
        (["account", "shwo"], "Did you mean 'show'?"),
        (["import", "post"], "Did you mean 'posts'?"),
        (["history", "--limit", "9" * 25], "'--limit': 9999999999999999999999999 is above 2147483647"),
        (["history", "--limit", "9" * 5000], "'--limit': "),
        (["events", "--limit", "9" * 4000], "'--limit': "),
        (["watch", "--limit", "9" * 25], "is above 2147483647"),
        (["scrape", "--interval", "9" * 25], "is above 2147483647"),
        (["scrape", "--limit", "9" * 25], "is above 2147483647"),
        (["runs", "list", "--limit", "9" * 25], "is above 2147483647"),
        (["runs", "show", "9" * 25], f"is above {2**63 - 1}"),
        (["runs", "approve", "9" * 25], f"is above {2**63 - 1}"),
    ],
)
def test_mistakes(fails, arguments, complaint):
    err = fails(2, *arguments)
    assert complaint in err
    assert "constraint" not in err
    assert len(err) < 2500


def test_an_empty_variable_is_no_choice(ok):
    assert ok("report", env={"PGBANDIT_ACCOUNT": ""})


def test_all_kinds_of_events_and_all_statuses_are_known():
    import re

    from runner.commands.kinds import KINDS
    from runner.commands.runs import STATUSES

    texts = [file.read_text() for file in (ROOT / "sql" / "functions").rglob("*.sql")]
    logged = {
        kind
        for text in texts
        for kind in re.findall(r"log_event\(\s*[a-z_.]+, [a-z_.]+, '([a-z_]+)',", text)
        + [f"{job}_failed" for job in re.findall(r"for_each_account\('[a-z_.]+', '([a-z]+)'", text)]
    }
    assert logged <= set(KINDS)
    assert len(logged) > 10
    runs = (ROOT / "migrations" / "0003.runs.sql").read_text()
    [statuses] = re.findall(r"status in \(('success'[^)]*)\)", runs)
    assert (*re.findall(r"'(\w+)'", statuses), "undone") == STATUSES


# --- terminals


@pytest.mark.parametrize(
    ("env", "is_styled"),
    [
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, True),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, False),
        ({"TERM": "dumb", "NO_COLOR": ""}, False),
    ],
)
def test_colours_and_bold(pgbandit, terminal, env, is_styled):  # noqa: F811
    screen = terminal(80)
    pgbandit("account", "list", capture_output=False, stdout=screen.slave, stderr=subprocess.PIPE, env=env)
    assert ("\x1b" in screen.text) == is_styled


def test_a_dumb_terminal_gets_no_progress(pgbandit, terminal, tmp_path):  # noqa: F811
    (tmp_path / "export.csv").write_text("Post id,Likes\n1902622306553184746,1\n")
    screen = terminal(80)
    arguments = ("import", "posts", tmp_path / "export.csv", "--generator", "coach")
    pgbandit(*arguments, capture_output=False, stdout=subprocess.PIPE, stderr=screen.slave, env={"TERM": "dumb"})
    assert screen.text == ""
