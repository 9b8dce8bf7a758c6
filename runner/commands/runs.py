"""The runs of an account: listed, shown, approved, rejected and undone."""

from typing import Any

import click

from runner.errors import UserError
from runner.output import print_json, print_record, print_table
from runner.session import Session, with_session

RUNS = ("run_id", "run_at", "status", "reason", "posts_analyzed", "generators_updated", "top_performer", "decided_by")
CHANGES = ("generator_name", "old_weight", "new_weight", "reason")
WEIGHTS = ("generator_name", "old_weight", "new_weight")


@click.group()
def runs() -> None:
    """List, show, approve, reject and undo runs."""


@runs.command("list")
@click.option("--status", help="Only runs of this status, such as suggested, success, skipped or failed.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1), help="How many, newest first.")
@with_session
def list_(session: Session, status: str | None, limit: int) -> None:
    """List the runs, newest first.

    \b
    Example:
      pgbandit runs list --status suggested
    """
    rows = session.database.read("recent_runs", limit, account=session.database.account, status=status)
    if session.as_json:
        print_json(rows)
    elif rows:
        print_table(rows, RUNS)
    else:
        click.echo("no such run")


@runs.command()
@click.argument("run_id", type=int)
@with_session
def show(session: Session, run_id: int) -> None:
    """Show one run with its changes.

    \b
    Example:
      pgbandit runs show 12
    """
    found = session.database.read("recent_runs", account=session.database.account, run_id=run_id)
    if not found:
        raise UserError(f"there is no run {run_id}", "pgbandit runs list shows the account's runs")
    if session.as_json:
        print_json(found[0])
        return
    print_record({key: value for key, value in found[0].items() if key not in ("account_id", "changes")})
    if found[0]["changes"]:
        click.echo()
        print_table(found[0]["changes"], CHANGES, "Changes")


@runs.command()
@click.argument("run_id", type=int)
@click.option("--reason", help="Why, in words; kept in the history.")
@with_session
def approve(session: Session, run_id: int, reason: str | None) -> None:
    """Put a suggested run in force; refused where the weights have changed otherwise since.

    \b
    Example:
      pgbandit runs approve 12
    """
    _show_weights(session, session.database.call("approve_run", p_run_id=run_id, p_reason=reason))


@runs.command()
@click.argument("run_id", type=int)
@click.option("--reason", required=True, help="Why, in words; kept in the history.")
@with_session
def reject(session: Session, run_id: int, reason: str) -> None:
    """Turn a suggested run down; the weights stay.

    \b
    Example:
      pgbandit runs reject 12 --reason 'holiday week'
    """
    session.database.call("reject_run", p_run_id=run_id, p_reason=reason)
    if session.as_json:
        print_json({"run_id": run_id, "status": "rejected"})
    else:
        click.echo(f"run {run_id} rejected")


@runs.command()
@click.argument("run_id", type=int)
@click.option("--reason", required=True, help="Why, in words; kept in the history.")
@with_session
def undo(session: Session, run_id: int, reason: str) -> None:
    """Put the weights of before an applied run back, as a new logged change.

    \b
    Example:
      pgbandit runs undo 12 --reason 'bot was offline'
    """
    _show_weights(session, session.database.call("undo_run", p_run_id=run_id, p_reason=reason))


def _show_weights(session: Session, rows: list[dict[str, Any]]) -> None:
    if session.as_json:
        print_json(rows)
    else:
        print_table(rows, WEIGHTS)
