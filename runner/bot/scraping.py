"""Scraping: the database says which posts are due and stores the results; the platform is asked in between."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from runner.database.calls import Database, Row
from runner.errors import UserError

if TYPE_CHECKING:
    from runner.platforms.protocol import Platform

COUNTS = ("claimed", "recorded", "unchanged", "rejected", "failed", "deleted", "unknown", "posts_read")


class Round:
    """Reads everything that is due now, in batches. `counts` has the results, `problem` what ended it early."""

    def __init__(self, database: Database, platform: "Platform", worker: str, now: datetime | None = None):
        self.counts: Counter[str] = Counter(dict.fromkeys(COUNTS, 0))
        self.problem: UserError | None = None
        self.database = database
        self._platform = platform
        self._worker = worker
        self._now = now  # None: the database's own time

    def run(self, limit: int | None, advance: Callable[[int], None], stopped: Callable[[], bool]) -> None:
        """Read until nothing is due, `limit` posts were claimed, the platform fails or `stopped` returns true."""
        while not (stopped() or self.problem) and (limit is None or self.counts["claimed"] < limit):
            size = min(self._platform.batch, limit - self.counts["claimed"]) if limit else self._platform.batch
            claimed = self.database.call("claim_scrapes", p_limit=size, p_worker=self._worker, p_now=self._now)
            if not claimed:
                self._note_limit()
                return
            self.counts["claimed"] += len(claimed)
            self._scrape(claimed)
            advance(len(claimed))

    def _scrape(self, claimed: list[Row]) -> None:
        """Read the claimed posts. If the platform as a whole fails, the rest is due again when their leases expire."""
        from runner.platforms.protocol import PlatformError, RateLimitedError, Wanted

        [state] = self.database.call("scrape_state")
        cursor = state["next_cursor"]
        wanted = [Wanted(row["tweet_id"], row["wants_private"]) for row in claimed]
        try:
            for reading in self._platform.read_posts(wanted, cursor):
                self._finish(reading.results)
                cursor = reading.cursor
                self.counts["posts_read"] += reading.posts_read
                self.database.call("save_scrape_state", p_cursor=cursor, p_credits=reading.posts_read, p_now=self._now)
        except RateLimitedError as error:
            self.problem = error
            self.database.call("save_scrape_state", p_cursor=cursor, p_rate_limited_until=error.until, p_now=self._now)
        except PlatformError as error:
            self.problem = error

    def _note_limit(self) -> None:
        """Set `problem` if nothing could be claimed because of the platform's rate limit."""
        from runner.platforms.protocol import RateLimitedError

        [state] = self.database.call("scrape_state", p_now=self._now)
        until = state["rate_limited_until"]
        if until:
            self.problem = RateLimitedError(f"the rate is limited until {until:%Y-%m-%d %H:%M:%S} UTC", until)

    def _finish(self, results: list[dict[str, Any]]) -> None:
        if results:
            [counted] = self.database.call("finish_scrape", p_worker=self._worker, p_results=results, p_now=self._now)
            self.counts.update({name: count for name, count in counted.items() if name in COUNTS})


def account_of(database: Database) -> Row:
    """Return the account with its platform."""
    [account] = database.call("account_platform")
    return account


def platform_of(account: Row, credentials_file: Path | None) -> "Platform":
    """Return the account's platform, opened with its credentials."""
    from runner.platforms import open_platform
    from runner.platforms.credentials import read_credentials

    credentials = read_credentials(account["platform"], account["account"], credentials_file)
    return open_platform(account["platform"], account["platform_user_id"], credentials)


def read_follower_count(database: Database, platform: "Platform") -> int:
    """Read the account's follower count and record it. If it cannot be read, record it as unknown."""
    from runner.platforms.protocol import PlatformError

    try:
        count = platform.follower_count()
    except PlatformError:
        database.call("record_followers")
        raise
    database.call("record_followers", p_count=count)
    return count
