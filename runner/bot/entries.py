"""The entries of the spool, and the call of the database that each stands for."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from runner.bot import links
from runner.bot.spool import Entry, Rejected
from runner.database import documents
from runner.database.calls import Database, Row

KEPT = "kept"  # status of a post whose decision the database does not know yet


def with_time(entry: Entry) -> Entry:
    """Return the entry with the present time, where it has a time and none is given."""
    return entry | {"at": entry["at"] or datetime.now(UTC)} if "at" in entry else entry


def send(database: Database, entry: Entry) -> Row:
    """Make the entry's call and return its row."""
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
                "keep_post",  # marks it as posted, if the decision is known
                p_decision_id=str(decision),
                p_tweet_id=_post_id(database, str(tweet)),
                p_posted_at=_text(at),
                p_content=_text(rest.get("content")),
            )
        case {"kind": "discard", "decision_id": decision, "reason": reason}:
            [row] = database.call("discard_decision", p_decision_id=str(decision), p_reason=_text(reason))
        case {"kind": "record", "rows": list(rows), "source": source, "at": at, **rest}:
            sound, refused = documents.separate(rows)
            row = _record(database, sound, refused + rest.get("refused", []), str(source), _text(at))
        case _:
            raise Rejected("the line is not an entry of this version")
    return row


def _post_id(database: Database, text: str) -> str:
    """Return the id of a post. The account's platform is asked for only if it is given as a link."""
    if not links.is_link(text):
        return text
    [account] = database.call("account_platform")
    return links.post_id(text, account["platform"])


def _record(database: Database, rows: list[Row], refused: list[documents.Refused], source: str, at: str | None) -> Row:
    """Record the rows, and store those that are no JSON for PostgreSQL as rejected ones."""
    [counted] = database.call("record_outcomes", p_rows=rows, p_source=source, p_collected_at=at)
    if refused:
        database.call("reject_outcomes", p_rows=refused, p_source=source, p_collected_at=at)
        counted["read"] += len(refused)
        counted["rejected"] += len(refused)
    return counted


def _text(value: Any) -> str | None:
    """Return the value as text, which PostgreSQL converts to the parameter's type; None stays None."""
    return None if value is None else str(value)
