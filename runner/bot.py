"""A bot's conversation with a database that may be away: what cannot be said now is kept, in order, and said later."""

import hashlib
import random
from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import click

from runner import connection, failures, paths
from runner.database import Database
from runner.fallback import Propensities, pick
from runner.patience import Attempt, TimeIsUp
from runner.session import Session
from runner.spool import Entry, Refused, Spool

CAREFUL = 0.9  # of the time left, for one call: so the server's word that it took too long is still heard
REPLAYING = 0.75  # of the time, for replaying: the rest is for removing what was replayed

DECISION = ("decision_id", "generator_name", "experiment_arm", "weight", "propensity")
Row = dict[str, Any]


class Away(Exception):
    """The database cannot be had, and why."""


class Bot:
    """The bot of a session, with what it keeps on disk."""

    def __init__(self, session: Session, seconds: float):
        stem = _stem(session)
        self.spool = Spool(stem)
        self.propensities = Propensities(stem)
        self._session = session
        self._seconds = seconds

    def choose(self, arm: str | None, context: dict[str, Any] | None, u: float | None, at: datetime | None) -> Row:
        """A decision, whatever becomes of the database."""
        u = random.random() if u is None else u
        attempt, told = Attempt(self._seconds), []

        def work(database: Database) -> Row:
            with database.transaction(CAREFUL * attempt.remaining):
                told.append(database.call("list_propensities"))
                [decision] = database.call("choose_generator", p_arm=arm, p_context=context, p_u=u, p_now=at)
                attempt.settle(decision)
            return decision

        try:
            return self._ask(attempt, work) | {"source": "choice"}
        except Away as away:
            reason = away
        finally:
            for rows in told:
                self._remember(rows)

        source, rows = self.propensities.known()
        # Where the answer came, but not the word that it is stored, it stands: stored twice under one id, it is one.
        row = attempt.settled or pick(rows, u, arm) | {"decision_id": uuid4()}
        if attempt.settled:
            source = "cache"
        decision = {name: row[name] for name in DECISION} | {"source": source}
        self.spool.append(
            {
                "kind": "choose",
                "decision_id": decision["decision_id"],
                "generator": decision["generator_name"],
                "arm": decision["experiment_arm"],
                "u": u,
                "propensity": decision["propensity"],
                "source": source,
                "created_at": at or _now(),
                "context": context,
            }
        )
        known = "the last known" if source == "cache" else "the packaged"
        _say(f"{reason}; chose by {known} propensities, the decision is spooled")
        return decision

    def say(self, entry: Entry) -> Row | None:
        """The database's answer to an entry; None where it is spooled instead."""
        attempt = Attempt(self._seconds)

        def work(database: Database) -> Row:
            with database.transaction(CAREFUL * attempt.remaining):
                return perform(database, entry)

        try:
            return self._ask(attempt, work)
        except Away as away:
            self.spool_unsaid(entry)
            _say(f"{away}; spooled, to be said later")
            return None

    def spool_unsaid(self, entry: Entry) -> None:
        """Keep an entry for later, with the time that it means."""
        self.spool.append(entry | {"at": entry["at"] or _now()} if "at" in entry else entry)

    def replay(self) -> None:
        """Say what waits; Away where not all of it can be said."""
        attempt = Attempt(self._seconds)
        self._ask(attempt, lambda database: None)

    def _ask(self, attempt: Attempt, work: Callable[[Database], Any]) -> Any:
        """What the work returns, after everything that waits has been said."""
        refusals: list[str] = []

        def whole() -> Any:
            database = self._session.database
            self.spool.replay(lambda entry: _say_again(database, entry, attempt), refusals.append)
            return work(database)

        try:
            return attempt.run(whole)
        except TimeIsUp:
            raise Away(f"the database did not answer within {self._seconds:g} s") from None
        except Exception as error:
            if failures.is_away(error):
                raise Away(failures.reason(error)) from error
            raise
        finally:
            if refusals:
                _say(f"spooled lines set aside in {self.spool.aside}: {len(refusals)}, the last: {refusals[-1]}")

    def _remember(self, rows: list[Row]) -> None:
        try:
            self.propensities.keep(rows)
        except OSError as error:
            _say(f"the propensities cannot be kept for when the database is away: {error}")


def perform(database: Database, entry: Entry) -> Row:
    """Say one entry to the database."""
    match entry:
        case {"kind": "choose", "decision_id": decision, "generator": generator, "arm": arm, **rest}:
            [row] = database.call(
                "record_decision",
                p_decision_id=str(decision),
                p_generator_name=str(generator),
                p_experiment_arm=str(arm),
                p_u=float(rest["u"]),
                p_propensity=Decimal(rest["propensity"]),
                p_source=str(rest["source"]),
                p_created_at=str(rest["created_at"]),
                p_context=rest["context"],
            )
        case {"kind": "posted", "decision_id": decision, "tweet_id": tweet, "at": at, **rest}:
            [row] = database.call(
                "mark_posted",
                p_decision_id=str(decision),
                p_tweet_id=str(tweet),
                p_posted_at=_text(at),
                p_content=_text(rest.get("content")),
            )
        case {"kind": "discard", "decision_id": decision, "reason": reason}:
            [row] = database.call("discard_decision", p_decision_id=str(decision), p_reason=_text(reason))
        case {"kind": "record", "rows": list(rows), "source": source, "at": at}:
            [row] = database.call("record_outcomes", p_rows=rows, p_source=str(source), p_collected_at=_text(at))
        case _:
            raise Refused("the line is none that this version knows")
    return row


def _say_again(database: Database, entry: Entry, attempt: Attempt) -> None:
    if attempt.remaining < (1 - REPLAYING) * attempt.seconds:
        raise Away("the spool is still being replayed")
    try:
        with database.transaction(CAREFUL * attempt.remaining):
            perform(database, entry)
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise Refused(f"the line is damaged: {error!r}") from error
    except Exception as error:
        if failures.is_refusal(error):
            raise Refused(failures.reason(error)) from error
        raise


def _stem(session: Session) -> str:
    """The beginning of the bot's files: its account, and a hash of the database and of whom that takes the bot for."""
    if session.dsn:
        known = connection.parameters(session.dsn)
        names = ["service", "host", "hostaddr", "port", "dbname" if "dbname" in known else "user"]
        names += [] if session.account else ["user", "options"]  # which may set the account
        identity = [known.get(name) for name in names]
    else:
        identity = ["local"]
    digest = hashlib.sha256(repr([session.account, *identity]).encode()).hexdigest()[:12]
    handle = quote(session.account or "default", safe="")[:80]
    return str(paths.home() / "bot" / f"{handle}.{digest}")


def _text(value: Any) -> str | None:
    """What PostgreSQL reads as whatever it is for; None stays."""
    return None if value is None else str(value)


def _now() -> datetime:
    return datetime.now(UTC)


def _say(message: str) -> None:
    click.echo(f"pgbandit: {message}", err=True)
