"""A deadline for work that may block, such as resolving a host name. The work runs in a thread, abandoned when late."""

import threading
import time
from collections.abc import Callable
from typing import Any

_threads: list[threading.Thread] = []


class DeadlineExceeded(Exception):
    """The work did not finish before the deadline."""


class Deadline:
    """A deadline for one piece of work; its time starts at once."""

    def __init__(self, seconds: float):
        self.seconds = seconds
        self.settled: Any = None
        self._ends = time.monotonic() + seconds
        self._is_over = False
        self._lock = threading.Lock()

    @property
    def remaining(self) -> float:
        """Seconds until the deadline."""
        return max(0.0, self._ends - time.monotonic())

    def run(self, work: Callable[[], Any]) -> Any:
        """Run the work and return its result or raise its exception. Raises DeadlineExceeded if it takes too long."""
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
            raise DeadlineExceeded
        [(result, error)] = outcome
        if error:
            raise error
        return result

    def settle(self, value: Any) -> None:
        """Fix the work's result before its last step, so that the result is valid even if that step fails or is late.

        Raises DeadlineExceeded if the deadline has passed.
        """
        with self._lock:
            if self._is_over:
                raise DeadlineExceeded
            self.settled = value


def has_abandoned_threads() -> bool:
    """Return whether a thread that missed its deadline is still running."""
    return any(thread.is_alive() for thread in _threads)
