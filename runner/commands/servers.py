"""The local server."""

import click

from runner import paths
from runner import server as local
from runner.database.session import Session
from runner.errors import EXIT_NOT_READY
from runner.terminal.options import with_session
from runner.terminal.output import print_json, say


@click.group()
def server() -> None:
    """Start and stop the local server."""


def _show(session: Session, status: local.Status) -> None:
    if session.as_json:
        print_json(vars(status))
    elif status.running:
        say(f"PostgreSQL {status.version} is running on 127.0.0.1:{status.port}, data in {status.data}")
        if status.outdated:
            say("its programs were replaced since it started: run pgbandit server start to restart the server")
    else:
        say("the local server is not running")


@server.command()
@with_session
def start(session: Session) -> None:
    """Start the local server; create it first if there is none.

    A running server is restarted only if its programs were replaced by another version since it started.

    \b
    Example:
      pgbandit server start
    """
    before = local.status(paths.home())
    started = local.start(paths.home())
    if before.outdated and not session.as_json:
        say(f"restarted the server: it still ran PostgreSQL {before.version}")
    _show(session, started)


@server.command()
@with_session
def stop(session: Session) -> None:
    """Stop the local server; its data are kept.

    \b
    Example:
      pgbandit server stop
    """
    was_running = local.status(paths.home()).running
    stopped = local.stop(paths.home())
    if was_running and not session.as_json:
        say(f"the local server is stopped; its data are kept in {stopped.data}")
    else:
        _show(session, stopped)


@server.command()
@with_session
def status(session: Session) -> None:
    """Show whether and where the local server runs.

    The exit code is 75 if it is not running.

    \b
    Example:
      pgbandit server status --json
    """
    found = local.status(paths.home())
    _show(session, found)
    if not found.running:
        click.get_current_context().exit(EXIT_NOT_READY)


@server.command()
@with_session
def dsn(session: Session) -> None:
    """Print the local server's connection URI, for psql.

    \b
    Example:
      psql "$(pgbandit server dsn)"
    """
    found = local.dsn(paths.home())
    if session.as_json:
        print_json({"dsn": found})
    else:
        say(found)
