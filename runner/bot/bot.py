"""A bot that works without the database too: calls that cannot be sent are queued on disk, and sent later in order."""

import hashlib
import random
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from runner import paths
from runner.bot.entries import KEPT, send, with_time
from runner.bot.fallback import Propensities, draw_of, pick
from runner.bot.links import WrongLinkError
from runner.bot.spool import Entry, Rejected, Spool
from runner.database import connection
from runner.database.calls import Database, Row
from runner.database.deadline import Deadline, DeadlineExceeded
from runner.database.failures import describe, is_rejection, is_unavailable
from runner.database.session import Session
from runner.errors import EXIT_NOT_READY, UserError

CALL_SHARE = 0.9  # of the remaining time, for one call: it leaves time to receive the server's timeout error
DEFAULT = "default"  # the account that every database has from the start, with the packaged generators
NAMELESS = "default"  # stands for the account in the names of the files, if none is named
QUEUE_SHARE = 0.75  # of the time, for sending queued calls: it leaves time to remove them from the spool

DECISION = ("decision_id", "generator_name", "experiment_arm", "weight", "propensity", "u")


class Unavailable(Exception):
    """The database is unavailable; the message gives the reason."""


class Bot:
    """The bot of a session, with its files. `warn` receives a line for each problem that does not fail the call."""

    def __init__(self, session: Session, seconds: float, warn: Callable[[str], None], stem: str | None = None):
        stem = stem or stem_of(session)
        self.spool = Spool(stem)
        self.propensities = Propensities(stem)
        self._session = session
        self._seconds = seconds
        self._warn = warn

    def choose(self, arm: str | None, context: dict[str, Any] | None, u: float | None, at: datetime | None) -> Row:
        """Return a decision: the database's, or else one that is made here and queued."""
        u = random.random() if u is None else u
        deadline, received = Deadline(self._seconds), []

        def work(database: Database) -> Row:
            with database.transaction(CALL_SHARE * deadline.remaining):
                received.append(database.call("list_propensities"))
                [decision] = database.call("choose_generator", p_arm=arm, p_context=context, p_u=u, p_now=at)
                deadline.settle(decision)
            return decision

        try:
            return _decision(self._call(deadline, work), "choice")
        except Unavailable as error:
            reason = error
        finally:
            for rows in received:
                self._store(rows)

        # A decision whose confirmation was lost is kept: if it is stored twice under one id, it is still one decision.
        moment = at or datetime.now(UTC)
        source, row = ("cache", deadline.settled) if deadline.settled else self._pick(u, arm, moment, reason)
        decision = _decision(row, source)
        self.spool.append(
            {
                "kind": "choose",
                "decision_id": decision["decision_id"],
                "generator": decision["generator_name"],
                "arm": decision["experiment_arm"],
                "u": decision["u"],
                "propensity": decision["propensity"],
                "source": source,
                "created_at": moment,
                "context": context,
            }
        )
        used = "the last known" if source == "cache" else "the packaged"
        self._warn(f"{reason}; chose by {used} propensities and queued the decision")
        return decision

    def prepare(self) -> list[Row]:
        """Fetch the propensities, for choices while the database is unavailable; return them."""
        deadline = Deadline(self._seconds)

        def work(database: Database) -> list[Row]:
            with database.transaction(CALL_SHARE * deadline.remaining):
                return database.call("list_propensities")

        rows = self._call(deadline, work)
        self.propensities.store(rows)
        return rows

    def _pick(self, u: float, arm: str | None, at: datetime, reason: Unavailable) -> tuple[str, Row]:
        """Return the source of the propensities and a decision by them. The packaged ones serve the account default."""
        source, rows = self.propensities.load()
        if source == "default" and self._session.account != DEFAULT:
            raise UserError(
                f"{reason}; the generators of the account were never fetched, so none can be chosen",
                "run pgbandit choose or pgbandit spool prepare once while the database is available",
                EXIT_NOT_READY,
            )
        u = draw_of(rows, u, at)
        return source, pick(rows, u, arm) | {"decision_id": uuid4(), "u": u}

    def send(self, entry: Entry) -> Row | None:
        """Send an entry and return the database's row. If the database is unavailable, queue it and return None."""
        deadline = Deadline(self._seconds)

        def work(database: Database) -> Row:
            with database.transaction(CALL_SHARE * deadline.remaining):
                return send(database, entry)

        try:
            return self._call(deadline, work)
        except Unavailable as error:
            self.queue(entry)
            self._warn(f"{error}; queued the call, to be sent later")
            return None

    def queue(self, entry: Entry) -> None:
        """Append an entry to the spool, with the present time if none is given."""
        self.spool.append(with_time(entry))

    def send_queued(self) -> None:
        """Send all queued calls. Raises Unavailable if not all of them could be sent."""
        self._call(Deadline(self._seconds), lambda database: None)

    def _call(self, deadline: Deadline, work: Callable[[Database], Any]) -> Any:
        """Send all queued calls, then do the work and return its result."""
        rejections: list[str] = []

        def whole() -> Any:
            database = self._session.database
            self.spool.drain(lambda entry: self._send_queued(database, entry, deadline), rejections.append)
            return work(database)

        try:
            return deadline.run(whole)
        except DeadlineExceeded:
            raise Unavailable(f"the database did not answer within {self._seconds:g} s") from None
        except Exception as error:
            if is_unavailable(error):
                raise Unavailable(describe(error)) from error
            raise
        finally:
            if rejections:
                last = rejections[-1]
                self._warn(f"new dead letters in {self.spool.dead_letters}: {len(rejections)}, the last: {last}")

    def _send_queued(self, database: Database, entry: Entry, deadline: Deadline) -> None:
        if deadline.remaining < (1 - QUEUE_SHARE) * deadline.seconds:
            raise Unavailable("not all queued calls could be sent in time")
        try:
            with database.transaction(CALL_SHARE * deadline.remaining):
                row = send(database, entry)
        except (KeyError, TypeError, ValueError, ArithmeticError, RecursionError) as error:
            raise Rejected(f"the line is damaged: {error!r}") from error
        except WrongLinkError as error:
            raise Rejected(error.message) from error
        except Exception as error:
            if is_rejection(error):
                raise Rejected(describe(error)) from error
            raise
        if row.get("status") == KEPT:
            self._warn(f"there is no decision {row['decision_id']} yet; its post is kept until it arrives")

    def _store(self, rows: list[Row]) -> None:
        try:
            self.propensities.store(rows)
        except OSError as error:
            self._warn(f"cannot store the propensities for use without the database: {error}")


def _decision(row: Row, source: str) -> Row:
    return {name: row[name] for name in DECISION} | {"source": source}


def stem_of(session: Session) -> str:
    """Return the common beginning of the names of the bot's files: its account, and a hash that names the database.

    If the account is not given, the user and the options count too, since they may set it.
    """
    if session.dsn:
        known = connection.parameters(session.dsn)
        names = ["service", "host", "hostaddr", "port", "dbname" if "dbname" in known else "user"]
        names += [] if session.account else ["user", "options"]
        identity = [known.get(name) for name in names]
    else:
        identity = ["local"]
    digest = hashlib.sha256(repr([session.account, *identity]).encode()).hexdigest()[:12]
    handle = quote(session.account or NAMELESS, safe="")[:80]
    return str(paths.home() / "bot" / f"{handle}.{digest}")
