"""Deploying and checking a deployment."""

import click

from runner import deploy
from runner import doctor as examination
from runner.errors import EXIT_FAILURE
from runner.output import print_json, print_table
from runner.session import Session, with_session


@click.command()
@with_session
def migrate(session: Session) -> None:
    """Bring the database up to date: migrations, functions and views, cron jobs. Again: changes nothing.

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
            click.echo(f"{name}: {len(objects)} ({', '.join(objects[:5])}{', ...' if len(objects) > 5 else ''})")
    for warning in report.warnings:
        click.echo(f"warning: {warning}", err=True)
    if not report.changed:
        click.echo("nothing to do: the database is up to date")


@click.command()
@with_session
def doctor(session: Session) -> None:
    """Compare the database with the files, and say what is off; exit code 1 then. Changes nothing.

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
