"""What every platform does for the runner: HTTP only. SQL decides which posts to read, and when."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from runner.errors import EXIT_FAILURE, EXIT_MISTAKE, EXIT_NOT_READY, UserError


@dataclass(frozen=True)
class Wanted:
    """A post to read. Private metrics are those that a platform shows only to the post's author."""

    post_id: str
    wants_private: bool = False


@dataclass(frozen=True)
class Reading:
    """The result of one request: the arguments for `finish_scrape` and for `save_scrape_state`."""

    results: list[dict[str, Any]]
    posts_read: int
    cursor: str | None = None


@dataclass(frozen=True)
class Finding:
    """The result of one check of the credentials."""

    check: str
    works: bool
    detail: str


class Platform(Protocol):
    """One account on one platform."""

    metrics: Sequence[str]  # the metrics that it can report
    batch: int  # the best number of posts in one request

    def read_posts(self, wanted: Sequence[Wanted], cursor: str | None) -> Iterator[Reading]:
        """Read the posts; each of them is in exactly one reading. `cursor` is the last one that was saved."""

    def follower_count(self) -> int:
        """Return the number of the account's followers."""

    def check(self) -> Iterator[Finding]:
        """Try every kind of request that the runner makes."""


ABOUT_REQUEST = {400, 404, 408, 410, 413, 414, 422, 431}  # statuses of errors that another request may not have


class PlatformError(UserError):
    """The platform did not answer as expected. The message never contains a credential."""

    def __init__(self, message: str, hint: str | None = None, status: int | None = None):
        super().__init__(message, hint, EXIT_MISTAKE if status in (401, 403) else EXIT_FAILURE)
        self.status = status

    @property
    def is_about_request(self) -> bool:
        """Whether one of the posts in the request may be the cause."""
        return self.status is None or self.status in ABOUT_REQUEST or self.status >= 500


class RefusedPostError(UserError):
    """A post cannot be one of the account's, so its metrics are not read or not used."""


class UnavailableError(PlatformError):
    """The platform is unavailable; the same request may succeed later."""

    def __init__(self, message: str, hint: str | None = None, status: int | None = None):
        super().__init__(message, hint, status)
        self.exit_code = EXIT_NOT_READY


class RateLimitedError(UnavailableError):
    """The platform limits the rate of requests until a time."""

    def __init__(self, message: str, until: datetime):
        super().__init__(message, "try again then", 429)
        self.until = until


def of_another(author: str) -> RefusedPostError:
    """Return the error for a post of another author."""
    return RefusedPostError(f"the post belongs to {author:.100}, not to this account")


def check_one(name: str, request: Callable[[], str]) -> Finding:
    """Return the finding of one check: what `request` returns, or its error."""
    try:
        return Finding(name, True, request())
    except PlatformError as error:
        return Finding(name, False, error.message)
