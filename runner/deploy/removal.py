"""Uninstalls: deletes the jobs, the schemas with all data, and the roles, unless another database uses them."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace

import psycopg
from psycopg import sql
from psycopg.errors import DependentObjectsStillExist, InsufficientPrivilege

from runner.database.connection import connect
from runner.deploy import administrator, dependents, extensions, jobs, roles, schema, scripts, session
from runner.deploy.jobs import Cron, CronUnavailable, Plan, Scheduled
from runner.deploy.names import OWNER, ROLES, SCHEMAS
from runner.deploy.retrying import retry
from runner.errors import UserError

_MEMBERS = """
select distinct m.rolname
from pg_auth_members as a
join pg_roles as g on g.oid = a.roleid
join pg_roles as m on m.oid = a.member
where g.rolname = any(%s)
    and m.rolname !~ '^bandit_(owner|bot|operator|reader)$'
order by m.rolname
"""
_OTHER_DATABASES = """
select distinct d.datname
from pg_shdepend as s
join pg_database as d on d.oid = s.dbid
join pg_roles as r on r.oid = s.refobjid
where s.refclassid = 'pg_authid'::regclass
    and r.rolname = any(%s)
    and d.datname <> current_database()
order by d.datname
"""
_EXTENSIONS = ("pg_cron", "plpgsql_check")


@dataclass(frozen=True)
class Survey:
    """What is deleted, and what is kept, with the reason or the remedy."""

    database: str
    accounts: list[str]
    decisions: int
    schemas: list[str]
    jobs: list[str]
    roles: list[str]
    logins: list[str]  # that lose a role
    kept: list[str]

    @property
    def is_empty(self) -> bool:
        return not (self.schemas or self.jobs or self.roles)


def survey(dsn: str) -> Survey:
    """Return what `remove` would delete. Changes nothing."""
    with connect(dsn) as conn:
        return _survey(conn, dsn)


def remove(dsn: str) -> Survey:
    """Delete everything, or nothing if there is an error; return what was deleted and what is kept."""
    with connect(dsn) as conn:
        session.require_usable(conn)
        session.await_turn(conn)
        return retry(conn, dsn, lambda: _remove(conn, dsn))


def _survey(conn: psycopg.Connection, dsn: str) -> Survey:
    schemas = _require_ours(conn)
    plan = _plan(conn, schemas)
    with _cron(conn, dsn, plan) as cron:
        scheduled = _scheduled(cron, plan)
    existing = [role for role in ROLES if role not in administrator.missing_roles(conn)]
    elsewhere = _names(conn, _OTHER_DATABASES)
    deleted = [] if elsewhere else existing
    return Survey(
        conn.info.dbname,
        *_content(conn, schemas),
        schemas,
        [each.job.name for each in scheduled],
        deleted,
        _names(conn, _MEMBERS) if deleted else [],
        [f"the roles, for database {name}" for name in elsewhere if existing]
        + [f"the extension {name}" for name in _EXTENSIONS if extensions.is_installed(conn, name)],
    )


def _require_ours(conn: psycopg.Connection) -> list[str]:
    """Return which of our schemas exist. Raises UserError unless they can be deleted without harm to anything else."""
    owners = {name: schema.owner(conn, name) for name in SCHEMAS}
    for name, owner in owners.items():
        if owner not in (None, OWNER):
            raise UserError(f"the schema {name} belongs to {owner}, so it is not pgbandit's", "rename it")
    found = [name for name, owner in owners.items() if owner]
    if found and not roles.can_act_as_owner(conn):
        user = session.user(conn)
        raise UserError(f"{user} may not act as {OWNER}", f"have an administrator run: grant {OWNER} to {user};")
    if foreign := dependents.foreign(conn):
        raise UserError(
            f"objects that are not pgbandit's would be deleted too: {', '.join(foreign)}",
            "drop them, or move them to another schema or owner",
        )
    return found


def _content(conn: psycopg.Connection, schemas: list[str]) -> tuple[list[str], int]:
    """The accounts and the number of decisions."""
    if not _has(conn, "bandit.accounts") or not _has(conn, "bandit.content_metadata"):
        return [], 0
    with _acting_as_owner(conn, schemas):
        accounts = [handle for (handle,) in conn.execute("select handle from bandit.accounts order by handle")]
        return accounts, conn.execute("select count(*) from bandit.content_metadata").fetchone()[0]


def _plan(conn: psycopg.Connection, schemas: list[str]) -> Plan:
    with _acting_as_owner(conn, schemas):
        return jobs.plan(conn)


def _remove(conn: psycopg.Connection, dsn: str) -> Survey:
    found = _survey(conn, dsn)
    plan = _plan(conn, found.schemas)
    with _cron(conn, dsn, plan) as cron, conn.transaction():
        try:
            _unschedule(cron, plan)
            _drop_schemas(conn, found.schemas)
            kept = _drop_roles(conn, found.roles)
        except InsufficientPrivilege as error:
            raise scripts.user_error(error) from error
    return found if not kept else replace(found, roles=[], logins=[], kept=[*kept, *found.kept])


@contextmanager
def _cron(conn: psycopg.Connection, dsn: str, plan: Plan) -> Iterator[Cron | None]:
    """pg_cron with the jobs of this database; None if it has none."""
    cron = None
    try:
        with jobs.cron_of(conn, dsn, plan) as cron:
            yield cron
    except CronUnavailable as error:
        if cron or plan.recorded:
            raise UserError(f"the jobs cannot be deleted: {error}", error.remedy) from error
    if cron is None:
        yield None


def _scheduled(cron: Cron | None, plan: Plan) -> list[Scheduled]:
    """Our jobs, and those of others that run our commands."""
    if cron is None:
        return []
    own = [each for each in cron.jobs() if each.owner == cron.owner and each.job.name.startswith("bandit:")]
    if plan.recorded and not cron.may_act:
        raise UserError(f"the jobs belong to {cron.owner}", f"run pgbandit uninstall as {cron.owner}")
    return own + jobs.doubles(cron, plan)


def _unschedule(cron: Cron | None, plan: Plan) -> None:
    """Delete the jobs and the log of their executions."""
    scheduled = _scheduled(cron, plan)
    if not scheduled:
        return
    with cron.conn.transaction():
        for double in jobs.doubles(cron, plan):
            cron.unschedule(double.id)
        with cron.acting_as_owner():
            for each in scheduled:
                if each.owner == cron.owner:
                    cron.unschedule(each.id)
            cron.conn.execute(
                "delete from cron.job_run_details where jobid = any(%s) or (database = %s and command = any(%s))",
                [[each.id for each in scheduled], cron.database, [job.command for job in plan.wanted]],
            )
        cron.conn.execute("set local role none")


def _drop_schemas(conn: psycopg.Connection, schemas: list[str]) -> None:
    if schemas:
        with _acting_as_owner(conn, schemas):
            conn.execute(sql.SQL("drop schema {} cascade").format(_listed(schemas)))


def _drop_roles(conn: psycopg.Connection, names: list[str]) -> list[str]:
    """Drop the roles, with the rights that others granted to them; return why they are kept, if they are."""
    if not names:
        return []
    with suppress(InsufficientPrivilege), conn.transaction():
        conn.execute(sql.SQL("drop owned by {}").format(_listed(names)))
    try:
        with conn.transaction():
            conn.execute(sql.SQL("drop role {}").format(_listed(names)))
    except (DependentObjectsStillExist, InsufficientPrivilege) as error:
        remedy = f"have an administrator run: drop owned by {', '.join(names)}; drop role {', '.join(names)};"
        return [f"the roles: {error.diag.message_primary}; {remedy}"]
    return []


@contextmanager
def _acting_as_owner(conn: psycopg.Connection, schemas: list[str]) -> Iterator[None]:
    """Act as bandit_owner in a transaction; as the session's own role if none of the schemas exists."""
    with conn.transaction():
        if schemas:
            conn.execute(sql.SQL("set local role {}").format(sql.Identifier(OWNER)))
        yield
        conn.execute("set local role none")


def _has(conn: psycopg.Connection, table: str) -> bool:
    return conn.execute("select to_regclass(%s)", [table]).fetchone() != (None,)


def _names(conn: psycopg.Connection, query: str) -> list[str]:
    return [name for (name,) in conn.execute(query, [list(ROLES)])]


def _listed(names: list[str]) -> sql.Composed:
    return sql.SQL(", ").join(map(sql.Identifier, names))
