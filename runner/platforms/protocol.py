"""What every platform does for the runner, in terms of HTTP and nothing else: what to ask for, and when, is SQL's."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from runner.errors import EXIT_FAILURE, EXIT_MISTAKE, EXIT_NOT_READY, UserError


@dataclass(frozen=True)
class Wanted:
    """A post to read; private metrics are those that a platform shows only to the post's author."""

    post_id: str
    wants_private: bool = False


@dataclass(frozen=True)
class Reading:
    """What one request brought: results as `finish_scrape` takes them, and what `save_scrape_state` is to keep."""

    results: list[dict[str, Any]]
    posts_read: int
    cursor: str | None = None


@dataclass(frozen=True)
class Finding:
    """Something that the credentials were tried for."""

    check: str
    works: bool
    detail: str


class Platform(Protocol):
    """One account on one platform."""

    metrics: Sequence[str]  # those that it can report
    batch: int  # posts that are best asked for at a time

    def read_posts(self, wanted: Sequence[Wanted], cursor: str | None) -> Iterator[Reading]:
        """Read the posts; each that is wanted is in exactly one reading. `cursor` is the last one that was kept."""

    def follower_count(self) -> int:
        """How many follow the account."""

    def check(self) -> Iterator[Finding]:
        """Try everything that the product asks of the platform."""


class PlatformError(UserError):
    """The platform did not give what was asked for. The message never holds a credential."""

    def __init__(self, message: str, hint: str | None = None, status: int | None = None):
        super().__init__(message, hint, EXIT_MISTAKE if status in (401, 403) else EXIT_FAILURE)
        self.status = status


class AwayError(PlatformError):
    """The platform gives nothing now; trying again later may help."""

    def __init__(self, message: str, hint: str | None = None, status: int | None = None):
        super().__init__(message, hint, status)
        self.exit_code = EXIT_NOT_READY


class RateLimitedError(AwayError):
    """The platform wants to be left alone until a time."""

    def __init__(self, message: str, until: datetime):
        super().__init__(message, "try again then", 429)
        self.until = until


def tried(check: str, trial: Any) -> Finding:
    """What came of calling `trial`, which returns what it found."""
    try:
        return Finding(check, True, trial())
    except PlatformError as error:
        return Finding(check, False, error.message)
