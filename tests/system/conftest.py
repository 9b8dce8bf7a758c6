"""A toy product to deploy: small enough to see through, and free to be broken."""

import os
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.sql import SQL, Identifier

from runner import deploy, server
from tests.conftest import dsn_of, execute

DEMO = "bandit_demo"
ROOT = Path(__file__).resolve().parents[2]

POSTS = """
-- Posts, and a trigger function, which a migration owns.
create table bandit.posts (post_id integer primary key, likes integer, touched_at timestamptz);
insert into bandit.posts values (1, 10), (2, 20);

create function bandit.touch() returns trigger language plpgsql as $$
begin
    new.touched_at := now();
    return new;
end
$$;
create trigger touch before update on bandit.posts for each row execute function bandit.touch();
"""

LIKES = "select post_id, likes from bandit.posts"
AVERAGE = "select avg(likes) as likes from bandit.likes"

COUNT_POSTS = """
create or replace function bandit.count_posts()
returns integer
language plpgsql
as $function$
declare
    v_posts integer;
begin
    select count(*) into v_posts from bandit.posts;
    return v_posts;
end
$function$;

revoke all on function bandit.count_posts() from public;
grant execute on function bandit.count_posts() to bandit_reader;
"""

TWICE = """
create or replace function bandit.twice(p_number integer) returns integer language sql immutable
as 'select 2 * p_number';
"""


class Toy:
    """A folder like the project's own, with the real roles and ledger, one table, two views and two functions."""

    def __init__(self, root: Path):
        self.root = root
        self.write("sql/roles.sql", (ROOT / "sql/roles.sql").read_text())
        self.migration("0001.deployment", (ROOT / "migrations/0001.deployment.sql").read_text())
        self.migration("0002.posts", POSTS)
        self.view("average", AVERAGE)  # by name it comes before the view that it needs
        self.view("likes", LIKES)
        self.write("sql/functions/core/count_posts.sql", COUNT_POSTS)
        self.write("sql/functions/core/twice.sql", TWICE)

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def remove(self, path: str) -> None:
        (self.root / path).unlink()

    def migration(self, name: str, text: str) -> None:
        self.write(f"migrations/{name}.sql", text)

    def view(self, name: str, query: str) -> None:
        self.write(
            f"sql/views/{name}.sql",
            f"create view bandit.{name} as {query};\n"
            f"comment on view bandit.{name} is 'A view of bandit.average.';\n"
            f"grant select on bandit.{name} to bandit_reader;\n",
        )

    def jobs(self, *jobs: tuple[str, str, str]) -> None:
        rows = SQL(", ").join(SQL("({}, {}, {})").format(*job) for job in jobs)
        query = SQL("select * from (values {}) as j(job_name, schedule, command)").format(rows)
        self.view("job_spec", query.as_string())

    def migrate(self, dsn: str, schedule_jobs: bool = False) -> deploy.Report:
        return deploy.migrate(dsn, root=self.root, schedule_jobs=schedule_jobs)


class Pristine:
    """A server without our roles, and without pg_cron in the database where it is to live."""

    def __init__(self, conn: psycopg.Connection, dsn: str):
        self.conn = conn  # a superuser's, in pg_cron's database
        self.dsn = dsn

    def database(self) -> str:
        """The DSN of another database than pg_cron's."""
        name = f"other_{uuid.uuid4().hex[:8]}"
        self.conn.execute(SQL("create database {}").format(Identifier(name)))
        return make_conninfo(self.dsn, dbname=name)

    def installer(self, dsn: str, *options: str) -> str:
        """The DSN of an ordinary role that may create schemas in the database, with options such as `createrole`."""
        name, password = f"installer_{uuid.uuid4().hex[:8]}", uuid.uuid4().hex
        database = conninfo_to_dict(dsn)["dbname"]
        create = SQL("create role {} login password {}" + " ".join(["", *options]))
        self.conn.execute(create.format(Identifier(name), password))
        self.conn.execute(SQL("grant create on database {} to {}").format(Identifier(database), Identifier(name)))
        return make_conninfo(dsn, user=name, password=password)


@pytest.fixture(scope="session")
def demo(cluster: server.Status, template: str) -> subprocess.CompletedProcess:
    """What the first `pgbandit demo` printed. The database DEMO holds the demo, to be copied."""
    execute(cluster.dsn, SQL("create database {} template {}"), DEMO, template)
    environment = os.environ | {"PGBANDIT_DSN": dsn_of(cluster, DEMO)}
    command = [sys.executable, "-m", "runner", "demo"]
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True)


@pytest.fixture
def toy(tmp_path: Path) -> Toy:
    return Toy(tmp_path)


@pytest.fixture(scope="session")
def scratch(cluster: server.Status) -> str:
    """The DSN of a database that tests may leave in any state."""
    with psycopg.connect(cluster.dsn, autocommit=True) as conn:
        conn.execute("create database scratch")
    return make_conninfo(cluster.dsn, dbname="scratch")


@pytest.fixture
def empty(scratch: str) -> Iterator[str]:
    """The DSN of an empty database; a test's own objects go into schema `theirs`."""
    yield scratch
    with psycopg.connect(scratch, autocommit=True) as conn:
        clear(conn)


@pytest.fixture
def admin(empty: str) -> Iterator[psycopg.Connection]:
    """A superuser's session in the database `empty`."""
    with psycopg.connect(empty, autocommit=True) as conn:
        yield conn


@pytest.fixture(scope="module")
def other_cluster() -> Iterator[server.Status]:
    """A second server, where roles and pg_cron are free to be missing."""
    with tempfile.TemporaryDirectory(prefix="pgbandit-test-", dir="/tmp") as folder:
        home = Path(folder)
        home.chmod(0o755)
        yield server.start(home, {"fsync": "off"})
        server.remove(home)


@pytest.fixture
def pristine(other_cluster: server.Status) -> Iterator[Pristine]:
    """The second server as initdb made it."""
    with psycopg.connect(other_cluster.dsn, autocommit=True) as conn:
        yield Pristine(conn, other_cluster.dsn)
    with psycopg.connect(other_cluster.dsn, autocommit=True) as conn:
        clear(conn)
        for (name,) in conn.execute("select datname from pg_database where datname ~ '^other_'").fetchall():
            conn.execute(SQL("drop database {} with (force)").format(Identifier(name)))
        for (name,) in conn.execute("select rolname from pg_roles where rolname !~ '^pg'").fetchall():
            conn.execute(SQL("drop owned by {}; drop role {}").format(Identifier(name), Identifier(name)))


def clear(conn: psycopg.Connection) -> None:
    """End the other sessions of this database, and drop what deployments and tests make in one."""
    conn.execute("""
        select pg_terminate_backend(pid, 5000)
        from pg_stat_activity
        where datname = current_database()
            and backend_type = 'client backend'
            and pid <> pg_backend_pid()
    """)
    conn.execute("drop schema if exists bandit, bandit_internal, theirs cascade")
    conn.execute("drop extension if exists plpgsql_check, pg_cron")


@pytest.fixture
def stranger(cluster: server.Status) -> str:
    """A role that is none of ours."""
    name = f"stranger_{uuid.uuid4().hex}"
    with psycopg.connect(cluster.dsn, autocommit=True) as conn:
        conn.execute(SQL("create role {}").format(Identifier(name)))
    return name
