"""Events, passed on to a webhook or a command."""

import contextlib
import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from itertools import islice

import click

from runner.commands.following import Event, follow, shower
from runner.database.session import Session
from runner.errors import EXIT_FAILURE, ForwardingError, UserError
from runner.terminal.options import COUNT, NAME, with_session
from runner.terminal.output import warn

ALERTS = ("alert", "alert_closed")
Forward = Callable[[str], None]


@click.command()
@click.option(
    "--webhook", envvar="PGBANDIT_WEBHOOK", type=NAME, help="Address for POST requests.  [env: PGBANDIT_WEBHOOK]"
)
@click.option("--command", type=NAME, help="Command of the shell; it gets the event as its input.")
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    default=ALERTS,
    show_default="alert and alert_closed",
    type=NAME,
    help="Kind of event to pass on, such as viral, run_failed or run; may be repeated.",
)
@click.option("--limit", type=COUNT, help="Number of events after which to exit.  [default: no limit]")
@click.option("--test", "is_test", is_flag=True, help="Pass one event of kind test on, and exit.")
@with_session
def notify(
    session: Session,
    webhook: str | None,
    command: str | None,
    kinds: tuple[str, ...],
    limit: int | None,
    is_test: bool,
) -> None:
    """Pass alerts on to a webhook or a command.

    Passes events on as they occur, of all accounts, unless --account names one. Each is one JSON object with the keys
    account, kind, generator, run_id, at and message, as pgbandit watch --json prints it. A failed attempt is repeated
    for some seconds; then one line on stderr names the event. The exit code is 1 if an event was not accepted.

    \b
    Example:
      pgbandit notify --webhook https://hooks.example.org/T0/B0
      pgbandit notify --kind alert --kind viral --command 'mail -s pgbandit me@example.org'
      pgbandit notify --webhook https://hooks.example.org/T0/B0 --test
    """
    forward = _forward(webhook, command)
    events = [_test_event()] if is_test else islice(follow(session, *kinds), limit)
    is_complete = True
    with contextlib.suppress(KeyboardInterrupt):
        is_complete = _pass_on(session, events, forward)
    if not is_complete:
        click.get_current_context().exit(EXIT_FAILURE)


def _forward(webhook: str | None, command: str | None) -> Forward:
    if bool(webhook) == bool(command):
        raise UserError("give either --webhook or --command", "see pgbandit notify --help")
    from runner.forwarding import to_command, to_webhook  # loads an HTTP client, which other commands need not wait for

    return to_webhook(webhook) if webhook else to_command(command)


def _pass_on(session: Session, events: Iterable[Event], forward: Forward) -> bool:
    """Pass the events on and show those that were accepted; return whether all were."""
    show = shower(session)
    is_complete = True
    for event in events:
        try:
            forward(json.dumps(event))
        except ForwardingError as error:
            warn(f"not passed on: {event['kind']} of {event['account']} at {event['at']}: {error}")
            is_complete = False
        else:
            show(event)
    return is_complete


def _test_event() -> Event:
    return {
        "account": "default",
        "kind": "test",
        "generator": None,
        "run_id": None,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "message": "a test of pgbandit notify",
    }
