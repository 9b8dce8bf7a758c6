"""The experiment arms of an account."""

from typing import Any

import click

from runner.database.session import Session
from runner.terminal.options import with_session
from runner.terminal.output import print_json, print_table

ARMS = ("arm", "share", "transform", "strength")
RESULTS = (
    "experiment_arm",
    "share",
    "total_posts",
    "exposure",
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
    """Show, start, change and end experiment arms."""


@experiment.command()
@with_session
def results(session: Session) -> None:
    """Compare each arm with control.

    Lift is the relative difference in F/1K from control while the arm has run (0.1: ten percent more), with its 95 %
    interval, drawn from -1 to +1, and the probability that the arm is better. Exposure: impressions, or on a platform
    without impressions the followers at the time of each post.

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
@click.option("--share", help="Share of the choices, above 0 and below 1; control has the rest.")
@click.option("--transform", help="Transform of the weights: flatten, boost_low or none. Required for a new arm.")
@click.option("--strength", help="Strength of the transform, above 0 and at most 1.  [default: 0.3]")
@click.option("--reason", required=True, help="Reason, stored in the history.")
@with_session
def set_(
    session: Session, arm: str, share: str | None, transform: str | None, strength: str | None, reason: str
) -> None:
    """Start an arm, or change a running one.

    A change of transform or strength starts a new experiment; results are counted from then on.

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
@click.option("--reason", required=True, help="Reason, stored in the history.")
@with_session
def end(session: Session, arm: str, reason: str) -> None:
    """End an arm and give its share to control.

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
