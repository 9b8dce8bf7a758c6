"""What the posting bot calls: choose, posted, discard, record."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import IO, Any

import click

from runner.batches import batches
from runner.errors import EXIT_FAILURE, UserError
from runner.output import print_json, print_record
from runner.session import Session, with_session
from runner.times import read_time


def _show(session: Session, record: dict[str, Any]) -> None:
    if session.as_json:
        print_json(record)
    else:
        print_record(record)


def _json_object(_context: click.Context, _parameter: click.Parameter, text: str | None) -> dict[str, Any] | None:
    if text is None:
        return None
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise click.BadParameter(f"not JSON: {error}") from error
    if not isinstance(value, dict):
        raise click.BadParameter("not a JSON object")
    return value


@click.command()
@click.option("--arm", help="Experiment arm, such as control, instead of one drawn by its share.")
@click.option("--context", callback=_json_object, help="What is known of the post to come, a JSON object.")
@click.option("--u", type=float, help="The draw in [0,1), to replay a choice.")
@click.option("--at", callback=read_time, help="Time of the choice, instead of now.")
@with_session
def choose(
    session: Session, arm: str | None, context: dict[str, Any] | None, u: float | None, at: datetime | None
) -> None:
    """Choose who writes the next post, and record the decision.

    \b
    Example:
      pgbandit choose --context '{"topic": "sleep", "format": "thread"}' --json
    """
    [decision] = session.database.call("choose_generator", p_arm=arm, p_context=context, p_u=u, p_now=at)
    _show(session, decision)


@click.command()
@click.argument("decision_id", type=click.UUID)
@click.argument("tweet_id")
@click.option("--at", callback=read_time, help="When the post went out, instead of now.")
@with_session
def posted(session: Session, decision_id: Any, tweet_id: str, at: datetime | None) -> None:
    """Say that a decision's post went out. The same call again changes nothing.

    \b
    Example:
      pgbandit posted 7f8e4b0e-9a57-4a5e-8f43-0c6f4f8f3a11 1980682040778375204
    """
    [decision] = session.database.call("mark_posted", p_decision_id=decision_id, p_tweet_id=tweet_id, p_posted_at=at)
    _show(session, decision)


@click.command()
@click.argument("decision_id", type=click.UUID)
@click.option("--reason", help="Why, in words.")
@with_session
def discard(session: Session, decision_id: Any, reason: str | None) -> None:
    """Say that a decision will not become a post.

    \b
    Example:
      pgbandit discard 7f8e4b0e-9a57-4a5e-8f43-0c6f4f8f3a11 --reason 'too long'
    """
    [decision] = session.database.call("discard_decision", p_decision_id=decision_id, p_reason=reason)
    _show(session, decision)


@click.command()
@click.argument("file", type=click.File(encoding="utf-8-sig"))
@click.option("--source", default="bot", show_default=True, help="Who delivers the metrics.")
@click.option("--at", callback=read_time, help="When they were read, where a row has no collected_at; instead of now.")
@with_session
def record(session: Session, file: IO[str], source: str, at: datetime | None) -> None:
    """Record metrics of posts from FILE, or from standard input (-).

    FILE holds a JSON array of objects, or an object a line. Each names its post by decision_id or tweet_id. A metric
    that is absent or null was not measured. Refused rows are kept in rejected_metrics with the reason, and the exit
    code is then 1.

    \b
    Example:
      echo '[{"tweet_id": "1980682040778375204", "likes": 3, "impressions": 812}]' | pgbandit record -
    """
    counts: Counter[str] = Counter(read=0, inserted=0, updated=0, unchanged=0, rejected=0)
    for batch in batches(_objects(file)):
        [counted] = session.database.call("record_outcomes", p_rows=batch, p_source=source, p_collected_at=at)
        counts.update(counted)
    _show(session, dict(counts))
    if counts["rejected"]:
        click.echo("pgbandit: select * from bandit.rejected_rows shows what was refused and why", err=True)
        click.get_current_context().exit(EXIT_FAILURE)


def _objects(file: IO[str]) -> Iterator[Any]:
    """The objects of a JSON array, or of JSON lines."""
    try:
        for line in file:
            if line.lstrip().startswith("["):
                yield from _parsed(line + file.read(), file.name)
            elif line.strip():
                yield _parsed(line, file.name)
    except UnicodeDecodeError as error:
        raise UserError(f"{file.name} is not UTF-8 text") from error


def _parsed(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise UserError(f"{name} is not JSON: {error}", "pass an array of objects, or an object a line") from error
