"""The health of an account."""

import click

from runner.database.session import Session
from runner.errors import EXIT_FAILURE
from runner.terminal.options import with_session
from runner.terminal.output import print_json, print_table, say

CHECKS = ("severity", "name", "sentence")
REMEDIES = ("name", "remedy")


@click.command()
@with_session
def health(session: Session) -> None:
    """Check the account's health.

    The most severe results come first. For monitoring: the exit code is 1 if any result is critical.

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
            say()
            print_table(remedies, REMEDIES, "What to run")
    if any(check["severity"] == "critical" for check in checks):
        click.get_current_context().exit(EXIT_FAILURE)
