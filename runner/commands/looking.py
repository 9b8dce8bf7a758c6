"""Reading the results: report, explain, evidence, contexts, history, events."""

import textwrap
from collections.abc import Sequence
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
score: {value} between the lowest (0) and the highest (1).  sharpened: score to the power of score_exponent.
blended: current weight and sharpened score, by aggressiveness.  target: after the rule.  new: target with the floor."""
OF_POSTERIORS = """\
posterior mean: {rate} per 1000, with a 95 % interval.  score: probability of being the best of those not held.
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
COUNTS = ("until_at", "hours", "gained", "expected", "standard_error", "base", "level", "belief")
OF_FOLLOWERS = ("followers per post", "F/1K")  # objectives in which generators are ranked by F/1K
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


def _say_basis(outlooks: list[dict[str, Any]]) -> None:
    """Say how followers are known, where they are known from counts only."""
    for outlook in outlooks:
        if outlook["basis"]:
            say(textwrap.fill(outlook["basis"], WIDTH))


@click.command()
@with_time
@click.option(
    "--lookback", type=INTERVAL, help="Window of posts, such as '365 days'.  [default: the account's setting]"
)
@with_session
def report(session: Session, at: datetime | None, lookback: str | None) -> None:
    """Show weights, F/1K, tiers, and the changes with their reasons.

    In an objective of your own, the column value is what generators are ranked by. A missed guardrail is named below.

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
    """Return the report as one object: account, at, generators, outlook, missed guardrails of the account and arms."""
    generators = session.database.call("report", p_lookback=lookback, p_now=at)
    moment = at or session.database.call_for_all("clock")[0]["clock"]
    [outlook] = session.database.call("evidence_outlook", p_now=at)
    guardrails = (
        [] if at else session.database.read("guardrail_results", account=session.database.account, state="missed")
    )
    return {
        "account": session.database.account,
        "at": moment,
        "generators": generators,
        "outlook": outlook,
        "guardrails": [row for row in guardrails if row["scope"] != "generator"],
    }


def print_report(contents: dict[str, Any]) -> None:
    """Print the report as tables."""
    [measure] = {generator["exposure_measure"] for generator in contents["generators"]} or {"impressions"}
    columns = [column if measure == "impressions" else EXPOSURE.get(column, column) for column in PERFORMANCE]
    columns = with_value(columns, contents["generators"])
    print_table(contents["generators"], columns, f"{contents['account']} at {cell(contents['at'])}")
    say()
    print_table(contents["generators"], REASONS, "What changed since the start of the window, and why")
    say(f"\n{textwrap.fill(contents['outlook']['sentence'], WIDTH)}")
    missed = [(row["name"] or "the account", guardrail(row)) for row in contents["guardrails"]]
    missed += [(row["generator_name"], row["missed_guardrails"]) for row in contents["generators"]]
    for name, guardrails in missed:
        if guardrails:
            say(textwrap.fill(f"{name} misses a guardrail, per 1000 {measure}: {guardrails}", WIDTH))
    say()
    say_objective(contents["generators"])
    say(f"total: over measured posts.  F/1K: followers gained per 1000 {measure}.  ·: unknown.")


def guardrail(row: dict[str, Any]) -> str:
    """Return a row of guardrail_results in words."""
    return f"{row['metric']} {cell(row['rate'])} of at {'least' if row['kind'] == 'min' else 'most'} {row['bound']}"


def with_value(columns: Sequence[str], rows: list[dict[str, Any]]) -> list[str]:
    """Return the columns with the value after F/1K, if the objective of the rows is one of the user's own."""
    is_own = any(row["objective"] not in OF_FOLLOWERS for row in rows)
    place = columns.index("f_per_1k") + 1
    return [*columns[:place], "value", *columns[place:]] if is_own else list(columns)


def say_objective(rows: list[dict[str, Any]]) -> None:
    """Print the objective that the rows name."""
    for objective in dict.fromkeys(row["objective"] for row in rows if row["objective"]):
        say(f"objective: {objective}.")


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
    columns = POSTERIORS if has_posteriors else with_value(STAGES, generators)
    _show(session, generators, columns, "the account has no active generator")
    if generators and not session.as_json:
        is_own = any(generator["objective"] not in (*OF_FOLLOWERS, None) for generator in generators)
        legend = OF_POSTERIORS if has_posteriors else OF_STAGES
        say(f"\n{legend.format(value='value' if is_own else 'F/1K', rate='value' if is_own else 'followers')}")
        say_objective(generators)
        if has_posteriors:
            _say_basis(session.database.call("evidence_outlook", p_now=at))
        say()
        print_table(generators, EXPLANATIONS)


@click.command()
@with_time
@click.option("--counts", is_flag=True, help="Show the intervals between follower counts that the rates come from.")
@with_session
def evidence(session: Session, at: datetime | None, counts: bool) -> None:
    """Show each generator's estimated rate and its uncertainty.

    Columns: followers per 1000 impressions, or in an objective of your own its value per 1000, with the 95 % credible
    interval; impressions a post (reach); and by the account's objective the probability of being the best and the
    expected loss. Below: how long until the best one is known, and where followers are known only from the account's
    count, what the counts say. With --counts, each interval with its gain and the gain expected from all rates, the
    level of its day (1: as usual), and how much it is believed.

    \b
    Example:
      pgbandit evidence
      pgbandit evidence --counts
    """
    if counts:
        intervals = session.database.call("follower_fit", p_now=at)
        _show(session, intervals, COUNTS, "no rate comes from follower counts: the followers of each post are known")
        return
    rows = session.database.call("generator_evidence", p_now=at)
    generators = [row for row in rows if row["best_probability"] is not None]  # the others are disabled
    _show(session, generators, EVIDENCE, "the account has no active generator")
    if generators and not session.as_json:
        outlooks = session.database.call("evidence_outlook", p_now=at)
        say(f"\n{textwrap.fill(outlooks[0]['sentence'], WIDTH)}")
        _say_basis(outlooks)
        say_objective(generators)


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
