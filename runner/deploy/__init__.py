"""Deployment: applies `migrations/`, syncs `sql/`, and schedules the jobs of `job_spec` with pg_cron.

One session does all of it. It holds an advisory lock from first to last, so any number of deployments may start at
once, and one that is killed takes its lock and its unfinished transaction with it.
"""

from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from runner import paths
from runner.database.connection import connect
from runner.deploy import extensions, jobs, migrations, roles, schema, session, sync
from runner.deploy.retrying import retry


@dataclass
class Report:
    """The changes of a deployment. If nothing changed, all lists except `warnings` are empty."""

    migrations: list[str] = field(default_factory=list)
    created: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    scheduled: list[str] = field(default_factory=list)
    unscheduled: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        return any((self.migrations, self.created, self.replaced, self.dropped, self.scheduled, self.unscheduled))

    def warn(self, warnings: list[str]) -> None:
        self.warnings += [warning for warning in warnings if warning not in self.warnings]


def migrate(dsn: str, *, root: Path | None = None, schedule_jobs: bool = True) -> Report:
    """Make the database equal to the files under `root`. A second call changes nothing."""
    report = Report()
    with connect(dsn) as conn:
        session.require_usable(conn)
        session.await_turn(conn)
        retry(conn, dsn, lambda: _deploy(conn, dsn, root or paths.resources(), schedule_jobs, report))
    return report


def _deploy(conn: psycopg.Connection, dsn: str, root: Path, schedule_jobs: bool, report: Report) -> None:
    """Deploy, and add the changes to the report. It may be interrupted and repeated."""
    roles.ensure(conn, root / "sql" / "roles.sql")
    schema.ensure(conn)
    report.warn(extensions.ensure(conn))
    with session.acting_as_owner(conn):
        migrations.refuse_other_versions(conn, root / "migrations")
        if migrations.pending(conn, root / "migrations"):
            sync.rehearse_drop(conn, root / "sql")
        for name in migrations.apply(conn, root / "migrations"):
            report.migrations.append(name)
        changes = sync.run(conn, root / "sql")
        plan = jobs.plan(conn)
    report.created += changes.created
    report.replaced += changes.replaced
    report.dropped += changes.dropped
    report.warn(changes.warnings)
    if schedule_jobs:
        alignment = jobs.align(conn, dsn, plan)
        report.scheduled += alignment.scheduled
        report.unscheduled += alignment.unscheduled
        report.warn(alignment.warnings)
