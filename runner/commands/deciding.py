"""What the posting bot calls: choose, posted, discard, record, and spool for queued calls."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any

import click

from runner.bot import links
from runner.bot.bot import Bot, Unavailable, stem_of
from runner.bot.entries import KEPT
from runner.database import documents
from runner.database.batches import batches
from runner.database.session import Session
from runner.errors import EXIT_FAILURE, EXIT_NOT_READY, UserError
from runner.terminal.options import NAME, read_object, read_time, with_session
from runner.terminal.output import print_json, print_record, warn

LONGEST = 3600  # seconds, the largest timeout


def _show(session: Session, record: dict[str, Any]) -> None:
    if session.as_json:
        print_json(record)
    else:
        print_record(session.local(record))


def _draw(_context: click.Context, _parameter: click.Parameter, u: float | None) -> float | None:
    if u is not None and not 0 <= u < 1:
        raise click.BadParameter(f"a draw must be in [0,1), not {u:g}")
    return u


def _seconds(_context: click.Context, _parameter: click.Parameter, seconds: float) -> float:
    if not 0 < seconds <= LONGEST:
        raise click.BadParameter(f"must be above 0 and at most {LONGEST}")
    return seconds


def _timeout(default: float) -> Callable[..., Any]:
    return click.option(
        "--timeout",
        type=float,
        callback=_seconds,
        default=default,
        show_default=True,
        help="Seconds to wait for the database.",
    )


@click.command()
@click.option("--arm", type=NAME, help="Experiment arm, such as control.  [default: drawn by the arms' shares]")
@click.option("--context", callback=read_object, help="Context of the post, a JSON object.")
@click.option("--u", type=float, callback=_draw, help="Uniform draw in [0,1), to repeat a choice.  [default: random]")
@click.option("--at", callback=read_time, help="Time of the choice.  [default: now]")
@_timeout(2)
@with_session
def choose(
    session: Session,
    arm: str | None,
    context: dict[str, Any] | None,
    u: float | None,
    at: datetime | None,
    timeout: float,
) -> None:
    """Choose the generator of the next post and record the decision.

    This also works while the database is unavailable. The choice is then made by the propensities last received from
    the database (source "cache" instead of "choice") or, if there are none, by the packaged ones (source "default"),
    and the decision is queued on disk. posted, discard and record queue their calls in the same way. The next of these
    commands that reaches the database sends all queued calls first, in order (see also pgbandit spool).

    \b
    Example:
      pgbandit choose --context '{"topic": "sleep", "format": "thread"}' --json
    """
    _show(session, Bot(session, timeout, warn).choose(arm, context, u, at))


@click.command()
@click.argument("decision_id", type=click.UUID)
@click.argument("tweet_id")
@click.option("--at", callback=read_time, help="Time of the post.  [default: now]")
@click.option("--content", help="Text of the post, for features of the text.")
@_timeout(2)
@with_session
def posted(
    session: Session, decision_id: Any, tweet_id: str, at: datetime | None, content: str | None, timeout: float
) -> None:
    """Record that a decision's post was published.

    TWEET_ID is the platform's id of the post, or a link to it on the account's platform. Repeating the call has no
    effect. While the database is unavailable, the call is queued with its time (status "queued"). If the database does
    not know the decision, which may be queued elsewhere, the post is kept until it arrives; the exit code is 2.

    \b
    Example:
      pgbandit posted 7f8e4b0e-9a57-4a5e-8f43-0c6f4f8f3a11 1980682040778375204
    """
    links.require_post(tweet_id)
    post = {"decision_id": decision_id, "tweet_id": tweet_id}
    row = Bot(session, timeout, warn).send({"kind": "posted", **post, "at": at, "content": content})
    if row and row["status"] == KEPT:
        raise UserError(
            f"there is no decision {decision_id} [WT003]; its post is kept until the decision arrives",
            "if the id or the account is wrong, call it again with the right one",
        )
    _show(session, row or {**post, "status": "queued"})


@click.command()
@click.argument("decision_id", type=click.UUID)
@click.option("--reason", help="Reason, as free text.")
@_timeout(2)
@with_session
def discard(session: Session, decision_id: Any, reason: str | None, timeout: float) -> None:
    """Record that a decision will not become a post.

    While the database is unavailable, the call is queued (status "queued").

    \b
    Example:
      pgbandit discard 7f8e4b0e-9a57-4a5e-8f43-0c6f4f8f3a11 --reason 'too long'
    """
    row = Bot(session, timeout, warn).send({"kind": "discard", "decision_id": decision_id, "reason": reason})
    _show(session, row or {"decision_id": decision_id, "status": "queued"})


@click.command()
@click.argument("file", type=click.File(encoding="utf-8-sig"))
@click.option("--source", type=NAME, default="bot", show_default=True, help="Source of the metrics.")
@click.option("--at", callback=read_time, help="Time of reading for rows without collected_at.  [default: now]")
@_timeout(2)
@with_session
def record(session: Session, file: IO[str], source: str, at: datetime | None, timeout: float) -> None:
    """Record metrics of posts from FILE, or from standard input (-).

    FILE contains a JSON array of objects, or one object a line. Each object names its post by decision_id or tweet_id.
    A metric that is absent or null counts as not measured. Rejected rows are stored with the reason, and the exit code
    is 1. Keys that are not known are ignored, counted and named. While the database is unavailable, rows are queued
    with their time (status "queued"). The timeout applies to each batch of 2000 rows.

    \b
    Example:
      echo '[{"tweet_id": "1980682040778375204", "likes": 3, "impressions": 812}]' | pgbandit record -
    """
    counts: Counter[str] = Counter(read=0, inserted=0, updated=0, unchanged=0, rejected=0)
    unknown: Counter[str] = Counter()
    bot, queued = Bot(session, timeout, warn), 0
    for rows in batches(_objects(file)):
        sound, refused = documents.separate(rows)
        entry = {"kind": "record", "rows": sound, "refused": refused, "source": source, "at": at}
        if queued:
            bot.queue(entry)
        elif counted := bot.send(entry):
            unknown.update(counted.pop("unknown_keys"))
            counts.update(counted)
            continue
        queued += len(rows)
    ignored = {"unknown_keys": dict(unknown)} if unknown else {}
    _show(session, dict(counts) | ignored | ({"queued": queued, "status": "queued"} if queued else {}))
    if counts["rejected"]:
        warn("rows were rejected; to see the reasons, run: select * from bandit.rejected_rows")
        click.get_current_context().exit(EXIT_FAILURE)


@click.command()
@click.argument("action", required=False, metavar="[prepare]", type=click.Choice(["prepare"]))
@click.option(
    "--file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Send the calls in this file."
)
@_timeout(60)
@with_session
def spool(session: Session, action: str | None, file: Path | None, timeout: float) -> None:
    """Send queued calls.

    With prepare, also fetch the propensities of the account, so that choose works while the database is unavailable.

    Prints the number of queued calls before (found) and after (waiting), and the number of dead letters: calls that the
    database rejected permanently, with the file that contains them. The exit code is 75 if the database is unavailable.
    choose, posted, discard and record send queued calls too, before their own. Calls queued for another connection
    string or account are named with their file; --file sends them to this database.

    \b
    Example:
      pgbandit spool
      pgbandit spool prepare
    """
    bot = Bot(session, timeout, warn, _stem(session, file))
    found, prepared = bot.spool.count_waiting(), {}
    try:
        if action:
            prepared = {"generators": len({row["generator_name"] for row in bot.prepare()})}
        else:
            bot.send_queued()
        reason = None
    except Unavailable as error:
        reason = error
    dead_letters = bot.spool.count_dead_letters()
    counts = {"found": found, "waiting": bot.spool.count_waiting(), "dead_letters": dead_letters}
    _show(session, counts | prepared | ({"file": str(bot.spool.dead_letters)} if dead_letters else {}))
    for path, count in bot.spool.elsewhere().items():
        warn(f"{path}: queued calls for another connection string or account: {count}; send them with --file")
    if reason:
        raise UserError(str(reason), "try again later", EXIT_NOT_READY)


def _stem(session: Session, file: Path | None) -> str:
    """Return the common beginning of the names of the bot's files: those that `file` belongs to, or the session's."""
    own = stem_of(session)
    if file is None:
        return own
    if file.suffix != ".spool" or Path(file.stem).stem != Path(own).stem:
        raise UserError(f"{file} is not a spool of this account", "name a file of the account, and pass its --account")
    return str(file.resolve().with_suffix(""))


def _objects(file: IO[str]) -> Iterator[Any]:
    """Yield the objects of a JSON array, or of JSON lines."""
    name = file.name if isinstance(file.name, str) else "standard input"  # which is closed
    try:
        for line in file:
            if line.lstrip().startswith("["):
                yield from documents.parse_rows(line + file.read())
            elif line.strip():
                yield from documents.parse_rows(line)
    except UnicodeDecodeError as error:
        raise UserError(f"{name} is not UTF-8 text") from error
    except documents.Malformed as error:
        raise UserError(f"{name} is {error}", "pass an array of objects, or one object a line") from error
    except OSError as error:
        raise UserError(f"cannot read {name}: {error.strerror}") from error
