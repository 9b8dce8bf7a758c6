"""Events as they occur, through a pooler, which passes no notifications on: new rows of the views."""

import json
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

Row = dict[str, Any]

INTERVAL = 1  # seconds between two looks at the views
NEWEST = 1000  # rows of a view that a look compares with those already seen


def poll(read: Callable[..., list[Row]]) -> Iterator[str]:
    """Yield new rows of the views `recent_events` and `recent_runs`, as the payloads of `notify_event`."""
    seen = dict(_newest(read))
    while True:
        time.sleep(INTERVAL)
        newest = dict(_newest(read))
        yield from (payload for key, payload in newest.items() if key not in seen)
        seen = newest


def _newest(read: Callable[..., list[Row]]) -> Iterator[tuple[tuple[str, int], str]]:
    """Yield a key and the payload of each recent event and run, oldest first."""
    for event in reversed(read("recent_events", NEWEST)):
        yield ("event", event["event_id"]), _payload(event, event["event_at"], event["kind"], event["message"])
    for run in reversed(read("recent_runs", NEWEST)):
        message = ": ".join(filter(None, [f"run {run['status']}", run["reason"]]))
        yield ("run", run["run_id"]), _payload(run, run["run_at"], "run", message)


def _payload(row: Row, at: datetime, kind: str, message: str) -> str:
    payload = {
        "account": row["account"],
        "kind": kind,
        "generator": row.get("generator_name"),
        "run_id": row["run_id"],
        "at": at.isoformat(),
        "message": message,
    }
    return json.dumps(payload)
