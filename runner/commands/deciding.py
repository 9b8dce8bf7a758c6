"""What the posting bot calls: choose, posted, discard, record, and spool for what they could not say."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import IO, Any

import click

from runner.batches import batches
from runner.bot import Away, Bot
from runner.errors import EXIT_FAILURE, EXIT_NOT_READY, UserError
from runner.objects import read_object
from runner.output import print_json, print_record
from runner.session import Session, with_session
from runner.times import read_time

LONGEST = 3600  # seconds that anybody may want to wait


def _show(session: Session, record: dict[str, Any]) -> None:
    if session.as_json:
        print_json(record)
    else:
        print_record(record)


def _draw(_context: click.Context, _parameter: click.Parameter, u: float | None) -> float | None:
    if u is not None and not 0 <= u < 1:
        raise click.BadParameter(f"a draw must lie in [0,1), not {u:g}")
    return u


def _seconds(_context: click.Context, _parameter: click.Parameter, seconds: float) -> float:
    if not 0 < seconds <= LONGEST:
        raise click.BadParameter(f"must lie above 0 and up to {LONGEST}")
    return seconds


def _patience(default: float) -> Callable[..., Any]:
    return click.option(
        "--timeout", type=float, callback=_seconds, default=default, show_default=True, help="Seconds for the database."
    )


@click.command()
@click.option("--arm", help="Experiment arm, such as control, instead of one drawn by its share.")
@click.option("--context", callback=read_object, help="What is known of the post to come, a JSON object.")
@click.option("--u", type=float, callback=_draw, help="The draw in [0,1), to replay a choice.")
@click.option("--at", callback=read_time, help="Time of the choice, instead of now.")
@_patience(2)
@with_session
def choose(
    session: Session,
    arm: str | None,
    context: dict[str, Any] | None,
    u: float | None,
    at: datetime | None,
    timeout: float,
) -> None:
    """Choose who writes the next post, and record the decision.

    It does not fail because the database is away: then it chooses by the last propensities that it was told (source
    "cache" instead of "choice"), or by the packaged ones if there are none (source "default"), says so on stderr, and
    spools the decision on this machine's disk. posted, discard and record spool what they are told likewise, and the
    next call that reaches the database says it all, in order, before its own work (see also pgbandit spool).

    \b
    Example:
      pgbandit choose --context '{"topic": "sleep", "format": "thread"}' --json
    """
    _show(session, Bot(session, timeout).choose(arm, context, u, at))


@click.command()
@click.argument("decision_id", type=click.UUID)
@click.argument("tweet_id")
@click.option("--at", callback=read_time, help="When the post went out, instead of now.")
@click.option("--content", help="What was posted, for the data points of its text.")
@_patience(2)
@with_session
def posted(
    session: Session, decision_id: Any, tweet_id: str, at: datetime | None, content: str | None, timeout: float
) -> None:
    """Say that a decision's post went out. The same call again changes nothing.

    While the database is away this is spooled, with the time (status "spooled"), and said later.

    \b
    Example:
      pgbandit posted 7f8e4b0e-9a57-4a5e-8f43-0c6f4f8f3a11 1980682040778375204
    """
    said = {"decision_id": decision_id, "tweet_id": tweet_id}
    answer = Bot(session, timeout).say({"kind": "posted", **said, "at": at, "content": content})
    _show(session, answer or {**said, "status": "spooled"})


@click.command()
@click.argument("decision_id", type=click.UUID)
@click.option("--reason", help="Why, in words.")
@_patience(2)
@with_session
def discard(session: Session, decision_id: Any, reason: str | None, timeout: float) -> None:
    """Say that a decision will not become a post.

    While the database is away this is spooled (status "spooled"), and said later.

    \b
    Example:
      pgbandit discard 7f8e4b0e-9a57-4a5e-8f43-0c6f4f8f3a11 --reason 'too long'
    """
    said = {"decision_id": decision_id, "reason": reason}
    answer = Bot(session, timeout).say({"kind": "discard", **said})
    _show(session, answer or {"decision_id": decision_id, "status": "spooled"})


@click.command()
@click.argument("file", type=click.File(encoding="utf-8-sig"))
@click.option("--source", default="bot", show_default=True, help="Who delivers the metrics.")
@click.option("--at", callback=read_time, help="When they were read, where a row has no collected_at; instead of now.")
@_patience(2)
@with_session
def record(session: Session, file: IO[str], source: str, at: datetime | None, timeout: float) -> None:
    """Record metrics of posts from FILE, or from standard input (-).

    FILE holds a JSON array of objects, or an object a line. Each names its post by decision_id or tweet_id. A metric
    that is absent or null was not measured. Refused rows are kept in rejected_metrics with the reason, and the exit
    code is then 1. While the database is away, rows are spooled with the time (status "spooled"), and recorded later;
    the timeout is that of 2000 rows.

    \b
    Example:
      echo '[{"tweet_id": "1980682040778375204", "likes": 3, "impressions": 812}]' | pgbandit record -
    """
    counts: Counter[str] = Counter(read=0, inserted=0, updated=0, unchanged=0, rejected=0)
    bot, spooled = Bot(session, timeout), 0
    for rows in batches(_objects(file)):
        entry = {"kind": "record", "rows": rows, "source": source, "at": at}
        if spooled:
            bot.spool_unsaid(entry)
        elif counted := bot.say(entry):
            counts.update(counted)
            continue
        spooled += len(rows)
    _show(session, dict(counts) | ({"spooled": spooled, "status": "spooled"} if spooled else {}))
    if counts["rejected"]:
        click.echo("pgbandit: select * from bandit.rejected_rows shows what was refused and why", err=True)
        click.get_current_context().exit(EXIT_FAILURE)


@click.command()
@_patience(60)
@with_session
def spool(session: Session, timeout: float) -> None:
    """Say now what waits from when the database was away.

    Shows how many lines waited, how many wait still, and how many the database refused and where they were set aside.
    The exit code is 75 if the database cannot be reached. It is not needed for the spool to empty: each of these
    commands does the same before its own work.

    \b
    Example:
      pgbandit spool
    """
    bot = Bot(session, timeout)
    found = bot.spool.waiting()
    try:
        bot.replay()
        reason = None
    except Away as away:
        reason = away
    aside = bot.spool.set_aside()
    told = {"found": found, "waiting": bot.spool.waiting(), "set_aside": aside}
    _show(session, told | ({"file": str(bot.spool.aside)} if aside else {}))
    if reason:
        raise UserError(str(reason), "try again later", EXIT_NOT_READY)


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
