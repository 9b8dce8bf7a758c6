"""Makes the jobs in pg_cron equal to the view `job_spec`.

pg_cron lives in one database of a cluster. If that is ours, its jobs carry the names of `job_spec`; if it is another,
they are scheduled there for ours, as `<name>@<our database>`. They run as whoever deploys.
"""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field

import psycopg
from psycopg.errors import InsufficientPrivilege

from runner.database.connection import connect
from runner.deploy import extensions, scripts, session
from runner.errors import UserError


class CronUnavailable(Exception):
    """The reason why jobs can be neither read nor scheduled."""


@dataclass(frozen=True)
class Job:
    name: str
    schedule: str
    command: str
    active: bool = True


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

    def named(self, job: Job) -> Job:
        return job if self.is_home else Job(f"{job.name}@{self.database}", job.schedule, job.command)

    def jobs(self) -> list[tuple[int, Job]]:
        rows = self.conn.execute(
            """
            select jobid, jobname, schedule, command, active
            from cron.job
            where database = %s
                and jobname like 'bandit:%%'
            order by jobid
            """,
            [self.database],
        )
        return [(job_id, Job(*job)) for job_id, *job in rows]

    def failures(self) -> list[tuple[str, int, str]]:
        """Jobs that failed in the last day. Without a time in pg_cron, the last execution of a job counts."""
        return self.conn.execute(
            """
            select
                j.jobname,
                count(*),
                coalesce((array_agg(r.return_message order by r.runid desc))[1], 'no message')
            from cron.job as j
            join cron.job_run_details as r using (jobid)
            where j.database = %s
                and j.jobname like 'bandit:%%'
                and r.status = 'failed'
                and (
                    coalesce(r.end_time, r.start_time) > now() - interval '1 day'
                    or r.runid = (select max(l.runid) from cron.job_run_details as l where l.jobid = j.jobid)
                )
            group by j.jobname
            order by j.jobname
            """,
            [self.database],
        ).fetchall()

    def unschedule(self, job_id: int) -> None:
        self.conn.execute("select cron.unschedule(%s::bigint)", [job_id])

    def schedule(self, job: Job) -> None:
        if self.is_home:
            self.conn.execute("select cron.schedule(%s, %s, %s)", [job.name, job.schedule, job.command])
        else:
            arguments = [job.name, job.schedule, job.command, self.database]
            self.conn.execute("select cron.schedule_in_database(%s, %s, %s, %s)", arguments)


def align(conn: psycopg.Connection, dsn: str, specified: list[Job]) -> Alignment:
    """Unschedule jobs that are not specified and schedule those that are. Without pg_cron, return a warning."""
    try:
        with cron_of(conn, dsn) as cron:
            return _align(cron, specified)
    except CronUnavailable as error:
        return Alignment(warnings=[f"no jobs were scheduled: {error}"])


def specified(conn: psycopg.Connection) -> list[Job]:
    """The jobs of the view `job_spec`; none if the view does not exist."""
    if conn.execute("select to_regclass('bandit.job_spec')").fetchone() == (None,):
        return []
    rows = conn.execute("select job_name, schedule, command from bandit.job_spec order by job_name")
    return [Job(*row) for row in rows]


def differences(cron: Cron, specified: list[Job]) -> tuple[list[tuple[int, Job]], list[Job]]:
    """Surplus and duplicate jobs with their ids, and missing jobs."""
    missing, surplus = [cron.named(job) for job in specified], []
    for job_id, job in cron.jobs():
        if job in missing:
            missing.remove(job)
        else:
            surplus.append((job_id, job))
    return surplus, missing


@contextmanager
def cron_of(conn: psycopg.Connection, dsn: str) -> Iterator[Cron]:
    """pg_cron in this database, or through a second session in the database that it belongs to."""
    database, home = conn.execute(_HOME).fetchone()
    with nullcontext(conn) if home == database else _connect(dsn, home) as there:
        if not extensions.is_installed(there, "pg_cron"):
            raise CronUnavailable(f"pg_cron is not installed in database {home}")
        if not there.execute("select has_schema_privilege('cron', 'usage')").fetchone()[0]:
            raise CronUnavailable(f"the schema cron of database {home} is closed to {session.user(conn)}")
        yield Cron(there, database, is_home=home == database)


# Ordinary roles cannot see the setting. `postgres` is the default of pg_cron.
_HOME = """
select
    current_database(),
    case
        when exists (select from pg_extension where extname = 'pg_cron') then current_database()
        else coalesce((select setting from pg_settings where name = 'cron.database_name'), 'postgres')
    end
"""


def _connect(dsn: str, database: str) -> psycopg.Connection:
    try:
        return connect(dsn, dbname=database)
    except UserError as error:
        raise CronUnavailable(error.message) from error


def _align(cron: Cron, specified: list[Job]) -> Alignment:
    try:
        with cron.conn.transaction():
            surplus, missing = differences(cron, specified)
            for job_id, _ in surplus:
                cron.unschedule(job_id)
            for job in missing:
                cron.schedule(job)
    except InsufficientPrivilege as error:
        raise CronUnavailable(error.diag.message_primary) from error
    except psycopg.Error as error:
        raise scripts.user_error(error, prefix="pg_cron: ") from error
    return Alignment([job.name for job in missing], [job.name for _, job in surplus])
