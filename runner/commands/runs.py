"""The runs of an account."""

from datetime import datetime
from typing import Any

import click

from runner.database.calls import Period
from runner.database.session import Session
from runner.errors import UserError
from runner.terminal.options import COUNT, RUN_ID, with_period, with_session
from runner.terminal.output import print_json, print_record, print_table, say

RUNS = ("run_id", "run_at", "status", "reason", "posts_analyzed", "generators_updated", "top_performer", "decided_by")
STATUSES = ("success", "skipped", "failed", "observed", "suggested", "superseded", "rejected", "undone")
CHANGES = ("generator_name", "old_weight", "new_weight", "reason")
WEIGHTS = ("generator_name", "old_weight", "new_weight")

NEXT_RUN = """\
The next run computes the weights from the same data and may change them again. To prevent that:
  pgbandit account set mode suggest      each run waits for approval
  pgbandit generator pin NAME WEIGHT     one weight stays"""


@click.group()
def runs() -> None:
    """List, show, approve, reject and undo runs."""


@runs.command("list")
@click.option(
    "--status", type=click.Choice(STATUSES), metavar="STATUS", help="Only runs with this status, such as suggested."
)
@click.option("--limit", default=20, show_default=True, type=COUNT, help="Number of runs.")
@with_period
@with_session
def list_(session: Session, status: str | None, limit: int, since: datetime | None, until: datetime | None) -> None:
    """List the runs, newest first.

    \b
    Example:
      pgbandit runs list --status suggested
    """
    database = session.database
    rows = database.read("recent_runs", limit, Period("run_at", since, until), account=database.account, status=status)
    if session.as_json:
        print_json(rows)
    elif rows:
        print_table(session.all_local(rows), RUNS)
    else:
        say("no runs found")


@runs.command()
@click.argument("run_id", type=RUN_ID)
@with_session
def show(session: Session, run_id: int) -> None:
    """Show one run with its changes.

    \b
    Example:
      pgbandit runs show 12
    """
    found = session.database.read("recent_runs", account=session.database.account, run_id=run_id)
    if not found:
        raise UserError(f"there is no run {run_id}", "list the account's runs with pgbandit runs list")
    if session.as_json:
        print_json(found[0])
        return
    run = session.local(found[0])
    print_record({key: value for key, value in run.items() if key not in ("account_id", "changes")})
    if found[0]["changes"]:
        say()
        print_table(found[0]["changes"], CHANGES, "Changes")


@runs.command()
@click.argument("run_id", type=RUN_ID)
@click.option("--reason", help="Reason, stored in the history.")
@with_session
def approve(session: Session, run_id: int, reason: str | None) -> None:
    """Apply a suggested run. This fails if the weights have changed since.

    \b
    Example:
      pgbandit runs approve 12
    """
    _show_weights(session, session.database.call("approve_run", p_run_id=run_id, p_reason=reason))


@runs.command()
@click.argument("run_id", type=RUN_ID)
@click.option("--reason", required=True, help="Reason, stored in the history.")
@with_session
def reject(session: Session, run_id: int, reason: str) -> None:
    """Reject a suggested run; the weights do not change.

    \b
    Example:
      pgbandit runs reject 12 --reason 'holiday week'
    """
    session.database.call("reject_run", p_run_id=run_id, p_reason=reason)
    if session.as_json:
        print_json({"run_id": run_id, "status": "rejected"})
    else:
        say(f"run {run_id} rejected")


@runs.command()
@click.argument("run_id", type=RUN_ID)
@click.option("--reason", required=True, help="Reason, stored in the history.")
@with_session
def undo(session: Session, run_id: int, reason: str) -> None:
    """Restore the weights from before an applied run, as a new change.

    A run can be undone once. The next run computes the weights anew from the same data.

    \b
    Example:
      pgbandit runs undo 12 --reason 'bot was offline'
    """
    _show_weights(session, session.database.call("undo_run", p_run_id=run_id, p_reason=reason))
    if not session.as_json:
        say(f"\n{NEXT_RUN}")


def _show_weights(session: Session, rows: list[dict[str, Any]]) -> None:
    if session.as_json:
        print_json(rows)
    else:
        print_table(rows, WEIGHTS)
