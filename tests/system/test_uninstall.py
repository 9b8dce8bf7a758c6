"""pgbandit uninstall: nothing of pgbandit is left, and nothing of anybody else is lost."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.sql import SQL, Identifier

from runner import deploy
from runner.deploy import removal
from runner.errors import UserError

ROOT = Path(__file__).resolve().parents[2]
JOBS = (("bandit:optimize", "0 */6 * * *", "select 1"), ("bandit:purge", "37 3 * * *", "select 2"))
ROLES = ["bandit_owner", "bandit_bot", "bandit_operator", "bandit_reader"]
LEFT = """
    select nspname::text from pg_namespace where nspname ~ 'bandit'
    union all
    select rolname::text from pg_roles where rolname ~ '^bandit_'
    union all
    select proname::text from pg_proc where proname ~ 'bandit'
"""


def left(dsn: str) -> list[str]:
    with psycopg.connect(dsn) as conn:
        return sorted(name for (name,) in conn.execute(LEFT))


def cron(pristine) -> list[str]:
    """The jobs, and the commands in the log."""
    rows = pristine.conn.execute("select jobname from cron.job union all select command from cron.job_run_details")
    return sorted(name for (name,) in rows)


def uninstall(dsn: str, *arguments: str, **options) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "runner", "uninstall", *arguments]
    options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    return subprocess.run(command, env=os.environ | {"PGBANDIT_DSN": dsn}, cwd=ROOT, text=True, **options)


def log_execution(pristine, command: str, database: str = "pgbandit") -> None:
    pristine.conn.execute(
        "insert into cron.job_run_details (jobid, runid, database, username, command, status)"
        " select 0, coalesce(max(runid), 0) + 1, %s, 'pgbandit', %s, 'succeeded' from cron.job_run_details",
        [database, command],
    )


def test_the_product_leaves_nothing(pristine):
    """Jobs, schemas, roles; the second time there is nothing to delete, and it can be installed again."""
    deploy.migrate(pristine.dsn)
    pristine.conn.execute("create role alice login; grant bandit_operator to alice; create table public.mine (n int)")
    pristine.conn.execute("select bandit.create_account('mine')")
    pristine.conn.execute("grant select on public.mine to bandit_reader; grant usage on schema cron to bandit_operator")
    pristine.conn.execute("select cron.schedule('mine', '0 0 1 1 *', 'select 3')")
    log_execution(pristine, "call bandit.optimize_all()")
    log_execution(pristine, "select 3")

    done = uninstall(pristine.dsn, "--yes", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    deleted = json.loads(done.stdout)
    assert (deleted["accounts"], deleted["schemas"], deleted["roles"]) == (
        ["default", "mine"],
        ["bandit", "bandit_internal"],
        ROLES,
    )
    assert (len(deleted["jobs"]), deleted["logins"]) == (7, ["alice"])
    assert deleted["kept"] == ["the extension pg_cron", "the extension plpgsql_check"]
    assert left(pristine.dsn) == []
    assert cron(pristine) == ["mine", "select 3"]
    assert pristine.conn.execute("select count(*) from public.mine").fetchone() == (0,)

    done = uninstall(pristine.dsn)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("nothing to delete: pgbandit is not installed in database pgbandit\n")
    assert len(deploy.migrate(pristine.dsn).scheduled) == 7
    pristine.conn.execute("drop table public.mine")


def test_it_says_what_will_be_deleted_and_asks(toy, pristine):
    toy.jobs(*JOBS)
    toy.migrate(pristine.dsn, schedule_jobs=True)
    done = uninstall(pristine.dsn, "--dry-run")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[:4] == [
        "would be deleted, in database pgbandit:",
        "  schemas    bandit, bandit_internal",
        "  jobs       bandit:optimize, bandit:purge",
        f"  roles      {', '.join(ROLES)}",
    ]
    for arguments in ([], ["--json"]):
        done = uninstall(pristine.dsn, *arguments)
        assert done.returncode == 2
        assert done.stderr == "pgbandit: nothing was changed: there is no terminal to ask on; confirm with --yes\n"
    for answer, code in (("\n", 1), ("n\n", 1), ("y\n", 0)):
        assert len(left(pristine.dsn)) == 6
        master, terminal = pty.openpty()
        os.write(master, answer.encode())
        done = uninstall(pristine.dsn, stdin=terminal)
        assert done.returncode == code
        assert "Delete all of this? [y/N]" in done.stderr
        assert done.stdout.startswith("will be deleted, in database pgbandit:")
        assert ("\ndeleted, in database pgbandit:" in done.stdout) == (code == 0)
        os.close(master)
        os.close(terminal)
    assert left(pristine.dsn) == []
    assert cron(pristine) == []


def test_where_pg_cron_lives_in_another_database(toy, pristine):
    """The roles stay while another database uses them."""
    pristine.conn.execute("create extension pg_cron")
    first, second = pristine.database(), pristine.database()
    names = [conninfo_to_dict(dsn)["dbname"] for dsn in (first, second)]
    toy.jobs(*JOBS)
    for dsn, name in zip((first, second), names, strict=True):
        toy.migrate(dsn, schedule_jobs=True)
        log_execution(pristine, "select 1", name)
    deleted = removal.remove(first)
    assert (deleted.jobs, deleted.roles) == ([f"bandit:optimize@{names[0]}", f"bandit:purge@{names[0]}"], [])
    assert f"the roles, for database {names[1]}" in deleted.kept
    assert left(first) == sorted(ROLES)
    assert cron(pristine) == [f"bandit:optimize@{names[1]}", f"bandit:purge@{names[1]}", "select 1"]
    assert not toy.migrate(second, schedule_jobs=True).changed
    assert removal.remove(second).roles == ROLES
    assert left(second) == cron(pristine) == []


THEIRS = {
    "view theirs.likes": "create view theirs.likes as select * from bandit.likes",
    "function theirs.f(bandit.posts)": "create function theirs.f(bandit.posts) returns int language sql as 'select 1'",
    "table theirs.copies": "create table theirs.copies (post_id int references bandit.posts)",
    "table theirs.defaults": "create table theirs.defaults (n int default bandit.twice(1))",
    "table theirs.touched": (
        "create table theirs.touched (touched_at timestamptz);"
        "create trigger t before update on theirs.touched for each row execute function bandit.touch()"
    ),
    "table theirs.kinds": "create table theirs.kinds (post bandit.posts)",
    "table bandit.notes": "create table bandit.notes (note text primary key)",
    "table theirs.owned": "create table theirs.owned (n int); alter table theirs.owned owner to bandit_owner",
}


@pytest.mark.parametrize("name", THEIRS)
def test_what_others_built_on_it_is_named_and_nothing_is_deleted(toy, empty, admin, name):
    toy.migrate(empty)
    admin.execute("create schema theirs")
    admin.execute(THEIRS[name])
    before = left(empty)
    with pytest.raises(UserError) as caught:
        removal.remove(empty)
    assert caught.value.message == f"objects that are not pgbandit's would be deleted too: {name}"
    assert left(empty) == before
    admin.execute("drop schema theirs cascade; drop table if exists bandit.notes")
    assert removal.survey(empty).schemas == ["bandit", "bandit_internal"]


def test_a_schema_of_somebody_else_stays(empty, admin, stranger):
    admin.execute(SQL("create schema bandit authorization {}").format(Identifier(stranger)))
    with pytest.raises(UserError, match=f"the schema bandit belongs to {stranger}"):
        removal.remove(empty)


def test_an_installer_that_is_no_superuser(toy, pristine):
    """With CREATEROLE everything goes; without, the administrator gets the statements for the roles."""
    dsn = pristine.database()
    installer = pristine.installer(dsn, "createrole")
    toy.migrate(installer)
    assert removal.remove(installer).roles == ROLES
    assert left(dsn) == []

    toy.migrate(dsn)
    another = pristine.installer(dsn)
    with pytest.raises(UserError, match="may not act as bandit_owner"):
        removal.remove(another)
    user = Identifier(conninfo_to_dict(another)["user"])
    pristine.conn.execute(SQL("grant bandit_owner to {}").format(user))
    deleted = removal.remove(another)
    assert (deleted.schemas, deleted.roles) == (["bandit", "bandit_internal"], [])
    assert deleted.kept[0].startswith("the roles: permission denied")
    statements = deleted.kept[0].partition("have an administrator run: ")[2]
    with psycopg.connect(dsn, autocommit=True) as conn:
        conn.execute(statements)
    assert left(dsn) == []


def test_the_jobs_of_another_installer(toy, pristine):
    toy.jobs(*JOBS)
    toy.migrate(pristine.dsn, schedule_jobs=True)
    another = pristine.installer(pristine.dsn)
    user = Identifier(conninfo_to_dict(another)["user"])
    pristine.conn.execute(SQL("grant bandit_owner to {}; grant usage on schema cron to {}").format(user, user))
    with pytest.raises(UserError, match="the jobs belong to pgbandit") as caught:
        removal.remove(another)
    assert caught.value.hint == "run pgbandit uninstall as pgbandit"
    assert (len(left(pristine.dsn)), len(cron(pristine))) == (6, 2)


def test_a_session_that_holds_a_lock_is_named(toy, empty, admin):
    toy.migrate(empty)
    with psycopg.connect(make_conninfo(empty, application_name="bot")) as bot:
        bot.execute("select * from bandit.posts")
        with pytest.raises(UserError, match=r"blocked by process \d+ of role pgbandit") as caught:
            removal.remove(empty)
        assert caught.value.exit_code == 75
        bot.rollback()
    removal.remove(empty)
