"""Events, shown as they occur."""

import contextlib
from itertools import islice

import click

from runner.commands.following import follow, shower
from runner.database.session import Session
from runner.terminal.options import COUNT, NAME, with_session


@click.command()
@click.option("--kind", type=NAME, help="Only events of this kind, such as override, viral, failing or run.")
@click.option("--limit", type=COUNT, help="Number of events after which to exit.  [default: no limit]")
@with_session
def watch(session: Session, kind: str | None, limit: int | None) -> None:
    """Show events and runs as they occur.

    Shows all accounts, unless --account names one.

    \b
    Example:
      pgbandit watch --kind override
    """
    events = follow(session, *filter(None, [kind]))
    show = shower(session)
    with contextlib.suppress(KeyboardInterrupt):
        for event in islice(events, limit):
            show(event)
