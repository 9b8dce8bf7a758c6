"""Deploying, tried on a real server: a toy product that each test edits or damages, and once the real one."""

import signal
import subprocess
import sys
import threading
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.sql import SQL, Identifier

from runner import deploy, doctor
from runner.deploy import retrying, session
from runner.errors import UserError
from tests.conftest import HOSTILE, make_hostile

CATALOGUES = ("pg_namespace", "pg_class", "pg_proc", "pg_description", "pg_extension", "pg_authid", "pg_auth_members")
MIGRATE = (
    "import sys; from pathlib import Path; from runner import deploy; print(deploy.migrate(sys.argv[1], {options}))"
)


def value(conn: psycopg.Connection, query: str, *parameters):
    return conn.execute(query, parameters or None).fetchone()[0]


def footprint(conn: psycopg.Connection) -> set:
    """Every row that a deployment could have written, as it lies on disk."""
    tables = (*CATALOGUES, "cron.job", "bandit.deployed_objects", "bandit.applied_migrations", "bandit._yoyo_migration")
    present = [table for table in tables if value(conn, "select to_regclass(%s)", table)]
    return {(table, *row) for table in present for row in conn.execute(f"select ctid::text, xmin::text from {table}")}  # noqa: S608


def routines(conn: psycopg.Connection, name: str) -> list[str]:
    query = """
        select oid::regprocedure::text
        from pg_proc
        where pronamespace = 'bandit'::regnamespace
            and proname = %s
    """
    return [identity for (identity,) in conn.execute(query, [name])]


def start_migrating(dsn: str, root=None) -> subprocess.Popen:
    """A deployment in a process of its own."""
    options = f"root=Path({str(root)!r}), schedule_jobs=False" if root else "schedule_jobs=False"
    command = [sys.executable, "-c", MIGRATE.format(options=options), dsn]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_for(conn: psycopg.Connection, query: str) -> None:
    deadline = time.monotonic() + 20
    while conn.execute(query).fetchone() is None:
        assert time.monotonic() < deadline, f"waited in vain for: {query}"
        time.sleep(0.02)


# What a deployment does


def test_an_empty_database_gets_everything(toy, empty, admin):
    report = toy.migrate(empty)
    assert report == deploy.Report(
        migrations=["0001.deployment", "0002.posts"],
        created=["bandit.count_posts()", "bandit.twice(integer)", "bandit.likes", "bandit.average"],
    )
    assert value(admin, "select likes from bandit.average") == 15
    assert value(admin, "select bandit.count_posts()") == 2
    owners = """
        select distinct relowner::regrole::text
        from pg_class
        where relnamespace = 'bandit'::regnamespace
    """
    assert admin.execute(owners).fetchall() == [("bandit_owner",)]


def test_a_second_migrate_changes_nothing(toy, empty, admin):
    toy.migrate(empty)
    before = footprint(admin)
    assert toy.migrate(empty) == deploy.Report()
    assert footprint(admin) == before


def test_the_real_thing_changes_nothing_a_second_time(database, db):
    before = db.execute("select * from bandit.deployed_objects").fetchall()
    assert deploy.migrate(database, schedule_jobs=False) == deploy.Report()
    assert db.execute("select * from bandit.deployed_objects").fetchall() == before


def test_twenty_at_once_all_succeed(empty, admin):
    processes = [start_migrating(empty) for _ in range(20)]
    outcomes = [process.communicate() for process in processes]
    assert [process.returncode for process in processes] == [0] * 20, outcomes
    assert sum("migrations=[]" in out for out, _ in outcomes) == 19
    assert value(admin, "select count(*) from bandit.accounts where handle = 'default'") == 1


# Files that changed


def test_an_edited_view_is_applied_with_no_migration_pending(toy, empty, admin):
    toy.migrate(empty)
    toy.view("likes", "select post_id as post, likes + 1 as likes from bandit.posts")
    assert toy.migrate(empty) == deploy.Report(replaced=["bandit.likes"])
    assert value(admin, "select likes from bandit.average") == 16


def test_a_removed_files_object_goes_and_others_stay(toy, empty, admin):
    toy.migrate(empty)
    admin.execute("create view bandit.mine as select 1 as one")
    for path in ("sql/views/average.sql", "sql/functions/core/twice.sql"):
        toy.remove(path)
    report = toy.migrate(empty)
    assert set(report.dropped) == {"bandit.average", "bandit.twice(integer)"}
    assert value(admin, "select to_regclass('bandit.average')") is None
    assert routines(admin, "twice") == []
    assert value(admin, "select one from bandit.mine") == 1


def test_a_file_may_move(toy, empty, admin):
    toy.migrate(empty)
    oid = value(admin, "select 'bandit.count_posts'::regproc::oid")
    view = value(admin, "select 'bandit.likes'::regclass::oid")
    (toy.root / "sql/functions/other").mkdir()
    (toy.root / "sql/functions/core/count_posts.sql").rename(toy.root / "sql/functions/other/count_posts.sql")
    assert "sql/functions/other/count_posts.sql" in [finding.subject for finding in doctor.examine(empty, toy.root)]
    assert toy.migrate(empty) == deploy.Report()
    assert value(admin, "select 'bandit.count_posts'::regproc::oid") == oid
    assert value(admin, "select 'bandit.likes'::regclass::oid") == view
    path = value(admin, "select file_path from bandit.deployed_objects where identity = 'bandit.count_posts()'")
    assert path == "functions/other/count_posts.sql"


def test_an_object_may_change_its_schema(toy, empty, admin, stranger):
    toy.migrate(empty)
    admin.execute(SQL("grant execute on function bandit.twice to {}").format(Identifier(stranger)))
    admin.execute(SQL("grant select on bandit.likes to {}").format(Identifier(stranger)))
    toy.remove("sql/functions/core/twice.sql")
    toy.remove("sql/views/likes.sql")
    toy.write("sql/functions/core/internal/twice.sql", TWICE.format(**INTERNAL_TWICE))
    toy.write(
        "sql/views/staging/likes.sql", "create view bandit_internal.likes as select post_id, likes from bandit.posts;"
    )
    toy.view("average", "select avg(likes) as likes from bandit_internal.likes")
    report = toy.migrate(empty)
    assert set(report.replaced) == {"bandit_internal.twice(integer)", "bandit_internal.likes", "bandit.average"}
    assert (report.created, report.dropped) == ([], [])
    assert value(admin, "select to_regclass('bandit.likes')") is None
    rights = """
        select
            has_function_privilege(%(role)s, 'bandit_internal.twice(integer)', 'execute')
            and has_table_privilege(%(role)s, 'bandit_internal.likes', 'select')
    """
    assert admin.execute(rights, {"role": stranger}).fetchone() == (True,)


def test_a_file_in_the_wrong_folder_is_named(toy, empty):
    toy.write(
        "sql/functions/core/internal/thrice.sql",
        TWICE.replace("twice", "thrice").format(**INTERNAL_TWICE | {"schema": "bandit"}),
    )
    with pytest.raises(UserError, match=r"must define bandit_internal\.thrice only"):
        toy.migrate(empty)


TWICE = "create or replace {kind} {schema}.twice({arguments}) {returns} language sql as 'select 2 * p_number';"
INTERNAL_TWICE = {
    "kind": "function",
    "schema": "bandit_internal",
    "arguments": "p_number integer",
    "returns": "returns integer",
}


@pytest.mark.parametrize(
    ("kind", "arguments", "returns", "identity"),
    [
        ("function", "p_number bigint", "returns bigint", "bandit.twice(bigint)"),
        ("function", "p_number integer, p_more integer default 1", "returns integer", "bandit.twice(integer,integer)"),
        ("function", "p_number integer", "returns numeric", "bandit.twice(integer)"),
        ("function", "p_amount integer", "returns integer", "bandit.twice(integer)"),
        ("procedure", "p_number integer", "", "bandit.twice(integer)"),
    ],
)
def test_a_changed_signature_leaves_no_overload(toy, empty, admin, kind, arguments, returns, identity):
    toy.view("doubled", "select bandit.twice(likes) as likes from bandit.posts")
    toy.migrate(empty)
    toy.remove("sql/views/doubled.sql")
    text = TWICE.format(kind=kind, schema="bandit", arguments=arguments, returns=returns).replace(
        "p_number'", f"{arguments.split()[0]}'"
    )
    toy.write("sql/functions/core/twice.sql", text)
    assert toy.migrate(empty) == deploy.Report(replaced=[identity], dropped=["bandit.doubled"])
    assert routines(admin, "twice") == [identity]
    assert toy.migrate(empty) == deploy.Report()


def test_a_migration_may_take_a_view_down(toy, empty, admin):
    toy.migrate(empty)
    toy.migration(
        "0003.rename", "drop view bandit.average, bandit.likes; alter table bandit.posts rename likes to hearts"
    )
    toy.view("likes", "select post_id, hearts as likes from bandit.posts")
    report = toy.migrate(empty)
    assert report.migrations == ["0003.rename"]
    assert value(admin, "select likes from bandit.average") == 15


def test_a_migration_may_do_without_a_transaction(toy, empty, admin):
    toy.migrate(empty)
    toy.migration("0003.index", "-- transactional: false\ncreate index concurrently by_likes on bandit.posts (likes);")
    assert toy.migrate(empty).migrations == ["0003.index"]
    assert value(admin, "select indisvalid from pg_index where indexrelid = 'bandit.by_likes'::regclass")


# Changes made by hand


@pytest.mark.parametrize(
    "fix",
    [
        "create or replace function bandit.count_posts() returns integer language plpgsql as 'begin return 7; end'",
        "alter function bandit.count_posts() set work_mem = '1MB'",
        "comment on view bandit.likes is 'changed'",
        "create or replace view bandit.likes as select post_id, 0 as likes from bandit.posts",
        "grant execute on function bandit.count_posts() to public",
        "grant execute on function bandit.count_posts() to bandit_bot with grant option",
        "revoke select on bandit.likes from bandit_reader",
        "grant update (likes) on bandit.likes to bandit_bot",
        "drop view bandit.average",
        "drop function bandit.count_posts()",
    ],
)
def test_a_change_made_by_hand_is_undone(toy, empty, admin, fix):
    toy.migrate(empty)
    before = admin.execute("select identity, catalogue_hash from bandit.deployed_objects order by 1").fetchall()
    admin.execute(fix)
    changed = toy.migrate(empty)
    assert len(changed.replaced) == 1, changed
    assert toy.migrate(empty) == deploy.Report()
    assert admin.execute("select identity, catalogue_hash from bandit.deployed_objects order by 1").fetchall() == before
    assert value(admin, "select likes from bandit.average") == 15
    assert value(admin, "select bandit.count_posts()") == 2


def test_a_grant_that_a_file_drops_is_gone(toy, empty, admin):
    toy.migrate(empty)
    file = toy.root / "sql/functions/core/count_posts.sql"
    file.write_text(file.read_text().replace("grant execute on function bandit.count_posts() to bandit_reader;", ""))
    toy.migrate(empty)
    assert not value(admin, "select has_function_privilege('bandit_reader', 'bandit.count_posts()', 'execute')")


def test_the_rights_of_others_survive(toy, empty, admin, stranger):
    toy.migrate(empty)
    admin.execute(f"grant select on bandit.likes to {stranger} with grant option")
    admin.execute(f"grant select (likes) on bandit.average to {stranger}")
    admin.execute(f"grant execute on function bandit.twice(integer) to {stranger} with grant option")
    toy.view("likes", f"{LIKES_AND_MORE}")
    toy.write(
        "sql/functions/core/twice.sql",
        TWICE.format(kind="function", schema="bandit", arguments="p_number bigint", returns="returns bigint"),
    )
    assert toy.migrate(empty).warnings == []
    assert value(admin, "select has_table_privilege(%s, 'bandit.likes', 'select with grant option')", stranger)
    assert value(admin, "select has_column_privilege(%s, 'bandit.average', 'likes', 'select')", stranger)
    assert not value(admin, "select has_table_privilege(%s, 'bandit.average', 'select')", stranger)
    right = "select has_function_privilege(%s, 'bandit.twice(bigint)', 'execute with grant option')"
    assert value(admin, right, stranger)


LIKES_AND_MORE = "select post_id, likes, 1 as more from bandit.posts"


def test_a_right_on_a_lost_column_is_reported(toy, empty, admin, stranger):
    toy.migrate(empty)
    admin.execute(f"grant select (post_id, likes) on bandit.likes to {stranger}")
    toy.view("likes", "select likes from bandit.posts")
    assert toy.migrate(empty).warnings == [f"{stranger} loses a right: bandit.likes has no column post_id any more"]
    assert value(admin, "select has_column_privilege(%s, 'bandit.likes', 'likes', 'select')", stranger)


# What stops a deployment, and leaves everything as it was


def refused(toy, dsn: str, admin: psycopg.Connection) -> UserError:
    before = footprint(admin)
    with pytest.raises(UserError) as caught:
        toy.migrate(dsn)
    assert footprint(admin) == before
    return caught.value


def test_a_users_view_on_ours_stops_it(toy, empty, admin):
    toy.migrate(empty)
    admin.execute("create schema theirs; create view theirs.favourites as select * from bandit.likes where likes > 15")
    toy.view("likes", LIKES_AND_MORE)
    toy.migration("0003.more", "create table bandit.more (more integer)")
    error = refused(toy, empty, admin)
    assert "view theirs.favourites depends on view bandit.likes" in error.message
    admin.execute("drop view theirs.favourites")
    assert toy.migrate(empty) == deploy.Report(migrations=["0003.more"], replaced=["bandit.likes"])


def test_a_users_view_is_no_obstacle_where_nothing_changed(toy, empty, admin):
    toy.migrate(empty)
    admin.execute("create schema theirs; create view theirs.favourites as select * from bandit.likes")
    assert toy.migrate(empty) == deploy.Report()


def test_a_users_view_on_a_function_that_must_go_stops_it(toy, empty, admin):
    toy.migrate(empty)
    admin.execute("create schema theirs; create view theirs.four as select bandit.twice(2)")
    toy.remove("sql/functions/core/twice.sql")
    assert "view theirs.four depends on function bandit.twice(integer)" in refused(toy, empty, admin).message


def test_what_plpgsql_check_finds_rolls_all_back(toy, empty, admin):
    toy.migrate(empty)
    toy.view("likes", LIKES_AND_MORE)
    file = toy.root / "sql/functions/core/count_posts.sql"
    file.write_text(file.read_text().replace("from bandit.posts", "from bandit.pots"))
    message = refused(toy, empty, admin).message
    assert "sql/functions/core/count_posts.sql:9: bandit.count_posts(): " in message
    assert 'relation "bandit.pots" does not exist' in message


def test_trigger_functions_are_checked_with_their_table(toy, empty, admin):
    toy.migration(
        "0003.touch",
        """
        create or replace function bandit.touch() returns trigger language plpgsql as $$
        begin
            new.touched := now();
            return new;
        end
        $$;
    """,
    )
    with pytest.raises(UserError, match=r'bandit\.touch\(\): record "new" has no field "touched"'):
        toy.migrate(empty)


BROKEN = {
    "sql/views/likes.sql": (
        "create view bandit.likes as\nselect 1,\n    from bandit.posts;",
        r"sql/views/likes\.sql:3: syntax",
    ),
    "sql/views/average.sql": (
        "\n\ncreate view bandit.average as\nselect pots from bandit.likes;",
        r"average\.sql:4: col",
    ),
    "sql/views/extra.sql": (
        "create view bandit.else_where as select 1 as one",
        r"sql/views/extra\.sql must define bandit\.extra",
    ),
    "sql/functions/core/twice.sql": (
        "create or replace function bandit.twice(p_number integer) returns integer language sql as 'select 1';\n"
        "create or replace function bandit.thrice(p_number integer) returns integer language sql as 'select 1';",
        r"must define bandit\.twice only.*bandit\.thrice\(integer\), bandit\.twice\(integer\)",
    ),
    "sql/functions/core/empty.sql": ("-- nothing", r"must define bandit\.empty .* nothing$"),
    "sql/functions/other/twice.sql": (
        "",
        r"other/twice\.sql and sql/functions/core/twice\.sql hold an object of the same",
    ),
    "sql/functions/core/tidy.sql": (
        "create function bandit.tidy() returns trigger language plpgsql as 'begin return new; end';",
        r"sql/functions/core/tidy\.sql must define a function or a procedure",
    ),
    "sql/views/kept.sql": ("create table bandit.kept (one integer)", r"sql/views/kept\.sql must define a view"),
    "sql/views/one.sql": (
        "create function bandit.one() returns integer language sql as 'select 1'",
        r"sql/views/one\.sql must define a view",
    ),
    "sql/functions/core/typed.sql": (
        "create type bandit.mood as enum ('good');"
        "create function bandit.typed() returns int language sql as 'select 1';",
        r"must define bandit\.typed only.*bandit\.mood, bandit\.typed\(\)",
    ),
    "sql/functions/core/granting.sql": (
        "create function bandit.granting() returns int language sql as 'select 1';"
        "grant execute on function bandit.count_posts() to bandit_bot;",
        r"must define bandit\.granting only.*bandit\.count_posts\(\), bandit\.granting\(\)",
    ),
}


@pytest.mark.parametrize("path", BROKEN)
def test_a_bad_file_is_named(toy, empty, admin, path):
    toy.migrate(empty)
    text, message = BROKEN[path]
    toy.write(path, text)
    error = refused(toy, empty, admin)
    assert pytest.raises(UserError, match=message).matches(error), error


def test_a_broken_migration_is_named_and_leaves_nothing_behind(toy, empty, admin):
    toy.migrate(empty)
    toy.migration("0003.broken", "create table bandit.more (more integer);\n\nalter table bandit.pots add x integer;")
    error = refused(toy, empty, admin)
    assert error.message == 'migrations/0003.broken.sql: relation "bandit.pots" does not exist'
    toy.migration("0003.broken", "create table bandit.more (more integer);\n\nselect 1 +;")
    assert refused(toy, empty, admin).message.startswith("migrations/0003.broken.sql:3: syntax error")


def test_an_older_version_does_not_take_a_newer_database_back(toy, empty, admin):
    toy.migration("0003.more", "create table bandit.more (more integer)")
    toy.migrate(empty)
    toy.remove("migrations/0003.more.sql")
    toy.remove("sql/views/average.sql")
    error = refused(toy, empty, admin)
    assert error.message == "the database is newer than this pgbandit: it has the migrations 0003.more"


def test_a_database_from_before_the_baseline_is_refused(toy, empty, admin):
    toy.migrate(empty)
    admin.execute(
        "update bandit._yoyo_migration set migration_id = '0001.accounts' where migration_id = '0001.deployment'"
    )
    error = refused(toy, empty, admin)
    assert error.message == "the database was created by a version of pgbandit before 0.1.0"
    assert error.hint == "create a new database: there is no upgrade from before 0.1.0"


def test_what_somebody_else_owns_is_left_to_them(toy, empty, admin):
    toy.migrate(empty)
    admin.execute("alter function bandit.count_posts() owner to pgbandit")
    assert refused(toy, empty, admin).message == "permission denied for function count_posts"


# Locks


@pytest.fixture
def impatient(monkeypatch):
    """Deployments that give up soon."""
    monkeypatch.setattr(session, "TURN", "300ms")
    monkeypatch.setattr(session, "WAIT", "300ms")
    monkeypatch.setattr(retrying, "PAUSE", 0.1)


def blocked(toy, dsn: str) -> str:
    """The message of a deployment that cannot get its locks."""
    with pytest.raises(UserError) as caught:
        toy.migrate(dsn)
    assert caught.value.exit_code == 75
    return caught.value.message


def test_a_view_in_use_is_waited_for_but_not_for_ever(toy, empty, admin, impatient):
    toy.migrate(empty)
    toy.view("likes", LIKES_AND_MORE)
    with admin.transaction():
        admin.execute("select * from bandit.likes")
        assert "lock timeout" in blocked(toy, empty)
    assert toy.migrate(empty).replaced == ["bandit.likes"]


BLOCKED = {
    "a migration": "select count(*) from bandit.posts",
    "the sync": "select count(*) from bandit.likes",
    "the ledger": "lock table bandit.deployed_objects",
    "yoyo's lock": "lock table bandit.yoyo_lock",
}


@pytest.mark.parametrize("query", BLOCKED.values(), ids=list(BLOCKED))
def test_who_blocks_a_deployment_is_named(toy, empty, admin, impatient, query):
    toy.migrate(empty)
    toy.migration("0003.more", "alter table bandit.posts add more integer")
    toy.view("likes", LIKES_AND_MORE)
    with admin.transaction():
        admin.execute(query)
        since, pid = admin.execute("select to_char(now(), 'YYYY-MM-DD HH24:MI:SS'), pg_backend_pid()").fetchone()
        admin.execute(query)  # the last statement is the one that is shown
        blocker = f"process {pid} of role pgbandit, in a transaction since {since} UTC: {query}"
        assert f"; tried 4 times, blocked by {blocker}" in blocked(toy, empty)
    assert toy.migrate(empty) == deploy.Report(migrations=["0003.more"], replaced=["bandit.likes"])


def test_a_blocker_that_leaves_in_time_is_no_obstacle(toy, empty, admin, impatient):
    toy.migrate(empty)
    toy.migration("0003.more", "create table bandit.more (more integer)")
    toy.migration("0004.blocked", "alter table bandit.posts add more integer")
    with psycopg.connect(empty) as reader:
        reader.execute("select * from bandit.posts")
        threading.Timer(0.6, reader.rollback).start()
        assert toy.migrate(empty).migrations == ["0003.more", "0004.blocked"]


def test_no_one_waits_long_behind_a_pending_migration(toy, empty, admin, impatient):
    toy.migrate(empty)
    toy.migration("0003.more", "alter table bandit.posts add more integer")
    waits = []
    with psycopg.connect(empty) as reader, ThreadPoolExecutor() as pool:
        reader.execute("select * from bandit.posts")
        deployment = pool.submit(blocked, toy, empty)
        while not deployment.done():
            started = time.monotonic()
            admin.execute("update bandit.posts set likes = 3 where post_id = 1")
            waits.append(time.monotonic() - started)
        deployment.result()
    assert 0.1 < max(waits) < 1  # the time that a deployment waits for one lock, and no more


def test_a_deployment_that_does_not_end_is_named(toy, empty, admin, impatient):
    with psycopg.connect(empty) as other:
        other.execute("select pg_advisory_lock(%s)", [session.LOCK])
        message = blocked(toy, empty)
        assert f"another deployment did not end within 300ms: process {other.info.backend_pid} of role" in message
        assert "select pg_advisory_lock" in message


# What a killed deployment leaves behind


def test_a_stale_yoyo_lock_is_broken(toy, empty, admin):
    toy.migrate(empty)
    admin.execute("insert into bandit.yoyo_lock (locked, ctime, pid) values (1, now(), 4711)")
    toy.migration("0003.more", "create table bandit.more (more integer)")
    assert toy.migrate(empty).migrations == ["0003.more"]


@pytest.mark.parametrize("moment", ["migrations", "sql/views"])
def test_a_killed_migrate_leaves_nothing_stuck(toy, empty, admin, moment):
    toy.migrate(empty)
    slow = {"migrations": "0003.slow.sql", "sql/views": "slow.sql"}[moment]
    toy.write(f"{moment}/{slow}", "create view bandit.slow as select 1 as one; select pg_sleep(60);")
    process = start_migrating(empty, toy.root)
    wait_for(admin, "select from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()")
    process.send_signal(signal.SIGKILL)
    process.communicate()
    toy.write(f"{moment}/{slow}", "create view bandit.slow as select 1 as one;")
    started = time.monotonic()
    report = toy.migrate(empty)
    assert time.monotonic() - started < 15
    assert report.migrations + report.created == [{"migrations": "0003.slow", "sql/views": "bandit.slow"}[moment]]


# Settings of the role, of the database and of the environment

PATTERN = r"select 'a\d' || E'\\\\' as pattern, 1.1::double precision as one, interval '1 day -2 hours' as age"


@pytest.mark.parametrize("where", ["database", "environment"])
def test_settings_do_not_change_what_is_deployed(toy, empty, admin, pristine, monkeypatch, where):
    toy.view("pattern", PATTERN)
    toy.migrate(empty)
    expected = admin.execute("select * from bandit.pattern").fetchone()
    hashes = "select identity, catalogue_hash from bandit.deployed_objects order by identity"

    dsn = pristine.database()
    with monkeypatch.context() as patch:
        if where == "database":
            make_hostile(dsn)
        else:
            options = (f"-c {name}={value}" for name, value in HOSTILE.items())
            patch.setenv("PGOPTIONS", " ".join(options))
            patch.setenv("PGDATESTYLE", "German")
            patch.setenv("PGTZ", "Asia/Kolkata")
            patch.setenv("PGCLIENTENCODING", "LATIN1")
        report = toy.migrate(dsn)
        assert "bandit.pattern" in report.created
        assert report.warnings == []
        assert toy.migrate(dsn) == deploy.Report()
        assert {f.severity for f in doctor.examine(dsn, toy.root) if f.area != "jobs"} == {doctor.Severity.OK}
    for name in HOSTILE if where == "database" else ():
        pristine.conn.execute(f"alter database {conninfo_to_dict(dsn)['dbname']} reset {name}")
    with psycopg.connect(dsn) as conn:
        assert conn.execute("select * from bandit.pattern").fetchone() == expected
        assert conn.execute(hashes).fetchall() == admin.execute(hashes).fetchall()


def test_another_encoding_is_refused(toy, pristine):
    pristine.conn.execute("create database other_latin1 encoding 'LATIN1' locale 'C' template template0")
    dsn = make_conninfo(pristine.dsn, dbname="other_latin1")
    with pytest.raises(UserError, match="the encoding of this database is LATIN1: pgbandit needs UTF8") as caught:
        toy.migrate(dsn)
    assert caught.value.exit_code == 2
    assert value(pristine.conn, "select count(*) from pg_roles where rolname like 'bandit%'") == 0
    [finding] = doctor.examine(dsn, toy.root)
    assert (finding.severity, finding.subject) == (doctor.Severity.ERROR, "other_latin1")


def test_a_turkish_database(pristine):
    """Its lower('I') is not i."""
    pristine.conn.execute(
        "create database other_turkish template template0 locale_provider icu icu_locale 'tr-TR' locale 'C.UTF-8'"
    )
    dsn = make_conninfo(pristine.dsn, dbname="other_turkish")
    assert deploy.migrate(dsn, schedule_jobs=False).created
    assert deploy.migrate(dsn, schedule_jobs=False) == deploy.Report()
    with psycopg.connect(dsn) as conn:
        assert value(conn, "select lower('INTERESTING')") == "interesting".replace("i", "\u0131")
        assert value(conn, "select bandit.canonical_generator('INTERESTING')") == "interesting"
        with pytest.raises(psycopg.DatabaseError, match="there is a generator interesting already"):
            conn.execute("select bandit.add_generator('iNTERESTING')")
        conn.rollback()
        conn.execute("select bandit.add_generator(%s)", ["I\u015f\u0131k haber"])
        assert value(conn, "select bandit.canonical_generator('i\u015fik-HABER')") == "I\u015f\u0131k haber"


@pytest.mark.parametrize("missing", [["und-x-icu"], ["und-x-icu", "C.utf8"]], ids=["C.utf8", "C"])
def test_a_server_without_icu(pristine, missing):
    """Another collation folds the case of names; with C, that of the letters A to Z."""
    pristine.conn.execute("create database other_without_icu template template0 encoding 'UTF8' locale 'C.UTF-8'")
    dsn = make_conninfo(pristine.dsn, dbname="other_without_icu")
    with psycopg.connect(dsn) as conn:
        for name in missing:
            conn.execute(
                SQL("alter collation pg_catalog.{} rename to {}").format(Identifier(name), Identifier(name + " gone"))
            )
    assert deploy.migrate(dsn, schedule_jobs=False).created
    with psycopg.connect(dsn) as conn:
        conn.execute("select bandit.add_generator('Новости_Дня')")
        assert value(conn, "select bandit.canonical_generator('Новости Дня')") == "Новости_Дня"
        assert value(conn, "select bandit.canonical_generator('DATA NERD')") == "dataNerd"
        found = value(conn, "select bandit_internal.match_generator(1, 'НОВОСТИ ДНЯ')")
        assert found == (None if "C.utf8" in missing else "Новости_Дня")


# Connection strings


@pytest.mark.parametrize("form", ["uri", "keywords"])
def test_a_password_may_hold_anything(toy, empty, admin, stranger, form):
    password = r"""a@b:c/d?e#f%20 'g"h\i&j=k"""
    admin.execute(SQL("alter role {} superuser login password {}").format(Identifier(stranger), password))
    where = conninfo_to_dict(empty)
    if form == "uri":
        address = f"{stranger}:{quote(password, safe='')}@127.0.0.1:{where['port']}/{where['dbname']}"
        dsn = f"postgresql://{address}?options=-c%20jit%3Doff"
    else:
        dsn = make_conninfo(empty, host="127.0.0.1", user=stranger, password=password, options="-c jit=off")
    assert toy.migrate(dsn).migrations == ["0001.deployment", "0002.posts"]
    assert value(admin, "select nspowner::regrole::text from pg_namespace where nspname = 'bandit'") == "bandit_owner"


@pytest.mark.parametrize(
    "dsn",
    [
        "postgresql://somebody:secret@127.0.0.1:1/nowhere",
        "host=127.0.0.1 port=1 user=somebody password=secret",
        "postgresql://somebody:secret@127.0.0.1:port/nowhere",
        "host=127.0.0.1 password=secret secret",
    ],
)
def test_no_message_shows_the_password(toy, dsn):
    with pytest.raises(UserError) as caught:
        toy.migrate(dsn)
    assert "secret" not in "".join(traceback.format_exception(caught.value)).replace(dsn, "")


# Without superuser


def test_an_installer_with_createrole_needs_nobody(toy, pristine):
    dsn = pristine.database()
    installer = pristine.installer(dsn, "createrole")
    report = toy.migrate(installer)
    assert report.migrations == ["0001.deployment", "0002.posts"]
    assert "plpgsql_check is missing and could not be created: permission denied" in report.warnings[0]
    assert not toy.migrate(installer).changed
    with psycopg.connect(dsn) as conn:
        assert value(conn, "select relowner::regrole::text from pg_class where relname = 'likes'") == "bandit_owner"


def test_an_installer_without_createrole_is_told_what_to_have_run(toy, pristine):
    installer = pristine.installer(dsn := pristine.database())
    with pytest.raises(UserError, match=r"roles are missing, and installer_.* may not create them") as caught:
        toy.migrate(installer)
    pristine.conn.execute(caught.value.hint.removeprefix("have an administrator run: "))
    assert toy.migrate(installer).migrations == ["0001.deployment", "0002.posts"]

    another = pristine.installer(dsn)
    with pytest.raises(UserError, match="may not act as bandit_owner") as caught:
        toy.migrate(another)
    pristine.conn.execute(caught.value.hint.removeprefix("have an administrator run: "))
    assert not toy.migrate(another).changed


def test_an_installer_that_may_not_create_schemas_is_told_what_to_have_run(toy, pristine):
    dsn = pristine.database()
    installer = pristine.installer(pristine.dsn, "createrole")
    dsn_there = make_conninfo(installer, dbname=conninfo_to_dict(dsn)["dbname"])
    with pytest.raises(UserError, match="may not create schemas in this database") as caught:
        toy.migrate(dsn_there)
    with psycopg.connect(dsn, autocommit=True) as conn:
        conn.execute(caught.value.hint.removeprefix("have an administrator run: "))
    assert toy.migrate(dsn_there).migrations == ["0001.deployment", "0002.posts"]


def test_the_real_thing_needs_no_superuser(pristine):
    dsn = pristine.database()
    with psycopg.connect(dsn) as conn:
        conn.execute("create extension plpgsql_check")
    installer = pristine.installer(dsn, "createrole")
    report = deploy.migrate(installer)
    assert report.migrations and report.created
    user = conninfo_to_dict(installer)["user"]
    assert report.warnings == [
        "no jobs were scheduled: pg_cron is not installed in database pgbandit; have an administrator run in database"
        f" pgbandit: create extension if not exists pg_cron; grant usage on schema cron to {user};"
        f" grant execute on function {SCHEDULE_ELSEWHERE} to {user};"
    ]
    assert not deploy.migrate(installer).changed


def test_a_schema_of_somebody_else_is_left_alone(toy, pristine):
    pristine.conn.execute("create schema bandit")
    with pytest.raises(UserError, match="the schema bandit belongs to pgbandit"):
        toy.migrate(pristine.dsn)


def test_databases_of_one_cluster_may_be_deployed_at_once(toy, pristine):
    databases = [pristine.database() for _ in range(4)]
    installer = pristine.installer(databases[0], "createrole")
    for dsn in databases[1:]:
        name = Identifier(conninfo_to_dict(dsn)["dbname"])
        role = Identifier(conninfo_to_dict(installer)["user"])
        pristine.conn.execute(SQL("grant create on database {} to {}").format(name, role))
    names = [conninfo_to_dict(dsn)["dbname"] for dsn in databases]
    processes = [start_migrating(make_conninfo(installer, dbname=name), toy.root) for name in names]
    outcomes = [process.communicate() for process in processes]
    assert [process.returncode for process in processes] == [0] * 4, outcomes


# Jobs


def jobs(pristine) -> list[tuple]:
    query = """
        select jobname, schedule, command, database, username, active
        from cron.job
        order by jobname, username
    """
    return pristine.conn.execute(query).fetchall()


OPTIMIZE = ("bandit:optimize", "0 */6 * * *", "call bandit.optimize_all()")
TIDY = ("bandit:tidy", "30 3 * * *", "select 'tidy'")


def test_jobs_become_what_job_spec_says(toy, pristine):
    toy.jobs(OPTIMIZE, TIDY)
    report = toy.migrate(pristine.dsn, schedule_jobs=True)
    assert (report.scheduled, report.unscheduled) == (["bandit:optimize", "bandit:tidy"], [])
    assert jobs(pristine) == [(*job, "pgbandit", "pgbandit", True) for job in (OPTIMIZE, TIDY)]
    before = footprint(pristine.conn)
    assert not toy.migrate(pristine.dsn, schedule_jobs=True).changed
    assert footprint(pristine.conn) == before

    pristine.conn.execute("select cron.schedule('mine', '* * * * *', 'select 1')")
    pristine.conn.execute("select cron.schedule('bandit:old', '* * * * *', 'select 1')")
    pristine.conn.execute(
        "select cron.alter_job(jobid, active => false) from cron.job where jobname = 'bandit:optimize'"
    )
    toy.jobs(OPTIMIZE, (*TIDY[:2], "select 'tidier'"))
    report = toy.migrate(pristine.dsn, schedule_jobs=True)
    assert sorted(report.scheduled) == ["bandit:optimize", "bandit:tidy"]
    assert sorted(report.unscheduled) == ["bandit:old", "bandit:optimize", "bandit:tidy"]
    assert [(name, command, active) for name, _, command, *_, active in jobs(pristine)] == [
        ("bandit:optimize", OPTIMIZE[2], True),
        ("bandit:tidy", "select 'tidier'", True),
        ("mine", "select 1", True),
    ]


def test_where_pg_cron_lives_in_another_database_jobs_are_scheduled_there(toy, pristine):
    dsn = pristine.database()
    name = conninfo_to_dict(dsn)["dbname"]
    toy.jobs(OPTIMIZE)
    report = toy.migrate(dsn, schedule_jobs=True)
    hint = (
        "no jobs were scheduled: pg_cron is not installed in database pgbandit; have an administrator run in database"
    )
    [warning] = report.warnings
    assert warning.startswith(hint)
    pristine.conn.execute(warning.removeprefix(f"{hint} pgbandit: "))
    assert toy.migrate(dsn, schedule_jobs=True) == deploy.Report(scheduled=[f"bandit:optimize@{name}"])
    assert jobs(pristine) == [(f"bandit:optimize@{name}", *OPTIMIZE[1:], name, "pgbandit", True)]
    assert toy.migrate(dsn, schedule_jobs=True) == deploy.Report()
    toy.jobs(TIDY)
    assert toy.migrate(dsn, schedule_jobs=True).unscheduled == [f"bandit:optimize@{name}"]


PURGE = ("bandit:purge", "37 3 * * *", "select bandit.purge_job_runs()")


def test_the_log_of_pg_cron_in_another_database_is_purged_there(toy, pristine):
    """The executions of our jobs for this database and of the purge, and nothing else."""
    pristine.conn.execute("create extension pg_cron")
    dsn = pristine.database()
    name = conninfo_to_dict(dsn)["dbname"]
    toy.jobs(OPTIMIZE, PURGE)
    assert toy.migrate(dsn, schedule_jobs=True).scheduled == [f"bandit:optimize@{name}", f"bandit:purge@{name}"]
    [(job_id, database, command)] = pristine.conn.execute(
        "select jobid, database, command from cron.job where jobname like 'bandit:purge@%'"
    ).fetchall()
    assert database == "pgbandit"
    pristine.conn.execute(
        """
        insert into cron.job_run_details (jobid, runid, database, username, command, status, end_time)
        select v.job_id, n, v.database, v.username, v.command, 'succeeded', now() - v.age
        from unnest(
            array[0, 0, %(purge)s, 0, 0, 0],
            array[%(name)s, %(name)s, 'pgbandit', 'pgbandit', %(name)s, %(name)s],
            array['pgbandit', 'pgbandit', 'pgbandit', 'pgbandit', 'bob', 'pgbandit'],
            array[%(ours)s, %(ours)s, 'x', %(ours)s, %(ours)s, 'select 1'],
            array['31 days', '29 days', '31 days', '31 days', '31 days', '31 days']::interval[]
        ) with ordinality as v (job_id, database, username, command, age, n)
        """,
        {"purge": job_id, "name": name, "ours": OPTIMIZE[2]},
    )
    pristine.conn.execute(command)
    assert pristine.conn.execute("select array_agg(runid order by runid) from cron.job_run_details").fetchone() == (
        [2, 4, 5, 6],
    )
    assert toy.migrate(dsn, schedule_jobs=True) == deploy.Report()
    toy.jobs(OPTIMIZE)
    assert toy.migrate(dsn, schedule_jobs=True).unscheduled == [f"bandit:purge@{name}"]


SCHEDULE_ELSEWHERE = "cron.schedule_in_database(text, text, text, text, text, boolean)"


def test_an_ordinary_installer_schedules_what_it_may(toy, pristine):
    toy.jobs(OPTIMIZE)
    pristine.conn.execute("create extension pg_cron")
    installer = pristine.installer(pristine.dsn, "createrole")
    user = conninfo_to_dict(installer)["user"]
    [warning] = toy.migrate(installer, schedule_jobs=True).warnings[1:]
    hint = (
        f"no jobs were scheduled: the schema cron of database pgbandit is closed to {user};"
        " have an administrator run in database pgbandit: "
    )
    assert warning.startswith(hint)
    pristine.conn.execute(warning.removeprefix(hint))
    assert toy.migrate(installer, schedule_jobs=True).scheduled == ["bandit:optimize"]
    assert jobs(pristine) == [(*OPTIMIZE, "pgbandit", user, True)]
    assert toy.migrate(pristine.dsn, schedule_jobs=True) == deploy.Report(), "it runs already: not twice"


def test_an_ordinary_installer_schedules_for_another_database(toy, pristine):
    toy.jobs(OPTIMIZE)
    pristine.conn.execute("create extension pg_cron")
    name = conninfo_to_dict(dsn := pristine.database())["dbname"]
    installer = pristine.installer(dsn, "createrole")
    warning = toy.migrate(installer, schedule_jobs=True).warnings[-1]
    pristine.conn.execute(warning.partition("have an administrator run in database pgbandit: ")[2])
    assert toy.migrate(installer, schedule_jobs=True).scheduled == [f"bandit:optimize@{name}"]
    assert jobs(pristine) == [
        (f"bandit:optimize@{name}", *OPTIMIZE[1:], name, conninfo_to_dict(installer)["user"], True)
    ]


def test_an_installer_whose_database_is_pg_crons_learns_all_at_once(toy, pristine):
    """Until nothing is left to do, the administrator runs statements once."""
    pristine.conn.execute("create role plain login password 'x'")
    installer = make_conninfo(pristine.dsn, user="plain", password="x")
    toy.jobs(OPTIMIZE)
    with pytest.raises(UserError) as caught:
        toy.migrate(installer, schedule_jobs=True)
    pristine.conn.execute(caught.value.hint.removeprefix("have an administrator run: "))
    report = toy.migrate(installer, schedule_jobs=True)
    assert (report.scheduled, report.warnings) == (["bandit:optimize"], [])
    pristine.conn.execute("create role another")
    with psycopg.connect(installer) as conn:
        conn.execute("grant bandit_bot to another")


def second_installer(pristine) -> str:
    """Another role that may deploy and schedule jobs, but does not see those of others."""
    installer = pristine.installer(pristine.dsn, "in role bandit_owner")
    user = Identifier(conninfo_to_dict(installer)["user"])
    pristine.conn.execute(SQL("grant usage on schema cron to {}").format(user))
    return installer


def test_jobs_of_another_installer_are_not_missing(toy, pristine):
    toy.jobs(OPTIMIZE)
    toy.migrate(pristine.dsn, schedule_jobs=True)
    installer = second_installer(pristine)
    assert toy.migrate(installer, schedule_jobs=True) == deploy.Report()
    assert len(jobs(pristine)) == 1

    toy.jobs(TIDY)
    assert toy.migrate(installer, schedule_jobs=True).warnings == [
        "the jobs belong to pgbandit and differ from job_spec: run pgbandit migrate as pgbandit"
    ]
    assert toy.migrate(pristine.dsn, schedule_jobs=True).scheduled == ["bandit:tidy"]
    assert toy.migrate(installer, schedule_jobs=True) == deploy.Report()


def test_the_jobs_of_an_installer_that_is_gone_get_a_new_owner(toy, pristine):
    toy.jobs(OPTIMIZE)
    toy.migrate(pristine.dsn)
    installer = second_installer(pristine)
    user = conninfo_to_dict(installer)["user"]
    assert toy.migrate(installer, schedule_jobs=True).scheduled == ["bandit:optimize"]
    pristine.conn.execute(SQL("drop owned by {0}; drop role {0}").format(Identifier(user)))
    report = toy.migrate(pristine.dsn, schedule_jobs=True)
    assert (report.scheduled, report.unscheduled) == (["bandit:optimize"], ["bandit:optimize"])
    assert jobs(pristine) == [(*OPTIMIZE, "pgbandit", "pgbandit", True)]


@pytest.mark.parametrize("by", ["superuser", "their owner"])
def test_a_job_that_two_installers_scheduled_runs_once(toy, pristine, by):
    toy.jobs(OPTIMIZE)
    toy.migrate(pristine.dsn, schedule_jobs=True)
    installer = second_installer(pristine)
    with psycopg.connect(installer) as conn:
        conn.execute("select cron.schedule(%s, %s, %s)", OPTIMIZE)
    assert len(jobs(pristine)) == 2
    dsn = pristine.dsn if by == "superuser" else installer
    assert toy.migrate(dsn, schedule_jobs=True) == deploy.Report(unscheduled=["bandit:optimize"])
    assert jobs(pristine) == [(*OPTIMIZE, "pgbandit", "pgbandit", True)]


def test_a_job_of_somebody_else_with_a_name_of_ours_is_left_alone(toy, pristine):
    toy.jobs(OPTIMIZE)
    toy.migrate(pristine.dsn, schedule_jobs=True)
    with psycopg.connect(second_installer(pristine)) as conn:
        conn.execute("select cron.schedule('bandit:optimize', '* * * * *', 'select 1 / 0')")
    assert toy.migrate(pristine.dsn, schedule_jobs=True) == deploy.Report()
    assert len(jobs(pristine)) == 2


def test_those_who_only_look_may_not_schedule(toy, pristine):
    toy.jobs(OPTIMIZE)
    toy.migrate(pristine.dsn, schedule_jobs=True)
    for role in ("bandit_owner", "bandit_bot", "bandit_operator", "bandit_reader"):
        assert not value(pristine.conn, "select has_schema_privilege(%s, 'cron', 'usage')", role)
