"""Repeats work that cannot get a lock, so that the sessions that queued behind it get their turn in between."""

import threading
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from typing import TypeVar

import psycopg

from runner.database.connection import connect
from runner.deploy import blockers
from runner.deploy.scripts import BUSY
from runner.errors import EXIT_NOT_READY, UserError

T = TypeVar("T")

TRIES = 4
PAUSE = 1  # seconds between two tries
_LOOK = 0.1  # seconds between two looks at the locks


class Watch(threading.Thread):
    """Looks, in a session of its own, for the sessions that another session waits for."""

    def __init__(self, dsn: str, pid: int):
        super().__init__(daemon=True)
        self.blockers = ""
        self._dsn, self._pid = dsn, pid
        self._ended = threading.Event()

    def __enter__(self) -> "Watch":
        self.start()
        return self

    def __exit__(self, *_error) -> None:
        self._ended.set()
        self.join()

    def run(self) -> None:
        with suppress(UserError, psycopg.Error), connect(self._dsn) as conn:
            while not self._ended.wait(_LOOK):
                self.blockers = blockers.of_session(conn, self._pid) or self.blockers


def retry(conn: psycopg.Connection, dsn: str, work: Callable[[], T]) -> T:
    """Run `work`, which may be repeated. If no try gets its locks, name the sessions that hold them."""
    with ExitStack() as stack:
        watch = Watch(dsn, conn.info.backend_pid)
        for number in range(1, TRIES + 1):
            try:
                return work()
            except (UserError, *BUSY) as error:
                if not _is_busy(error):
                    raise
                if number == TRIES:
                    raise _blocked(error, watch.blockers) from error
            if number == 1:
                stack.enter_context(watch)
            time.sleep(PAUSE)
            conn.execute("reset role; reset search_path")


def _is_busy(error: Exception) -> bool:
    return isinstance(error, BUSY) or isinstance(error.__cause__, BUSY)


def _blocked(error: Exception, blockers: str) -> UserError:
    reason = error.message if isinstance(error, UserError) else error.diag.message_primary
    return UserError(
        f"{reason}; tried {TRIES} times, blocked by {blockers or 'other sessions'}",
        hint="try again when these transactions have ended",
        exit_code=EXIT_NOT_READY,
    )
