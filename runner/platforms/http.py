"""HTTP for all platforms: bounded retries and answers, one kind of error, and no secret in any message."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential_jitter

from runner.errors import UserError
from runner.platforms.answers import Answer, OversizeError, ask, client
from runner.platforms.credentials import Credentials
from runner.platforms.limits import limited_until, retry_after
from runner.platforms.protocol import PlatformError, RateLimitedError, UnavailableError

TIMEOUT = 20  # seconds, for connecting, for sending and for each part of the answer
ATTEMPTS = 3
FIRST_WAIT = 0.5  # seconds; doubled after each attempt
LONGEST_WAIT = 5
ADDRESS = "set base_url to the address of the server itself"


class TransientError(UnavailableError):
    """An error that an immediate retry may resolve."""


class UnreachableError(TransientError):
    """No server answered, so the error is not about anything in the request."""

    is_about_request = False


class Http:
    """GET requests to one server."""

    def __init__(self, credentials: Credentials, default_url: str | None = None, auth: httpx.Auth | None = None):
        self._credentials = credentials
        self.base_url = _address(credentials, default_url)
        self.host = self.base_url.host
        self._has_credentials = auth is not None
        self._client = client(base_url=self.base_url, auth=auth, timeout=TIMEOUT)

    def get(self, path: str, params: Mapping[str, Any] | None = None, attempts: int = ATTEMPTS) -> Any:
        """Return the answer's JSON. Retry timeouts, server errors and malformed answers, for some seconds at most."""
        return self.get_page(path, params, attempts)[0]

    def get_page(
        self, path: str, params: Mapping[str, Any] | None = None, attempts: int = ATTEMPTS
    ) -> tuple[Any, str | None]:
        """Return the answer's JSON, and the server's link to the next page, if it gives one to the same server."""
        retrying = Retrying(
            retry=retry_if_exception_type(TransientError),
            stop=stop_after_attempt(attempts),
            wait=wait_exponential_jitter(multiplier=FIRST_WAIT, max=LONGEST_WAIT, jitter=FIRST_WAIT),
            reraise=True,
        )
        return retrying(self._get_once, path, params)

    def _get_once(self, path: str, params: Mapping[str, Any] | None) -> tuple[Any, str | None]:
        what = f"GET {urlsplit(path).path} on {self.host}"
        try:
            answer = ask(self._client, "GET", path, params=params)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            raise UnreachableError(self._scrubbed(f"{what}: {type(error).__name__}: {error}")) from None
        except httpx.TimeoutException as error:
            raise TransientError(f"{what}: timed out ({type(error).__name__})") from None
        except OversizeError as error:
            raise UnavailableError(f"{what}: {error}") from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise TransientError(self._scrubbed(f"{what}: {type(error).__name__}: {error}")) from None
        if not answer.is_success:
            raise self._error(what, answer)
        try:
            return json.loads(answer.text, parse_constant=_refuse), self._next_page(answer.next_page)
        except (ValueError, RecursionError):
            raise TransientError(f"{what}: the answer is not JSON or is incomplete") from None

    def _error(self, what: str, answer: Answer) -> PlatformError:
        """Return the error that an answer stands for, with the server's own explanation."""
        explanation = _explanation(answer)
        message = self._scrubbed(f"{what}: {answer.status} {explanation}".rstrip())
        if answer.status == httpx.codes.TOO_MANY_REQUESTS:
            until = limited_until(answer.headers)
            message = self._scrubbed(f"{self.host} limits the rate until {until:%Y-%m-%d %H:%M:%S} UTC: {explanation}")
            return RateLimitedError(message, until)
        if answer.status == httpx.codes.SERVICE_UNAVAILABLE and (until := retry_after(answer.headers)):
            message = self._scrubbed(f"{message}; try again after {until:%Y-%m-%d %H:%M:%S} UTC")
            return RateLimitedError(message, until)
        if answer.status == httpx.codes.FORBIDDEN and answer.is_web_page:
            return RefusedInBetweenError(
                f"{what}: 403, refused by a firewall in between, with a web page as the answer"
            )
        if 300 <= answer.status < 400:
            return PlatformError(message + self._target(answer), ADDRESS, answer.status)
        kind = TransientError if answer.status >= 500 else PlatformError
        return kind(message, self._hint(answer.status), answer.status)

    def _target(self, answer: Answer) -> str:
        """Return the host of a redirect, without the rest of its address."""
        target = urlsplit(urljoin(str(self.base_url), answer.headers.get("location", "")))
        return f", redirected to {target.scheme}://{target.netloc.rpartition('@')[2]}" if target.netloc else ""

    def _hint(self, status: int) -> str | None:
        if status not in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
            return None
        if self._has_credentials:
            return "check the credentials with pgbandit platform check"
        return "the server wants credentials for this; see docs/scraping.md"

    def _next_page(self, link: str | None) -> str | None:
        """Return the address of the next page on the account's own server, or None if it is not there."""
        target = urlsplit(link or "")
        if not target.path or target.hostname not in (None, self.host):
            return None
        return str(self.base_url.copy_with(raw_path=f"{target.path}?{target.query}".encode()))

    def _scrubbed(self, text: str) -> str:
        return self._credentials.scrub(" ".join(text.split()))[:500]


class RefusedInBetweenError(UnavailableError):
    """Something between here and the platform answered."""

    is_about_request = False


def _address(credentials: Credentials, default_url: str | None) -> httpx.URL:
    """Return the server's address. Raises UserError if it is missing or is none."""
    place, text = credentials.place("base_url"), credentials.get("base_url", default_url)
    if not text:
        raise UserError(f"{place} is not set", "set it to the address of the account's server")
    try:
        address, parts = httpx.URL(text), urlsplit(text)
        is_address = parts.scheme in ("http", "https") and bool(address.host) and parts.port != 0
    except (httpx.InvalidURL, ValueError):
        is_address = False
    if not is_address:
        raise UserError(f"{place} is not an address", "write it as https://example.org")
    return address


def _explanation(answer: Answer) -> str:
    """Return the platform's own explanation of an error, in any of the formats in use."""
    try:
        content = json.loads(answer.text)
    except (ValueError, RecursionError):
        return answer.reason
    if not isinstance(content, dict):
        return answer.reason
    parts = [content[key] for key in ("title", "error", "detail", "message", "error_description") if content.get(key)]
    parts += [each["message"] for each in _dicts(content.get("errors")) if each.get("message")]
    return ": ".join(dict.fromkeys(map(str, parts))) or answer.reason


def _dicts(value: Any) -> list[dict]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")
