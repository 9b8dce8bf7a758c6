"""Deploying and checking a deployment."""

import click

from runner import deploy
from runner import doctor as examination
from runner.errors import EXIT_FAILURE
from runner.output import print_json, print_table
from runner.session import Session, with_session

NAMED = 8


@click.command()
@with_session
def migrate(session: Session) -> None:
    """Bring the database up to date; again, it changes nothing.

    First the migrations, then the functions and views, then the jobs of pg_cron.

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
            click.echo(f"{name}: {', '.join(objects) if len(objects) <= NAMED else len(objects)}")
    for warning in report.warnings:
        click.echo(f"warning: {warning}", err=True)
    if not report.changed:
        click.echo("nothing to do: the database is up to date")


@click.command()
@with_session
def doctor(session: Session) -> None:
    """Say what is off in the database; exit code 1 if anything is.

    Files, ledger, catalogue, migrations, jobs and runs are compared, and nothing is changed.

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
