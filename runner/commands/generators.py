"""The generators of an account: listed, added, overridden and reviewed."""

from collections.abc import Callable

import click

from runner.output import print_json, print_table
from runner.session import Session, with_session

OVERRIDE = ("generator_name", "old_status", "new_status", "old_weight", "new_weight", "pinned_weight")
REVIEWS = ("generator_name", "review_reason", "weight", "total_posts", "total_followers_gained", "f_per_1k")
WEIGHTS = ("generator_name", "weight", "bar", "status", "pinned_weight", "times_selected", "last_used", "review")


@click.group()
def generator() -> None:
    """List, add, override and review generators."""


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


def _override(action: str, summary: str, weight: str | None) -> Callable[..., None]:
    """A command for one override; `weight` says whether it takes one: required, optional or None."""

    def command(session: Session, name: str, reason: str | None, preview: bool, weight: str | None = None) -> None:
        database = session.database
        if preview:
            rows = database.call("override_preview", p_generator=name, p_action=action, p_weight=weight)
        else:
            rows = database.call(
                "override_generator", p_generator=name, p_action=action, p_weight=weight, p_reason=reason
            )
        if session.as_json:
            print_json(rows)
        else:
            print_table(rows, OVERRIDE, "Nothing was changed; this is what would be:" if preview else None)

    command.__doc__ = f"""{summary}

    \b
    Example:
      pgbandit generator {action} dataNerd{" 0.2" if weight == "required" else ""} --reason 'spring campaign'
    """
    command = with_session(command)
    command = click.option("--preview", is_flag=True, help="Show what all the weights would become, and do nothing.")(
        command
    )
    command = click.option("--reason", help="Why, in words; kept in the history. Required unless --preview.")(command)
    if weight:
        command = click.argument("weight", required=weight == "required")(command)
    return generator.command(action)(click.argument("name")(command))


set_ = _override("set", "Give a generator a weight now; runs may move it later.", "required")
pin = _override("pin", "Hold a generator at a weight, by default its present one, through every run.", "optional")
release = _override("release", "Let a pinned generator's weight move again.", None)
disable = _override("disable", "Stop choosing a generator; the others take up its weight.", None)
enable = _override(
    "enable", "Choose a disabled or testing generator again, by default at the weight it had.", "optional"
)
test = _override(
    "test", "Put a generator in testing: chosen at its weight, measured, and held through every run.", "optional"
)


@generator.command()
@with_session
def reviews(session: Session) -> None:
    """List the generators that are flagged for review.

    \b
    Example:
      pgbandit generator reviews
    """
    rows = session.database.read("review_queue", account=session.database.account)
    if session.as_json:
        print_json(rows)
    elif rows:
        print_table(rows, REVIEWS)
    else:
        click.echo("no generator waits for a review")


@generator.command()
@click.argument("name")
@click.argument("decision", type=click.Choice(["keep", "disable"]))
@click.option("--reason", required=True, help="Why, in words; kept in the history.")
@with_session
def review(session: Session, name: str, decision: str, reason: str) -> None:
    """Clear a generator's review flag: keep it as it is, or disable it.

    \b
    Example:
      pgbandit generator review newsReporter disable --reason 'nobody follows the news'
    """
    session.database.call("resolve_review", p_generator=name, p_decision=decision, p_reason=reason)
    if session.as_json:
        print_json({"generator_name": name, "decision": decision})
    else:
        click.echo(f"{name} reviewed: {decision}")
