"""Work that may take for ever, such as finding a host: done in a thread, which is left behind when its time is over."""

import threading
import time
from collections.abc import Callable
from typing import Any

_threads: list[threading.Thread] = []


class TimeIsUp(Exception):
    """The work was not done in time."""


class Attempt:
    """One piece of work with its time, which begins now."""

    def __init__(self, seconds: float):
        self.seconds = seconds
        self.settled: Any = None
        self._ends = time.monotonic() + seconds
        self._is_over = False
        self._lock = threading.Lock()

    @property
    def remaining(self) -> float:
        """Seconds until the time is over."""
        return max(0.0, self._ends - time.monotonic())

    def run(self, work: Callable[[], Any]) -> Any:
        """What the work returns or raises; TimeIsUp where it does neither in time."""
        outcome: list[tuple[Any, BaseException | None]] = []

        def keep_outcome() -> None:
            try:
                outcome.append((work(), None))
            except BaseException as error:
                outcome.append((None, error))

        thread = threading.Thread(target=keep_outcome, daemon=True)
        _threads.append(thread)
        thread.start()
        try:
            thread.join(self.remaining)
        finally:
            with self._lock:
                self._is_over = True
        if not outcome:
            raise TimeIsUp
        [(result, error)] = outcome
        if error:
            raise error
        return result

    def settle(self, value: Any) -> None:
        """For the work, before its last step: from here on `value` stands, whether or not that step is seen to succeed.

        Once the time is over it is too late for that, and TimeIsUp says so.
        """
        with self._lock:
            if self._is_over:
                raise TimeIsUp
            self.settled = value


def anybody_left_behind() -> bool:
    """Whether a thread is still at work that nobody waits for."""
    return any(thread.is_alive() for thread in _threads)
