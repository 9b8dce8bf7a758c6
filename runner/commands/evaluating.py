"""Logged data put to work: evaluate, tune."""

from datetime import datetime
from typing import Any

import click

from runner.objects import read_object
from runner.output import print_json, print_table
from runner.session import Session, with_session
from runner.times import read_time

ESTIMATES = ("estimator", "value", "standard_error", "low", "high", "posts", "effective_sample_size", "warning")
COMPARISON = (
    "candidate",
    "is_present",
    "posts",
    "value",
    "difference",
    "low",
    "high",
    "effective_sample_size",
    "warning",
    "step",
)
SUGGESTIONS = ("suggested_at", "state", "message")


@click.command()
@click.argument("policy", required=False)
@click.option("--weights", callback=read_object, help="Fixed weights instead of a policy, a JSON object.")
@click.option("--from", "first", callback=read_time, help="Posts that went out later than this.")
@click.option("--to", "last", callback=read_time, help="Posts up to this.")
@click.option("--measure", help="followers_per_post (the default) or f_per_1k.")
@with_session
def evaluate(
    session: Session,
    policy: str | None,
    weights: dict[str, Any] | None,
    first: datetime | None,
    last: datetime | None,
    measure: str | None,
) -> None:
    """Estimate what other weights would have gained.

    POLICY is a policy such as thompson, or one of the candidates that tune lists, such as 'blueprint 0.4'.

    \b
    Example:
      pgbandit evaluate thompson --from 2025-05-01
      pgbandit evaluate --weights '{"coach": 0.4, "dataNerd": 0.6}' --measure f_per_1k
    """
    estimates = session.database.call(
        "evaluate_policy", p_policy=policy, p_weights=weights, p_from=first, p_to=last, p_measure=measure
    )
    if session.as_json:
        print_json(estimates)
    else:
        print_table(estimates, ESTIMATES)


@click.command()
@click.option("--dry-run", is_flag=True, help="Compare only, whatever the setting auto_tune says.")
@click.option("--at", callback=read_time, help="Time of the comparison, instead of now.")
@with_session
def tune(session: Session, dry_run: bool, at: datetime | None) -> None:
    """Compare settings and policies; suggest or take a step.

    \b
    Example:
      pgbandit tune --dry-run
    """
    candidates = session.database.call("tune", p_dry_run=dry_run or None, p_now=at)
    suggestions = session.database.read("suggestions", 5, account=session.database.account)
    if session.as_json:
        print_json({"candidates": candidates, "suggestions": suggestions})
        return
    if candidates:
        print_table(candidates, COMPARISON)
    else:
        click.echo("auto_tune is off: --dry-run compares all the same")
    if suggestions:
        click.echo()
        print_table(suggestions, SUGGESTIONS, "Suggestions")
