"""Who may call what: a login in one of the three roles is all that a command needs."""

from uuid import uuid4

import pytest
from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL, Identifier

DECIDING = ("choose", "discard {decision}", "posted {decision} 101", "record metrics.json")
LOOKING = (
    "report",
    "explain",
    "history --generator coach",
    "events",
    "account list",
    "account show",
    "generator list",
    "optimize --dry-run",
)
OPERATING = (
    "import posts export.csv --generator coach",
    "optimize",
    "optimize --all",
    "replay --from 2025-01-01 --to 2025-01-02",
    "account create mybot",
    "account set min_posts 30",
    "generator add dreamer",
)
MAY = {
    "bandit_bot": DECIDING,
    "bandit_reader": tuple(command for command in LOOKING if not command.startswith("optimize")),
    "bandit_operator": DECIDING + LOOKING + OPERATING,
}
ALL = DECIDING + LOOKING + OPERATING


@pytest.mark.parametrize(("role", "command"), [(role, command) for role in MAY for command in ALL])
def test_a_role_may_do_its_part_and_no_more(cli, as_json, db, database, tmp_path, role, command):
    login = f"login_{uuid4().hex}"
    db.execute(SQL("create role {} login password 'x' in role {}").format(Identifier(login), Identifier(role)))
    (tmp_path / "metrics.json").write_text('{"tweet_id": "100", "likes": 1}')
    (tmp_path / "export.csv").write_text("Post id,Likes\n1902622306553184746,1\n")
    decisions = [as_json("choose")["decision_id"] for _ in range(2)]
    cli("posted", decisions[0], "100", "--at", "2025-01-01")

    dsn = make_conninfo(database, user=login, password="x")
    done = cli(*command.format(decision=decisions[1]).split(), env={"PGBANDIT_DSN": dsn}, cwd=tmp_path)
    if command in MAY[role]:
        assert (done.returncode, done.stderr) == (0, "")
    else:
        assert done.returncode == 2
        assert done.stderr.startswith("pgbandit: permission denied for ")
    db.execute(SQL("drop role {}").format(Identifier(login)))
