"""Evaluating policies and settings on logged data: evaluate, tune."""

from datetime import datetime
from typing import Any

import click

from runner.database.session import Session
from runner.terminal.options import NAME, read_object, with_period, with_session, with_time
from runner.terminal.output import print_json, print_table, say

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
@click.option("--measure", type=NAME, help="An objective, such as f_per_1k.  [default: the account's]")
@with_period
@with_time
@with_session
def evaluate(
    session: Session,
    policy: str | None,
    weights: dict[str, Any] | None,
    measure: str | None,
    since: datetime | None,
    until: datetime | None,
    at: datetime | None,
) -> None:
    """Estimate the value of another policy or other weights.

    POLICY is a policy such as thompson, or a candidate listed by pgbandit tune, such as 'blueprint 0.4'. A policy alone
    has the value that the account has set, or the nearest one that was tried. A period selects posts by the time at
    which they were published.

    \b
    Example:
      pgbandit evaluate thompson --from 2025-05-01
      pgbandit evaluate --weights '{"coach": 0.4, "dataNerd": 0.6}' --measure f_per_1k
    """
    estimates = session.database.call(
        "evaluate_policy", p_policy=policy, p_weights=weights, p_from=since, p_to=until, p_measure=measure, p_now=at
    )
    if session.as_json:
        print_json(estimates)
    else:
        unit = f"In {estimates[0]['measure']}"
        print_table(estimates, ESTIMATES, f"{unit}, for {estimates[0]['candidate']}" if policy else unit)


@click.command()
@click.option("--dry-run", is_flag=True, help="Only compare, regardless of the setting auto_tune.")
@with_time
@with_session
def tune(session: Session, dry_run: bool, at: datetime | None) -> None:
    """Compare settings and policies; suggest or apply one change.

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
        [objective] = session.database.read("objectives", account=session.database.account)
        print_table(candidates, COMPARISON, f"In {objective['description']}")
    else:
        say("auto_tune is off; use --dry-run to compare without a change")
    if suggestions:
        say()
        print_table(session.all_local(suggestions), SUGGESTIONS, "Suggestions")
