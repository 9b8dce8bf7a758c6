"""Deployment: applies `migrations/`, syncs `sql/`, and schedules the jobs of `job_spec` with pg_cron.

One session does all of it. It holds an advisory lock from first to last, so any number of deployments may start at
once, and one that is killed takes its lock and its unfinished transaction with it.
"""

from dataclasses import dataclass, field
from pathlib import Path

from runner import paths
from runner.database.connection import connect
from runner.deploy import extensions, jobs, migrations, roles, schema, session, sync


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


def migrate(dsn: str, *, root: Path | None = None, schedule_jobs: bool = True) -> Report:
    """Make the database equal to the files under `root`. A second call changes nothing."""
    root = root or paths.resources()
    report = Report()
    with connect(dsn) as conn:
        session.await_turn(conn)
        roles.ensure(conn, root / "sql" / "roles.sql")
        schema.ensure(conn)
        report.warnings += extensions.ensure(conn)
        with session.acting_as_owner(conn):
            migrations.refuse_other_versions(conn, root / "migrations")
            if migrations.pending(conn, root / "migrations"):
                sync.rehearse_drop(conn, root / "sql")
            report.migrations = migrations.apply(conn, root / "migrations")
            changes = sync.run(conn, root / "sql")
            specified = jobs.specified(conn)
        report.created, report.replaced, report.dropped = changes.created, changes.replaced, changes.dropped
        report.warnings += changes.warnings
        if schedule_jobs:
            alignment = jobs.align(conn, dsn, specified)
            report.scheduled, report.unscheduled = alignment.scheduled, alignment.unscheduled
            report.warnings += alignment.warnings
    return report
