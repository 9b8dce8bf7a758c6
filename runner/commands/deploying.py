"""Deploying, and checking a deployment."""

import click

from runner import deploy
from runner import doctor as examination
from runner.database.session import Session
from runner.errors import EXIT_FAILURE
from runner.terminal.options import with_session
from runner.terminal.output import print_json, print_table, say

NAMED = 8  # objects; a longer list is printed as its length


@click.command()
@with_session
def migrate(session: Session) -> None:
    """Install pgbandit in the database, or upgrade it.

    Applies migrations, then functions and views, then the jobs of pg_cron. If the database is up to date, nothing is
    changed.

    \b
    Example:
      pgbandit migrate --dsn postgresql://me@db.example.org/bot
    """
    report = deploy.migrate(session.resolved_dsn)
    if session.as_json:
        print_json(vars(report))
        return
    for name, objects in vars(report).items():
        if objects and name != "warnings":
            say(f"{name}: {', '.join(objects) if len(objects) <= NAMED else len(objects)}")
    for warning in report.warnings:
        say(f"warning: {warning}", err=True)
    if not report.changed:
        say("nothing to do: the database is up to date")


@click.command()
@with_session
def doctor(session: Session) -> None:
    """Compare the database with the files.

    Checks roles, migrations, functions, views, jobs and failed runs. Nothing is changed. The exit code is 1 if there is
    an error.

    \b
    Example:
      pgbandit doctor
    """
    findings = examination.examine(session.resolved_dsn)
    rows = [vars(finding) for finding in findings]
    if session.as_json:
        print_json(rows)
    else:
        print_table(rows, list(rows[0]))
    if any(finding.severity is examination.Severity.ERROR for finding in findings):
        click.get_current_context().exit(EXIT_FAILURE)
