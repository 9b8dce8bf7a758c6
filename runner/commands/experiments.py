"""The experiments of an account."""

from datetime import datetime
from typing import Any

import click

from runner.commands.looking import OF_FOLLOWERS, say_objective, with_value
from runner.database.session import Session
from runner.terminal.options import read_object_file, with_session, with_time
from runner.terminal.output import print_json, print_record, print_table, say

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
PERIODS = (
    "experiment",
    "started_at",
    "ended_at",
    "share",
    "control_share",
    "total_posts",
    "f_per_1k",
    "control_f_per_1k",
    "lift",
)


@click.group()
def experiment() -> None:
    """Show, start, change and end experiments."""


@experiment.command()
@click.option("--all", "everything", is_flag=True, help="Ended experiments as well, and the periods of each.")
@with_time
@with_session
def results(session: Session, everything: bool, at: datetime | None) -> None:
    """Compare the arm of each experiment with control.

    Lift is the relative difference from control in F/1K, or in the value of an objective of your own (0.1: ten percent
    more), with its 95 % interval, drawn from -1 to +1, and the probability that the arm is better. It is the mean over
    the periods in which no share changed, each weighted by its precision. Exposure: impressions, or on a platform
    without impressions the followers at the time of each post. A line of advice follows for each experiment, or its
    verdict.

    \b
    Example:
      pgbandit experiment results --all
    """
    rows = session.database.call("list_experiments", p_now=at)
    periods: list[dict[str, Any]] = []
    if everything:
        periods = session.database.call("list_experiment_periods", p_now=at)
        for row in rows:
            row["periods"] = [period for period in periods if period["experiment"] == row["experiment"]]
    else:
        rows = [row for row in rows if row["ended_at"] is None]
    if session.as_json:
        print_json(rows)
        return
    print_table(rows, with_value(RESULTS, rows))
    for row in rows:
        if row["experiment"]:
            say(f"{row['experiment']} ({row['experiment_arm']}): {row['advice'] or _verdict(row)}")
    if any(row["objective"] not in OF_FOLLOWERS for row in rows):
        say_objective(rows)
    if periods:
        say()
        print_table(session.all_local(periods), with_value(PERIODS, periods), "Periods of constant shares")


@experiment.command()
@click.argument("name")
@click.option("--hypothesis", required=True, help="Expected effect, stored with the results.")
@click.option("--share", required=True, help="Share of the choices, above 0 and below 1; control has the rest.")
@click.option("--arm", help="The arm, such as variant_a.  [default: made from NAME]")
@click.option("--transform", help="The arm transforms the weights: flatten, boost_low or none.")
@click.option("--strength", help="Strength of the transform, above 0 and at most 1.  [default: 0.3]")
@click.option(
    "--weights",
    type=click.File(encoding="utf-8-sig"),
    callback=read_object_file,
    help='The arm has fixed weights: a file with a JSON object such as {"coach": 0.4, "dataNerd": 0.6}; - is stdin.',
)
@click.option("--policy", help="The arm follows this policy, such as blueprint.")
@click.option("--days", type=click.IntRange(1, 36500), default=28, show_default=True, help="Time to the planned end.")
@with_session
def start(
    session: Session,
    name: str,
    hypothesis: str,
    share: str,
    arm: str | None,
    transform: str | None,
    strength: str | None,
    weights: dict[str, Any] | None,
    policy: str | None,
    days: int,
) -> None:
    """Start an experiment: give its arm a share of the choices.

    An arm that exists, such as variant_a, keeps its definition. A new arm requires --transform, --weights or --policy.

    \b
    Example:
      pgbandit experiment start 'more exploration' --arm variant_a --share 0.2 --hypothesis 'weak personas improve'
      pgbandit experiment start blueprint --policy blueprint --share 0.5 --hypothesis 'it gains more than thompson'
    """
    [started] = session.database.call(
        "start_experiment",
        p_experiment=name,
        p_hypothesis=hypothesis,
        p_share=share,
        p_arm=arm,
        p_transform=transform,
        p_strength=strength,
        p_weights=weights,
        p_policy=policy,
        p_duration=f"{days} days",
    )
    if session.as_json:
        print_json(started)
    else:
        print_record(session.local(started))


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
    """Change an arm, or start one without a name and a hypothesis.

    A change of the share keeps the results: they go on in another period. A change of transform or strength ends the
    experiment and starts another one.

    \b
    Example:
      pgbandit experiment set variant_a --share 0.1 --reason 'less of it'
    """
    rows = session.database.call(
        "set_arm", p_arm=arm, p_share=share, p_transform=transform, p_strength=strength, p_reason=reason
    )
    _show(session, rows)


@experiment.command()
@click.argument("name")
@click.option("--reason", required=True, help="Reason, stored in the history.")
@click.option("--verdict", help="ship, stop or undecided.  [default: as advised]")
@with_session
def end(session: Session, name: str, reason: str, verdict: str | None) -> None:
    """End an experiment, store its verdict, and give its share to control.

    NAME is the experiment or its arm.

    \b
    Example:
      pgbandit experiment end 'more exploration' --reason 'no better than control'
    """
    _show(session, session.database.call("end_arm", p_arm=name, p_reason=reason, p_verdict=verdict))


def _verdict(row: dict[str, Any]) -> str:
    """Return the verdict of an ended experiment with its reason."""
    return ": ".join(filter(None, (row["verdict"] or "ended", row["verdict_reason"])))


def _show(session: Session, rows: list[dict[str, Any]]) -> None:
    if session.as_json:
        print_json(rows)
    else:
        print_table(rows, ARMS)
