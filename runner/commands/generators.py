"""The generators of an account: weights, overrides and reviews."""

from collections.abc import Callable

import click

from runner.database.session import Session
from runner.terminal.options import with_session
from runner.terminal.output import print_json, print_table, say

OVERRIDE = ("generator_name", "old_status", "new_status", "old_weight", "new_weight", "pinned_weight")
REVIEWS = ("generator_name", "review_reason", "weight", "total_posts", "total_followers_gained", "f_per_1k")
GENERATORS = ("generator_name", "weight", "status", "pinned_weight", "times_selected", "former_names", "notes")
WEIGHTS = ("generator_name", "weight", "bar", "status", "pinned_weight", "times_selected", "last_used", "review")


@click.group()
def generator() -> None:
    """List, add, rename, remove, override and review generators."""


@generator.command("list")
@click.option("--all", "is_all", is_flag=True, help="Also the retired ones, with former names and notes.")
@with_session
def list_(session: Session, is_all: bool) -> None:
    """List the generators with their weights.

    \b
    Example:
      pgbandit generator list
    """
    database = session.database
    if is_all:
        rows = database.read("generators", account=database.account)
    else:
        rows = database.read("weights", account=database.account)
    if session.as_json:
        print_json(rows)
    elif rows:
        print_table(session.all_local(rows), GENERATORS if is_all else WEIGHTS)
    else:
        say("the account has no generators; pgbandit generator add NAME adds one")


@generator.command()
@click.argument("name")
@click.argument("weight", required=False)
@click.option("--testing", is_flag=True, help="Set status testing: chosen and measured, with a fixed weight.")
@click.option("--notes", help="Notes, as free text.")
@with_session
def add(session: Session, name: str, weight: str | None, testing: bool, notes: str | None) -> None:
    """Add a generator, and scale the weights of the others.

    WEIGHT is between 0 and 1; the default is the setting new_generator_weight.

    \b
    Example:
      pgbandit generator add dreamer 0.05
    """
    status = "testing" if testing else None
    added = session.database.call(
        "add_generator", p_generator_name=name, p_weight=weight, p_status=status, p_notes=notes
    )
    if session.as_json:
        print_json({"generator_name": name, "weight": added[0]["add_generator"]})
    else:
        say(f"added {name} at {added[0]['add_generator']}")


@generator.command()
@click.argument("name")
@click.argument("new_name")
@with_session
def rename(session: Session, name: str, new_name: str) -> None:
    """Rename a generator; its posts and history go with it.

    The former name is still understood, so that a bot may go on using it.

    \b
    Example:
      pgbandit generator rename dataNerd number_cruncher
    """
    session.database.call("rename_generator", p_generator=name, p_new_name=new_name)
    if session.as_json:
        print_json({"generator_name": new_name})
    else:
        say(f"renamed {name} to {new_name}")


@generator.command()
@click.argument("name")
@click.option("--reason", help="Reason, stored in the history.")
@with_session
def remove(session: Session, name: str, reason: str | None) -> None:
    """Remove a generator; the others share its weight.

    One that was never chosen and has no posts is deleted. One with posts is retired: only the history and
    pgbandit generator list --all show it, and pgbandit generator enable brings it back.

    \b
    Example:
      pgbandit generator remove philosopher
    """
    [removed] = session.database.call("remove_generator", p_generator=name, p_reason=reason)
    if session.as_json:
        print_json(removed)
    else:
        say(f"{removed['generator_name']} is {removed['outcome']}")


def _override(action: str, summary: str, weight: str | None) -> Callable[..., None]:
    """Return the command of one override. `weight` says whether it takes a weight: required, optional or None."""

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
            print_table(rows, OVERRIDE, "Preview; nothing was changed" if preview else None)

    command.__doc__ = f"""{summary}

    \b
    Example:
      pgbandit generator {action} dataNerd{" 0.2" if weight == "required" else ""} --reason 'spring campaign'
    """
    command = with_session(command)
    command = click.option("--preview", is_flag=True, help="Show the resulting weights without changing anything.")(
        command
    )
    command = click.option("--reason", help="Reason, stored in the history. Required without --preview.")(command)
    if weight:
        command = click.argument("weight", required=weight == "required")(command)
    return generator.command(action)(click.argument("name")(command))


set_ = _override("set", "Set a generator's weight now; later runs may change it.", "required")
pin = _override("pin", "Fix a generator's weight through every run. The default is its present weight.", "optional")
release = _override("release", "Release a pinned generator, so that runs change its weight again.", None)
disable = _override("disable", "Disable a generator; the others share its weight.", None)
enable = _override(
    "enable",
    "Enable a disabled, testing or retired generator again. The default is its last weight; a pin returns.",
    "optional",
)
test = _override("test", "Set status testing: chosen and measured, with a fixed weight.", "optional")


@generator.command()
@with_session
def reviews(session: Session) -> None:
    """List the generators flagged for review.

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
        say("no generator is flagged for review")


@generator.command()
@click.argument("name")
@click.argument("decision", type=click.Choice(["keep", "disable"]))
@click.option("--reason", required=True, help="Reason, stored in the history.")
@with_session
def review(session: Session, name: str, decision: str, reason: str) -> None:
    """Keep or disable a generator that is flagged for review.

    \b
    Example:
      pgbandit generator review newsReporter disable --reason 'no followers in a month'
    """
    session.database.call("resolve_review", p_generator=name, p_decision=decision, p_reason=reason)
    if session.as_json:
        print_json({"generator_name": name, "decision": decision})
    else:
        say(f"{name} reviewed: {decision}")
