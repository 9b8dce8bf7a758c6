"""The health of an account."""

from datetime import datetime
from typing import Any

import click

from runner.database.calls import Database
from runner.database.session import Session
from runner.errors import EXIT_FAILURE
from runner.terminal.options import with_session, with_time
from runner.terminal.output import print_json, print_table, say

CHECKS = ("severity", "name", "sentence")
REMEDIES = ("name", "remedy")
SEVERITIES = ("critical", "warning", "info", "ok")


@click.command()
@with_time
@with_session
def health(session: Session, at: datetime | None) -> None:
    """Check the account's health.

    The most severe results come first. For monitoring: the exit code is 1 if any result is critical.

    \b
    Example:
      pgbandit health --account demo
    """
    checks = _checks(session.database, at)
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


def _checks(database: Database, at: datetime | None) -> list[dict[str, Any]]:
    """Return the checks as the view health has them, as of a time."""
    [account] = database.read("account_overview", account=database.account)
    checks = database.call("health_checks", p_now=at)
    checks.sort(key=lambda check: (SEVERITIES.index(check["severity"]), check["name"]))
    return [{name: account[name] for name in ("account_id", "account")} | check for check in checks]
