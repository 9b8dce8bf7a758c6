"""The health of an account."""

import click

from runner.errors import EXIT_FAILURE
from runner.output import print_json, print_table
from runner.session import Session, with_session

CHECKS = ("severity", "name", "value", "threshold", "sentence")
REMEDIES = ("name", "remedy")


@click.command()
@with_session
def health(session: Session) -> None:
    """Say whether all is well with the account.

    The worst comes first. Exit code 1 if anything is critical, for monitoring.

    \b
    Example:
      pgbandit health --account demo
    """
    database = session.database
    checks = database.read("health", account=database.account)
    if session.as_json:
        print_json(checks)
    else:
        print_table(checks, CHECKS)
        remedies = [check for check in checks if check["remedy"]]
        if remedies:
            click.echo()
            print_table(remedies, REMEDIES, "What to run")
    if any(check["severity"] == "critical" for check in checks):
        click.get_current_context().exit(EXIT_FAILURE)
