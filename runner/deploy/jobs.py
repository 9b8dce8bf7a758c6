"""Makes the jobs in pg_cron equal to the view `job_spec`.

pg_cron lives in one database of a cluster. If that is ours, its jobs carry the names of `job_spec`; if it is another,
they are scheduled there for ours, as `<name>@<our database>`; the job that purges the log runs there. One role owns all
jobs of a database and they run as that role: the role that scheduled them first. pg_cron shows jobs to their owner and
to superusers only, so the table `scheduled_jobs` records the owner.
"""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field

import psycopg
from psycopg import sql
from psycopg.errors import InsufficientPrivilege

from runner.database.connection import connect
from runner.deploy import extensions, scripts, session
from runner.errors import UserError

PURGE = "bandit:purge"
PURGE_ELSEWHERE = """
    delete from cron.job_run_details as r
    where r.username = current_user
        and r.end_time < now() - interval {retention}
        and (
            (r.database = {database} and r.command = any ({commands}))
            or r.jobid in (select j.jobid from cron.job as j where j.jobname = {purge})
        )
"""
DEFAULT_RETENTION = "30 days"


class CronUnavailable(Exception):
    """The reason why jobs can be neither read nor scheduled, and the remedy."""

    def __init__(self, reason: str, remedy: str):
        super().__init__(reason)
        self.remedy = remedy


@dataclass(frozen=True)
class Job:
    name: str
    schedule: str
    command: str
    active: bool = True


@dataclass(frozen=True)
class Scheduled:
    """A job as pg_cron has it."""

    id: int
    owner: str
    job: Job


@dataclass(frozen=True)
class Plan:
    """The jobs that should run, those that were scheduled last, and their owner."""

    wanted: list[Job]
    recorded: list[Job]
    owner: str | None
    retention: str  # of the log of pg_cron

    @property
    def is_recorded(self) -> bool:
        return self.wanted == self.recorded


@dataclass
class Alignment:
    scheduled: list[str] = field(default_factory=list)
    unscheduled: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Cron:
    """The jobs of one database in pg_cron, which may belong to another database."""

    conn: psycopg.Connection
    database: str
    is_home: bool
    owner: str
    may_act: bool  # as the owner

    def job_of(self, job: Job, plan: Plan) -> Job:
        """The job as pg_cron is to have it."""
        if self.is_home:
            return job
        command = self._purge(plan) if job.name == PURGE else job.command
        return Job(f"{job.name}@{self.database}", job.schedule, command)

    def _purge(self, plan: Plan) -> str:
        """What purge_job_runs does, for the database of pg_cron."""
        values = {
            "database": self.database,
            "purge": f"{PURGE}@{self.database}",
            "commands": [job.command for job in plan.wanted],
            "retention": plan.retention,
        }
        literals = {name: sql.Literal(value) for name, value in values.items()}
        return " ".join(sql.SQL(PURGE_ELSEWHERE).format(**literals).as_string(self.conn).split())

    def jobs(self) -> list[Scheduled]:
        """The jobs for our database, of all owners, as far as the current role sees them."""
        rows = self.conn.execute(
            """
            select j.jobid, j.username, j.jobname, j.schedule, j.command, j.active
            from cron.job as j
            where j.database = %s
                or (j.database = current_database() and j.jobname = %s)
            order by j.jobid
            """,
            [self.database, f"{PURGE}@{self.database}"],
        )
        return [Scheduled(job_id, owner, Job(*job)) for job_id, owner, *job in rows]

    def failures(self) -> list[tuple[str, int, str]]:
        """Jobs that failed in the last day. Without a time in pg_cron, the last execution of a job counts.

        Executions have no index but that of their number: the last hundred thousand of all jobs are searched.
        """
        return self.conn.execute(
            """
            with recent as (
                select
                    r.jobid,
                    r.runid,
                    r.status,
                    r.return_message,
                    coalesce(r.end_time, r.start_time) as ended_at,
                    r.runid = max(r.runid) over (partition by r.jobid) as is_last
                from cron.job_run_details as r
                where r.runid > (select max(l.runid) from cron.job_run_details as l) - 100000
            )
            select
                j.jobname,
                count(*),
                coalesce((array_agg(r.return_message order by r.runid desc))[1], 'no message')
            from cron.job as j
            join recent as r using (jobid)
            where j.database = %s
                and j.username = %s
                and j.jobname like 'bandit:%%'
                and r.status = 'failed'
                and (r.ended_at > now() - interval '1 day' or r.is_last)
            group by j.jobname
            order by j.jobname
            """,
            [self.database, self.owner],
        ).fetchall()

    def unschedule(self, job_id: int) -> None:
        self.conn.execute("select cron.unschedule(%s::bigint)", [job_id])

    def schedule(self, job: Job) -> None:
        if self.is_home or job.name.startswith(PURGE):
            self.conn.execute("select cron.schedule(%s, %s, %s)", [job.name, job.schedule, job.command])
        else:
            arguments = [job.name, job.schedule, job.command, self.database]
            self.conn.execute("select cron.schedule_in_database(%s, %s, %s, %s)", arguments)

    @contextmanager
    def acting_as_owner(self) -> Iterator[None]:
        """Act as the owner of the jobs to the end of the transaction."""
        with self.conn.transaction():
            self.conn.execute(sql.SQL("set local role {}").format(sql.Identifier(self.owner)))
            yield


def plan(conn: psycopg.Connection) -> Plan:
    """Read the view `job_spec` and the table `scheduled_jobs`, as far as they exist."""
    wanted = _read(conn, "job_spec", "job_name, schedule, command")
    recorded = _read(conn, "scheduled_jobs", "owner_name, job_name, schedule, command")
    return Plan(
        [Job(*row) for row in wanted],
        [Job(*row) for _, *row in recorded],
        next((owner for owner, *_ in recorded), None),
        _retention(conn),
    )


def align(conn: psycopg.Connection, dsn: str, plan: Plan) -> Alignment:
    """Schedule missing jobs and unschedule those that should not run. Without pg_cron, return a warning."""
    try:
        with cron_of(conn, dsn, plan) as cron:
            return _align(conn, cron, plan)
    except CronUnavailable as error:
        return Alignment(warnings=[f"no jobs were scheduled: {error}; {error.remedy}"])


def differences(cron: Cron, plan: Plan) -> tuple[list[Scheduled], list[Job]]:
    """The owner's surplus jobs, and missing jobs."""
    missing, surplus = [cron.job_of(job, plan) for job in plan.wanted], []
    for scheduled in cron.jobs():
        if scheduled.owner != cron.owner or not scheduled.job.name.startswith("bandit:"):
            continue
        if scheduled.job in missing:
            missing.remove(scheduled.job)
        else:
            surplus.append(scheduled)
    return surplus, missing


def doubles(cron: Cron, plan: Plan) -> list[Scheduled]:
    """Jobs of other roles that run our commands a second time."""
    commands = {job.command for job in plan.wanted}
    return [each for each in cron.jobs() if each.owner != cron.owner and each.job.command in commands]


def impostors(cron: Cron, plan: Plan) -> list[Scheduled]:
    """Jobs of other roles that have our names but run commands of their own."""
    others = [each for each in cron.jobs() if each.owner != cron.owner and each.job.name.startswith("bandit:")]
    return [each for each in others if each not in doubles(cron, plan)]


@contextmanager
def cron_of(conn: psycopg.Connection, dsn: str, plan: Plan) -> Iterator[Cron]:
    """pg_cron in this database, or through a second session in the database that it belongs to."""
    [database] = conn.execute("select current_database()").fetchone()
    home = extensions.cron_home(conn) or "postgres"  # the default of pg_cron
    with nullcontext(conn) if home == database else _connect(dsn, home) as there:
        statements = " ".join(extensions.cron_statements(there, is_home=home == database))
        remedy = f"have an administrator run in database {home}: {statements}"
        if not extensions.is_installed(there, "pg_cron"):
            raise CronUnavailable(f"pg_cron is not installed in database {home}", remedy)
        if not there.execute("select has_schema_privilege('cron', 'usage')").fetchone()[0]:
            raise CronUnavailable(f"the schema cron of database {home} is closed to {session.user(there)}", remedy)
        try:
            yield Cron(there, database, home == database, *_owner(there, plan))
        except InsufficientPrivilege as error:
            raise CronUnavailable(error.diag.message_primary, remedy) from error


def _owner(conn: psycopg.Connection, plan: Plan) -> tuple[str, bool]:
    """The owner of the jobs and whether we may act as this role. Without an owner, the jobs become ours."""
    query = "select rolname, pg_has_role(oid, 'member') from pg_roles where rolname in (%s, current_user)"
    found = dict(conn.execute(query, [plan.owner]).fetchall())
    if plan.owner in found:
        return plan.owner, found[plan.owner]
    return next(iter(found.items()))


def _connect(dsn: str, database: str) -> psycopg.Connection:
    try:
        return connect(dsn, dbname=database)
    except UserError as error:
        remedy = "let this role connect to that database, or have another scheduler call pgbandit jobs run"
        raise CronUnavailable(error.message, remedy) from error


def _align(conn: psycopg.Connection, cron: Cron, plan: Plan) -> Alignment:
    try:
        with conn.transaction(), cron.conn.transaction():
            surplus = doubles(cron, plan)
            for double in surplus:
                cron.unschedule(double.id)
            if not cron.may_act:
                return Alignment(unscheduled=_names(surplus), warnings=_foreign(cron, plan))
            with cron.acting_as_owner():
                own, missing = differences(cron, plan)
                for each in own:
                    cron.unschedule(each.id)
                for job in missing:
                    cron.schedule(job)
            _record(conn, plan, cron.owner)
    except InsufficientPrivilege:
        raise
    except psycopg.Error as error:
        raise scripts.user_error(error, prefix="pg_cron: ") from error
    return Alignment([job.name for job in missing], _names(surplus + own))


def _foreign(cron: Cron, plan: Plan) -> list[str]:
    if plan.is_recorded:
        return []
    return [f"the jobs belong to {cron.owner} and differ from job_spec: run pgbandit migrate as {cron.owner}"]


def _names(jobs: list[Scheduled]) -> list[str]:
    return [each.job.name for each in jobs]


def _record(conn: psycopg.Connection, plan: Plan, owner: str) -> None:
    """Write the owner and the jobs to the ledger."""
    if plan.is_recorded and plan.owner == owner:
        return
    conn.execute("set local role bandit_owner")
    conn.execute("delete from bandit.scheduled_jobs")
    with conn.cursor() as cursor:
        cursor.executemany(
            "insert into bandit.scheduled_jobs (job_name, schedule, command, owner_name) values (%s, %s, %s, %s)",
            [[job.name, job.schedule, job.command, owner] for job in plan.wanted],
        )


def _retention(conn: psycopg.Connection) -> str:
    """The longest `job_run_retention`; its default where there is none yet."""
    if conn.execute("select to_regclass('bandit.settings')").fetchone() == (None,):
        return DEFAULT_RETENTION
    query = "select max(value::interval)::text from bandit.settings where setting = 'job_run_retention'"
    return conn.execute(query).fetchone()[0] or DEFAULT_RETENTION


def _read(conn: psycopg.Connection, relation: str, columns: str) -> list[tuple]:
    """Read a view or table of ours; no rows if it does not exist yet."""
    if conn.execute("select to_regclass(%s)", [f"bandit.{relation}"]).fetchone() == (None,):
        return []
    return conn.execute(f"select {columns} from bandit.{relation} order by job_name").fetchall()  # noqa: S608
