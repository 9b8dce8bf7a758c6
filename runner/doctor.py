"""Compares a deployed database with the files and reports each difference. It changes nothing.

Files, ledger, catalogue, migrations, roles, extensions, cron jobs and failed runs are compared in one read-only
transaction. Each difference is one finding; an area without any gets one that says so.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

import psycopg

from runner import paths, server
from runner.database import failures
from runner.database.calls import pin
from runner.database.connection import connect
from runner.deploy import administrator, checker, extensions, jobs, migrations, roles, schema, session, sources
from runner.deploy.comparison import compare
from runner.deploy.names import OWNER, SCHEMAS

MIGRATE = "pgbandit migrate"


class Severity(StrEnum):
    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class Finding:
    severity: Severity
    area: str
    subject: str
    message: str
    remedy: str | None = None


@dataclass(frozen=True)
class Patient:
    """The examined database and the files that it is compared with."""

    conn: psycopg.Connection
    dsn: str
    root: Path


Look = Callable[[Patient], Iterator[Finding]]


def examine(dsn: str, root: Path | None = None) -> list[Finding]:
    """All findings, area by area. Without roles and schemas, nothing else is examined."""
    with connect(dsn) as conn, _read_only(conn):
        patient = Patient(conn, dsn, root or paths.resources())
        findings = _area(patient, "foundations", _foundations, "roles and schema are in place")
        if any(finding.severity is Severity.ERROR for finding in findings):
            return findings
        with session.acting_as_owner(conn):
            findings += _area(patient, "migrations", _migrations, "all are applied")
            findings += _area(patient, "objects", _objects, "files, ledger and catalogue agree")
            findings += _area(patient, "functions", _functions, "plpgsql_check finds no error")
            findings += _area(patient, "runs", _runs, "none failed in the last day")
            plan = jobs.plan(conn)
        findings += _area(patient, "jobs", partial(_jobs, plan=plan), "pg_cron and job_spec agree")
        return findings


@contextmanager
def _read_only(conn: psycopg.Connection) -> Iterator[None]:
    conn.read_only = True
    conn.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    with conn.transaction(force_rollback=True):  # so that no role stays behind in the session of a pooler
        pin(conn)
        yield


def _area(patient: Patient, name: str, look: Look, sound: str) -> list[Finding]:
    return list(look(patient)) or [Finding(Severity.OK, name, name, sound)]


def _foundations(patient: Patient) -> Iterator[Finding]:
    error = partial(Finding, Severity.ERROR, "foundations")
    conn = patient.conn
    try:
        conn.execute("do language plpgsql 'begin end'")
    except psycopg.Error as caught:
        failure = failures.explain(caught)
        yield error("server", failure.message, failure.hint)
        return
    local = server.status(paths.home())
    if local.outdated and local.dsn == patient.dsn:
        message = f"runs PostgreSQL {local.version}, but its programs were replaced since it started"
        yield error("server", message, "restart the server: pgbandit server start")
    if (encoding := session.encoding(conn)) != session.ENCODING:
        [database] = conn.execute("select current_database()").fetchone()
        remedy = f"create another database, with the encoding {session.ENCODING}"
        yield error(database, f"the encoding of the database is {encoding}", remedy)
        return
    for role in administrator.missing_roles(conn):
        yield error(role, "the role is missing", MIGRATE)
    for role in roles.too_mighty(conn):
        remedy = f"alter role {role} nologin nosuperuser"
        yield Finding(Severity.WARNING, "foundations", role, "the role can log in or is a superuser", remedy)
    for name in SCHEMAS:
        owner = schema.owner(conn, name)
        if owner is None:
            yield error(name, "the schema is missing", MIGRATE)
        elif owner != OWNER:
            yield error(name, f"the schema belongs to {owner}", f"alter schema {name} owner to {OWNER}")
    if OWNER not in administrator.missing_roles(conn) and not roles.can_act_as_owner(conn):
        user = session.user(conn)
        yield error(user, f"may not act as {OWNER}, so nothing else was examined", administrator.statements(conn))


def _migrations(patient: Patient) -> Iterator[Finding]:
    folder = patient.root / "migrations"
    if migrations.precedes_baseline(patient.conn, folder):
        yield Finding(Severity.ERROR, "migrations", "migrations", migrations.PRECEDES_BASELINE, migrations.CREATE_NEW)
        return
    for name in migrations.pending(patient.conn, folder):
        yield Finding(Severity.ERROR, "migrations", name, "is not applied yet", MIGRATE)
    for name in migrations.unknown(patient.conn, folder):
        message = "is applied but not among the files: the database is newer than this pgbandit"
        yield Finding(Severity.ERROR, "migrations", name, message, "upgrade pgbandit")
    for name in migrations.edited(patient.conn, folder):
        remedy = "restore the file; put the change in a new migration"
        yield Finding(Severity.ERROR, "migrations", name, "was edited after it was applied", remedy)


def _objects(patient: Patient) -> Iterator[Finding]:
    error = partial(Finding, Severity.ERROR, "objects")
    comparison = compare(patient.conn, patient.root / "sql")
    for source in comparison.new:
        yield error(f"sql/{source.path}", "was never deployed", MIGRATE)
    for source in comparison.edited:
        yield error(f"sql/{source.path}", "was edited since it was deployed", MIGRATE)
    for source in comparison.moved:
        yield error(f"sql/{source.path}", "was moved since it was deployed", MIGRATE)
    for entry in comparison.gone:
        yield error(entry.identity, f"its file sql/{entry.file_path} is gone", f"{MIGRATE} drops it")
    for entry in comparison.missing:
        yield error(entry.identity, "was dropped by hand", f"{MIGRATE} creates it again")
    for entry in comparison.drifted:
        remedy = f"to keep the change, put it into sql/{entry.file_path}; {MIGRATE} undoes it"
        yield error(entry.identity, "was changed by hand", remedy)
    for each in comparison.unknown:
        remedy = f"drop {each.kind} {each.identity}, or move it to a schema of your own"
        yield Finding(Severity.WARNING, "objects", each.identity, "no file defines it: it was created by hand", remedy)


def _functions(patient: Patient) -> Iterator[Finding]:
    conn = patient.conn
    if not extensions.usable_schema(conn, "plpgsql_check"):
        remedy = f"create extension plpgsql_check, in a schema open to {OWNER}"
        yield Finding(Severity.WARNING, "functions", "plpgsql_check", "is missing: functions are not checked", remedy)
    for problem in checker.problems(conn, sources.read(patient.root / "sql")):
        yield Finding(Severity.ERROR, "functions", problem.identity, f"{problem.message} ({problem.place})", MIGRATE)


def _runs(patient: Patient) -> Iterator[Finding]:
    if patient.conn.execute("select to_regclass('bandit.optimization_runs')").fetchone() == (None,):
        return
    failed = patient.conn.execute("""
        select
            a.handle,
            count(*),
            (array_agg(concat_ws(': ', r.error_code, r.reason) order by r.run_id desc))[1]
        from bandit.optimization_runs as r
        join bandit.accounts as a using (account_id)
        where r.status = 'failed'
            and r.logged_at > now() - interval '1 day'
        group by a.handle
        order by a.handle
    """)
    for handle, count, last in failed:
        message = f"failed runs in the last day: {count}, the last with {last}"
        yield Finding(Severity.ERROR, "runs", handle, message, "select * from bandit.recent_runs")


def _jobs(patient: Patient, plan: jobs.Plan) -> Iterator[Finding]:
    try:
        with jobs.cron_of(patient.conn, patient.dsn, plan) as cron:
            yield from _jobs_of_others(cron, plan)
            if cron.may_act:
                with cron.acting_as_owner():
                    yield from _job_differences(cron, plan)
                    yield from _job_failures(cron)
            else:
                yield from _invisible_jobs(cron, plan)
    except jobs.CronUnavailable as error:
        remedy = f"{error.remedy}; or have another scheduler call pgbandit jobs run"
        yield Finding(Severity.WARNING, "jobs", "pg_cron", f"the jobs cannot be examined: {error}", remedy)


def _jobs_of_others(cron: jobs.Cron, plan: jobs.Plan) -> Iterator[Finding]:
    for each in jobs.doubles(cron, plan):
        message = f"runs twice: role {each.owner} has scheduled it too, as job {each.id}"
        yield Finding(Severity.ERROR, "jobs", each.job.name, message, f"{MIGRATE} as {each.owner} or as a superuser")
    for each in jobs.impostors(cron, plan):
        message = f"has a name of ours, but role {each.owner} has scheduled it: {each.job.command}"
        yield Finding(Severity.WARNING, "jobs", each.job.name, message, f"select cron.unschedule({each.id})")


def _job_differences(cron: jobs.Cron, plan: jobs.Plan) -> Iterator[Finding]:
    surplus, missing = jobs.differences(cron, plan)
    for job in missing:
        yield Finding(Severity.ERROR, "jobs", job.name, "is missing or differs from job_spec", MIGRATE)
    for job in (each.job for each in surplus):
        message = f"is scheduled but not in job_spec: {job.schedule} {job.command}"
        if not job.active:
            message = "is switched off"
        yield Finding(Severity.ERROR, "jobs", job.name, message, MIGRATE)


def _job_failures(cron: jobs.Cron) -> Iterator[Finding]:
    for name, count, last in cron.failures():
        message = f"failed executions in the last day: {count}, the last with {' '.join(last.split())}"
        yield Finding(Severity.ERROR, "jobs", name, message, "select * from bandit.job_status")


def _invisible_jobs(cron: jobs.Cron, plan: jobs.Plan) -> Iterator[Finding]:
    if not plan.is_recorded:
        message = "the scheduled jobs differ from job_spec"
        yield Finding(Severity.ERROR, "jobs", "scheduled_jobs", message, f"{MIGRATE} as {cron.owner}")
    message = f"the jobs belong to {cron.owner}: pg_cron does not show them to {session.user(cron.conn)}"
    yield Finding(Severity.WARNING, "jobs", "pg_cron", message, f"pgbandit doctor as {cron.owner}")
