"""Reading the results: report, explain, evidence, contexts, history, events."""

import textwrap
from datetime import datetime
from typing import Any

import click

from runner.commands.kinds import KINDS, unknown_kind
from runner.database.calls import Period
from runner.database.session import Session
from runner.terminal.options import COUNT, INTERVAL, NAME, with_period, with_session, with_time
from runner.terminal.output import cell, print_json, print_table, say

WIDTH = 100
PERFORMANCE = (
    "generator_name",
    "weight",
    "status",
    "needs_review",
    "posted",
    "total_posts",
    "total_impressions",
    "total_followers",
    "f_per_1k",
    "tier",
)
EXPOSURE = {"total_impressions": "total_exposure"}  # for platforms without impressions
REASONS = ("generator_name", "weight_before", "weight", "reason")
STAGES = (
    "generator_name",
    "current_weight",
    "total_posts",
    "f_per_1k",
    "score",
    "sharpened_score",
    "blended_weight",
    "rule",
    "target_weight",
    "fixed_weight",
    "new_weight",
)
POSTERIORS = (
    "generator_name",
    "current_weight",
    "posterior_mean",
    "credible_low",
    "credible_high",
    "best_probability",
    "score",
    "sharpened_score",
    "rule",
    "fixed_weight",
    "new_weight",
)
EXPLANATIONS = ("generator_name", "explanation")
OF_STAGES = """\
score: F/1K between the lowest (0) and the highest (1).  sharpened: score to the power of score_exponent.
blended: current weight and sharpened score, by aggressiveness.  target: after the rule.  new: target with the floor."""
OF_POSTERIORS = """\
posterior mean: followers per 1000, with a 95 % interval.  score: probability of being the best of those not held.
sharpened: the cube of the score; new weights are in proportion to it, with the floor.  fixed: pinned or testing."""
EVIDENCE = (
    "generator_name",
    "posterior_mean",
    "credible_low",
    "credible_high",
    "reach",
    "best_probability",
    "expected_loss",
    "changed_at",
)
CONTEXTS = ("topic", "format", "daypart", "generator_name", "weight", "overall_weight")
HISTORY = ("changed_at", "generator_name", "old_weight", "new_weight", "change", "actor", "reason")
EVENTS = ("event_at", "kind", "generator_name", "actor", "message")


def _show(session: Session, rows: list[dict[str, Any]], columns: tuple[str, ...], if_empty: str) -> None:
    if session.as_json:
        print_json(rows)
    elif rows:
        print_table(session.all_local(rows), columns)
    else:
        say(if_empty)


@click.command()
@with_time
@click.option(
    "--lookback", type=INTERVAL, help="Window of posts, such as '365 days'.  [default: the account's setting]"
)
@with_session
def report(session: Session, at: datetime | None, lookback: str | None) -> None:
    """Show weights, F/1K, tiers, and the changes with their reasons.

    \b
    Example:
      pgbandit report --at 2018-12-31 --lookback '365 days'
    """
    contents = report_of(session, at, lookback)
    if session.as_json:
        print_json(contents)
    else:
        print_report(session.local(contents))


def report_of(session: Session, at: datetime | None = None, lookback: str | None = None) -> dict[str, Any]:
    """Return the report as one object: account, at, generators, outlook."""
    generators = session.database.call("report", p_lookback=lookback, p_now=at)
    moment = at or session.database.call_for_all("clock")[0]["clock"]
    [outlook] = session.database.call("evidence_outlook", p_now=at)
    return {"account": session.database.account, "at": moment, "generators": generators, "outlook": outlook}


def print_report(contents: dict[str, Any]) -> None:
    """Print the report as tables."""
    [measure] = {generator["exposure_measure"] for generator in contents["generators"]} or {"impressions"}
    columns = [column if measure == "impressions" else EXPOSURE.get(column, column) for column in PERFORMANCE]
    print_table(contents["generators"], columns, f"{contents['account']} at {cell(contents['at'])}")
    say()
    print_table(contents["generators"], REASONS, "What changed since the start of the window, and why")
    say(f"\n{textwrap.fill(contents['outlook']['sentence'], WIDTH)}")
    say(f"\ntotal: over measured posts.  F/1K: followers gained per 1000 {measure}.  ·: unknown.")


@click.command()
@with_time
@click.option("--lookback", type=INTERVAL, help="Window of posts, such as '14 days'.  [default: the account's setting]")
@with_session
def explain(session: Session, at: datetime | None, lookback: str | None) -> None:
    """Show every step of the next run, for each generator.

    \b
    Example:
      pgbandit explain
    """
    generators = session.database.call("explain_weights", p_now=at, p_lookback=lookback)
    has_posteriors = any(generator["posterior_mean"] is not None for generator in generators)
    _show(session, generators, POSTERIORS if has_posteriors else STAGES, "the account has no active generator")
    if generators and not session.as_json:
        say(f"\n{OF_POSTERIORS if has_posteriors else OF_STAGES}\n")
        print_table(generators, EXPLANATIONS)


@click.command()
@with_time
@with_session
def evidence(session: Session, at: datetime | None) -> None:
    """Show each generator's estimated rate and its uncertainty.

    Columns: followers per 1000 impressions with the 95 % credible interval, impressions a post (reach), and by the
    account's objective the probability of being the best and the expected loss. Below: how long until the best one is
    known.

    \b
    Example:
      pgbandit evidence
    """
    rows = session.database.call("generator_evidence", p_now=at)
    generators = [row for row in rows if row["best_probability"] is not None]  # the others are disabled
    _show(session, generators, EVIDENCE, "the account has no active generator")
    if generators and not session.as_json:
        [outlook] = session.database.call("evidence_outlook", p_now=at)
        say(f"\n{textwrap.fill(outlook['sentence'], WIDTH)}")


@click.command()
@with_session
def contexts(session: Session) -> None:
    """Show the weights of contexts that have their own.

    \b
    Example:
      pgbandit contexts
    """
    weights = session.database.read("weights_by_context", account=session.database.account)
    _show(session, weights, CONTEXTS, "no context has its own weights")


@click.command()
@click.option("--generator", type=NAME, help="Only this generator, in any spelling.")
@click.option("--limit", default=20, show_default=True, type=COUNT, help="Number of rows.")
@with_period
@with_session
def history(
    session: Session, generator: str | None, limit: int, since: datetime | None, until: datetime | None
) -> None:
    """Show the changes of weights with their reasons, newest first.

    \b
    Example:
      pgbandit history --generator dataNerd --since 2025-05-01
    """
    database = session.database
    name = database.call("canonical_generator", p_name=generator)[0]["canonical_generator"] if generator else None
    _show(
        session,
        database.read(
            "weight_history",
            limit,
            Period("changed_at", since, until),
            account=database.account,
            generator_name=name,
        ),
        HISTORY,
        "no weight has changed",
    )


@click.command()
@click.option("--kind", type=NAME, help="Only events of this kind, such as viral, failing or setting.")
@click.option("--limit", default=20, show_default=True, type=COUNT, help="Number of rows.")
@with_period
@with_session
def events(session: Session, kind: str | None, limit: int, since: datetime | None, until: datetime | None) -> None:
    """Show events, newest first.

    \b
    Example:
      pgbandit events --kind failing --since 2025-05-01
    """
    database = session.database
    found = database.read("recent_events", limit, Period("event_at", since, until), account=database.account, kind=kind)
    if not found and kind and kind not in KINDS:
        raise unknown_kind(kind)
    _show(session, found, EVENTS, "no events found")
