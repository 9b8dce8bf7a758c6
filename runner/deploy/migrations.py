"""yoyo's migrations, applied by the session that holds the lock."""

import getpass
import glob
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
from yoyo.backends.core.postgresql import PostgresqlPsycopgBackend
from yoyo.connections import parse_uri
from yoyo.exceptions import BadMigration
from yoyo.migrations import Migration, default_migration_table, read_migrations

from runner.deploy import scripts, session
from runner.errors import UserError

PRECEDES_BASELINE = "the database was created by a version of pgbandit before 0.1.0"
CREATE_NEW = "create a new database: there is no upgrade from before 0.1.0"


class Backend(PostgresqlPsycopgBackend):
    """The backend of yoyo for psycopg 3, on an existing session.

    A migration, its mark and its checksum are one transaction, so a kill cannot separate them.
    (`-- transactional: false` takes a file with one statement out of it, for `create index concurrently`.)
    """

    create_lock_table_sql = PostgresqlPsycopgBackend.create_lock_table_sql.replace("TABLE", "TABLE IF NOT EXISTS")

    def __init__(self, conn: psycopg.Connection):
        self.session = conn
        super().__init__(parse_uri("postgresql+psycopg:///?schema=bandit"), default_migration_table)

    def connect(self, dburi):
        self.schema = dburi.args["schema"]
        return self.session

    def apply_one(self, migration: Migration, force: bool = False, mark: bool = True) -> None:
        migration.load()
        with self.transaction() if migration.use_transactions else session.waiting_long(self.session):
            file = Path(migration.path)
            scripts.run(self.session, file.read_text("utf-8"), f"migrations/{file.name}")
            self.log_migration(migration, "apply")
            self.mark_one(migration, log=False)
            self.session.execute(
                "insert into bandit.applied_migrations (migration_id, checksum) values (%s, %s)",
                [migration.id, _checksum(file)],
            )


def apply(conn: psycopg.Connection, folder: Path) -> Iterator[str]:
    """Apply pending migrations in order and yield their names. A lock of yoyo is stale: we hold our own lock."""
    _name_user()
    backend = Backend(conn)
    backend.create_lock_table()
    backend.break_lock()
    try:
        with backend.lock():
            for migration in list(backend.to_apply(read_migrations(glob.escape(str(folder))))):
                backend.apply_one(migration)
                yield migration.id
    except BadMigration as error:
        raise UserError(str(error)) from error
    conn.execute("reset search_path")  # yoyo sets it


def _name_user() -> None:
    """Give yoyo a name to log for a user without an entry in passwd."""
    try:
        getpass.getuser()
    except (KeyError, OSError):
        os.environ["LOGNAME"] = str(os.getuid())


def refuse_other_versions(conn: psycopg.Connection, folder: Path) -> None:
    """Fail if the database was created before the baseline, or migrated by a later version than these files."""
    if precedes_baseline(conn, folder):
        raise UserError(PRECEDES_BASELINE, hint=CREATE_NEW)
    if names := unknown(conn, folder):
        raise UserError(
            f"the database is newer than this pgbandit: it has the migrations {', '.join(names)}",
            hint="upgrade pgbandit",
        )


def precedes_baseline(conn: psycopg.Connection, folder: Path) -> bool:
    """Whether the database has migrations, but not the first of the folder, which every database since 0.1.0 has."""
    applied = _in_database(conn)
    return bool(applied) and min(_in_folder(folder)) not in applied


def pending(conn: psycopg.Connection, folder: Path) -> list[str]:
    return sorted(_in_folder(folder) - _in_database(conn))


def unknown(conn: psycopg.Connection, folder: Path) -> list[str]:
    """Migrations that were applied but are not in the folder: the database is newer than these files."""
    return sorted(_in_database(conn) - _in_folder(folder))


def edited(conn: psycopg.Connection, folder: Path) -> list[str]:
    """Applied migrations whose file has changed since."""
    if conn.execute("select to_regclass('bandit.applied_migrations')").fetchone() == (None,):
        return []
    applied = conn.execute("select migration_id, checksum from bandit.applied_migrations order by migration_id")
    files = {file.stem: file for file in folder.glob("*.sql")}
    return [name for name, checksum in applied if name in files and _checksum(files[name]) != checksum]


def _checksum(file: Path) -> str:
    return hashlib.sha256(file.read_text("utf-8").encode()).hexdigest()


def _in_folder(folder: Path) -> set[str]:
    return {file.stem for file in folder.glob("*.sql")}


def _in_database(conn: psycopg.Connection) -> set[str]:
    if conn.execute("select to_regclass('bandit._yoyo_migration')").fetchone() == (None,):
        return set()
    return {name for (name,) in conn.execute("select migration_id from bandit._yoyo_migration")}
