"""Events as they occur, for the commands that follow them."""

import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, tzinfo
from typing import Any

from runner.commands.kinds import KINDS, unknown_kind
from runner.database.calls import Database
from runner.database.session import Session
from runner.errors import EXIT_NOT_READY, UserError
from runner.terminal.lines import printer
from runner.terminal.output import cell, print_json, warn

Event = dict[str, Any]

PAUSE = 1  # seconds between attempts to reconnect
RUN = "run"
FORM = {
    "account": str,
    "kind": str,
    "generator": str | None,
    "run_id": int | None,
    "at": str,
    "message": str,
}
STYLES = {"viral": "green", "failing": "red", "run_failed": "red", RUN: "cyan"}


def follow(session: Session, *kinds: str) -> Iterator[Event]:
    """Yield the events of these kinds (none: of all), of the account that was named, or else of all accounts."""
    for kind in kinds:
        if kind not in (*KINDS, RUN):
            raise unknown_kind(kind, RUN)
    account = session.database.account if session.account else None
    return (
        event
        for event in _events(session)
        if (not kinds or event["kind"] in kinds) and (account is None or event["account"] == account)
    )


def shower(session: Session) -> Callable[[Event], None]:
    """Return a function that prints one event a line."""
    return print_json if session.as_json else _printer(session.zone if session.account else UTC)


def _events(session: Session) -> Iterator[Event]:
    """Yield every event that the server sends. If the connection breaks, reconnect."""
    database = session.database
    while True:
        try:
            for payload in database.notifications():
                if event := _event(payload):
                    yield event
                else:
                    warn("ignored a notification that is not an event")
        except UserError as error:
            if error.exit_code != EXIT_NOT_READY:
                raise
            warn(f"{error.message}; pgbandit events shows the events missed meanwhile")
            database = _reconnected(session)
            warn("connected again")


def _event(payload: str) -> Event | None:
    """Return the event, or None for a payload of another form: any role may notify the channel."""
    try:
        event = json.loads(payload)
        if not all(isinstance(event[name], kinds) for name, kinds in FORM.items()):
            return None
        datetime.fromisoformat(event["at"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return {name: event[name] for name in FORM}


def _reconnected(session: Session) -> Database:
    while True:
        time.sleep(PAUSE)
        try:
            return Database(session.resolved_dsn, session.account)
        except UserError as error:
            if error.exit_code != EXIT_NOT_READY:
                raise


def _printer(zone: tzinfo) -> Callable[[Event], None]:
    """Return a function that prints one event a line, with its time in the zone."""
    show = printer()

    def show_event(event: Event) -> None:
        kind, generator = event["kind"], event["generator"]
        show(
            (
                (cell(datetime.fromisoformat(event["at"]).astimezone(zone)), "dim"),
                (event["account"], ""),
                (kind, STYLES.get(kind, "bold")),
                *([(generator, "")] if generator else []),
                (event["message"], ""),
            )
        )

    return show_event
