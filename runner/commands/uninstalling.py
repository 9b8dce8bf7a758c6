"""Uninstalling."""

import click

from runner.database.session import Session
from runner.deploy import removal
from runner.deploy.removal import Survey
from runner.terminal.asking import require_consent
from runner.terminal.options import with_session
from runner.terminal.output import print_json, say

LISTED = ("accounts", "decisions", "schemas", "jobs", "roles", "logins")


@click.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--dry-run", is_flag=True, help="Say what would be deleted, and exit.")
@with_session
def uninstall(session: Session, yes: bool, dry_run: bool) -> None:
    """Delete pgbandit and all its data from the database.

    Says what is deleted, then asks: the accounts with all their data, the schemas, the jobs in pg_cron and the roles,
    which are kept if another database uses them. If objects of yours depend on pgbandit, they are named and nothing is
    deleted. To keep a copy, run pg_dump first.

    \b
    Example:
      pgbandit uninstall --dry-run
      pgbandit uninstall
    """
    found = removal.survey(session.resolved_dsn)
    if found.is_empty or dry_run:
        _show(session, found, "would be deleted")
        return
    if not yes:
        _show(session, found, "will be deleted")
        require_consent("Delete all of this?")
    _show(session, removal.remove(session.resolved_dsn), "deleted")


def _show(session: Session, found: Survey, what: str) -> None:
    if session.as_json:
        print_json(vars(found))
        return
    if found.is_empty:
        say(f"nothing to delete: pgbandit is not installed in database {found.database}")
    else:
        say(f"{what}, in database {found.database}:")
    for name in LISTED:
        if value := getattr(found, name):
            say(f"  {name:<9}  {', '.join(value) if isinstance(value, list) else value}")
    for each in found.kept:
        say(f"kept: {each}")
