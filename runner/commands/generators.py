"""The generators of an account."""

import click

from runner.output import print_json, print_table
from runner.session import Session, with_session

WEIGHTS = ("generator_name", "weight", "bar", "status", "pinned_weight", "times_selected", "last_used", "review")


@click.group()
def generator() -> None:
    """List and add generators."""


@generator.command("list")
@with_session
def list_(session: Session) -> None:
    """List the generators with their weights.

    \b
    Example:
      pgbandit generator list
    """
    rows = session.database.read("weights", account=session.database.account)
    if session.as_json:
        print_json(rows)
    else:
        print_table(rows, WEIGHTS)


@generator.command()
@click.argument("name")
@click.option("--weight", help="Its weight, 0 to 1; the others make room.  [default: the setting new_generator_weight]")
@click.option("--testing", is_flag=True, help="Hold it at its weight through every run.")
@click.option("--notes", help="Free text.")
@with_session
def add(session: Session, name: str, weight: str | None, testing: bool, notes: str | None) -> None:
    """Add a generator; the others make room.

    \b
    Example:
      pgbandit generator add dreamer --weight 0.05
    """
    status = "testing" if testing else None
    added = session.database.call(
        "add_generator", p_generator_name=name, p_weight=weight, p_status=status, p_notes=notes
    )
    if session.as_json:
        print_json({"generator_name": name, "weight": added[0]["add_generator"]})
    else:
        click.echo(f"added {name} at {added[0]['add_generator']}")
