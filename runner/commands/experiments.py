"""The experiment arms of an account: their results, begun, changed and ended."""

from typing import Any

import click

from runner.output import print_json, print_table
from runner.session import Session, with_session

ARMS = ("arm", "share", "transform", "strength")
RESULTS = (
    "experiment_arm",
    "share",
    "posts",
    "impressions",
    "followers",
    "f_per_1k",
    "lift",
    "lift_low",
    "lift_high",
    "interval",
    "probability_better",
)


@click.group()
def experiment() -> None:
    """Show experiment arms, begin, change and end them."""


@experiment.command()
@with_session
def results(session: Session) -> None:
    """Show how every arm does against control.

    Lift is how much more F/1K than control over the time the arm has run (0.1: ten percent more), with its 95 %
    interval, drawn from -1 to +1, and the probability to be better.

    \b
    Example:
      pgbandit experiment results
    """
    rows = session.database.read("experiment_results", account=session.database.account)
    if session.as_json:
        print_json(rows)
    else:
        print_table(rows, RESULTS)


@experiment.command("set")
@click.argument("arm")
@click.option("--share", help="Its share of the choices, above 0 and under 1; control takes what the others leave.")
@click.option("--transform", help="What it makes of the weights: flatten, boost_low or none. A new arm needs it.")
@click.option("--strength", help="How strongly, above 0 and up to 1.  [default: 0.3]")
@click.option("--reason", required=True, help="Why, in words; kept in the history.")
@with_session
def set_(
    session: Session, arm: str, share: str | None, transform: str | None, strength: str | None, reason: str
) -> None:
    """Begin an arm, or change one that runs.

    Another transform or strength makes it another experiment, whose results start anew.

    \b
    Example:
      pgbandit experiment set variant_a --share 0.1 --reason 'less of it'
    """
    rows = session.database.call(
        "set_arm", p_arm=arm, p_share=share, p_transform=transform, p_strength=strength, p_reason=reason
    )
    _show(session, rows)


@experiment.command()
@click.argument("arm")
@click.option("--reason", required=True, help="Why, in words; kept in the history.")
@with_session
def end(session: Session, arm: str, reason: str) -> None:
    """End an arm; control takes over its share.

    \b
    Example:
      pgbandit experiment end variant_b --reason 'no better than control'
    """
    _show(session, session.database.call("end_arm", p_arm=arm, p_reason=reason))


def _show(session: Session, rows: list[dict[str, Any]]) -> None:
    if session.as_json:
        print_json(rows)
    else:
        print_table(rows, ARMS)
