"""HTTP for all platforms: bounded retries, one kind of error, and no secret in any message."""

import json
import math
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import httpx
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential_jitter

from runner.errors import UserError
from runner.platforms.credentials import Credentials
from runner.platforms.protocol import PlatformError, RateLimitedError, UnavailableError

TIMEOUT = 20  # seconds, for connecting, for sending and for each part of the answer
ATTEMPTS = 3
FIRST_WAIT = 0.5  # seconds; doubled after each attempt
LONGEST_WAIT = 5
DEFAULT_LIMIT = timedelta(minutes=15)  # the length of a limit whose end is not given
LIMIT_HEADERS = ("x-rate-limit-reset", "ratelimit-reset", "x-ratelimit-reset", "retry-after")
LONGEST_LIMIT = timedelta(days=1)  # a longer one is ignored as implausible


class TransientError(UnavailableError):
    """An error that an immediate retry may resolve."""


class Http:
    """GET requests to one server."""

    def __init__(self, credentials: Credentials, default_url: str | None = None, auth: httpx.Auth | None = None):
        self._base_url = credentials.get("base_url", default_url)
        if not self._base_url:
            raise UserError(
                f"{credentials.place('base_url')} is not set", "set it to the address of the account's server"
            )
        address = urlsplit(self._base_url)
        if address.scheme not in ("http", "https") or not address.hostname:
            raise UserError(f"{credentials.place('base_url')} is not an address", "write it as https://example.org")
        self._host = address.hostname
        self._credentials = credentials
        self._client = httpx.Client(base_url=self._base_url, auth=auth, timeout=TIMEOUT)

    def get(self, path: str, params: Mapping[str, Any] | None = None) -> Any:
        """Return the answer's JSON. Retry timeouts, server errors and malformed answers, for some seconds at most."""
        retrying = Retrying(
            retry=retry_if_exception_type(TransientError),
            stop=stop_after_attempt(ATTEMPTS),
            wait=wait_exponential_jitter(multiplier=FIRST_WAIT, max=LONGEST_WAIT, jitter=FIRST_WAIT),
            reraise=True,
        )
        return retrying(self._get_once, path, params)

    def _get_once(self, path: str, params: Mapping[str, Any] | None) -> Any:
        what = f"GET {path} on {self._host}"
        try:
            response = self._client.get(path, params=params)
        except httpx.TimeoutException as error:
            raise TransientError(f"{what}: timed out ({type(error).__name__})") from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise TransientError(self._scrubbed(f"{what}: {type(error).__name__}: {error}")) from None
        if response.status_code == httpx.codes.TOO_MANY_REQUESTS:
            until = limited_until(response.headers)
            raise RateLimitedError(f"{self._host} limits the rate until {until:%Y-%m-%d %H:%M:%S} UTC", until)
        if not response.is_success:
            kind = TransientError if response.is_server_error else PlatformError
            message = self._scrubbed(f"{what}: {response.status_code} {_explanation(response)}".rstrip())
            raise kind(message, _hint(response.status_code), response.status_code)
        try:
            return json.loads(response.text, parse_constant=_refuse)
        except (ValueError, RecursionError):
            raise TransientError(f"{what}: the answer is not JSON or is incomplete") from None

    def _scrubbed(self, text: str) -> str:
        return self._credentials.scrub(" ".join(text.split()))[:500]


def limited_until(headers: Mapping[str, str]) -> datetime:
    """Return when a rate limit ends, from a Unix time, an ISO time or seconds from now. Default: in 15 minutes."""
    now = datetime.now(UTC)
    for name in LIMIT_HEADERS:
        try:
            until = _time(headers[name], now if name == "retry-after" else datetime.fromtimestamp(0, UTC))
        except (KeyError, ValueError, OverflowError):
            continue
        if now <= until <= now + LONGEST_LIMIT:
            return until
    return now + DEFAULT_LIMIT


def _time(text: str, start: datetime) -> datetime:
    try:
        seconds = float(text)
    except ValueError:
        time = datetime.fromisoformat(text)
        return time if time.tzinfo else time.replace(tzinfo=UTC)
    return start + timedelta(seconds=math.ceil(seconds))


def _explanation(response: httpx.Response) -> str:
    """Return the platform's own explanation of an error, in any of the formats in use."""
    try:
        answer = response.json()
    except (ValueError, RecursionError):
        return response.reason_phrase
    if not isinstance(answer, dict):
        return response.reason_phrase
    parts = [answer[key] for key in ("title", "error", "detail", "message", "error_description") if answer.get(key)]
    return ": ".join(dict.fromkeys(map(str, parts))) or response.reason_phrase


def _hint(status: int) -> str | None:
    return "check the credentials with pgbandit platform check" if status in (401, 403) else None


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")
