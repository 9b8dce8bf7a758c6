"""The three ways to sign a request to X, as httpx auth classes."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import httpx
from oauthlib.oauth1 import Client

from runner.errors import UserError
from runner.platforms.answers import OversizeError, ask, client
from runner.platforms.credentials import Credentials
from runner.platforms.protocol import PlatformError, UnavailableError

TIMEOUT = 20  # seconds
ONE_A = ("api_key", "api_secret", "access_token", "access_secret")
TWO = ("client_id", "client_secret", "user_token", "refresh_token")


def choose_auth(credentials: Credentials, token_url: str) -> tuple[httpx.Auth, str, bool]:
    """Return the strongest way to sign, its name, and whether it acts for the account's user."""
    if credentials.has("user_token", "refresh_token"):
        return UserToken(credentials, token_url), "OAuth 2", True
    if credentials.has(*ONE_A):
        return Signature(*credentials.need(*ONE_A)), "OAuth 1.0a", True
    if credentials.has("bearer_token"):
        return Bearer(*credentials.need("bearer_token")), "app bearer token", False
    raise UserError(
        f"no credentials for X in {credentials.source}",
        f"set {credentials.place('bearer_token')}, or the credentials of a user (see docs/scraping.md)",
    )


class Bearer(httpx.Auth):
    """A token that does not expire."""

    def __init__(self, token: str):
        self._token = token

    def auth_flow(self, request: httpx.Request) -> Iterator[httpx.Request]:
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request


class Signature(httpx.Auth):
    """OAuth 1.0a, for requests without a body."""

    def __init__(self, api_key: str, api_secret: str, access_token: str, access_secret: str):
        self._client = Client(api_key, api_secret, access_token, access_secret)

    def auth_flow(self, request: httpx.Request) -> Iterator[httpx.Request]:
        _, headers, _ = self._client.sign(str(request.url), request.method)
        request.headers.update(headers)
        yield request


class UserToken(httpx.Auth):
    """OAuth 2: a token valid for two hours, and a refresh token that returns the next pair, once."""

    def __init__(self, credentials: Credentials, token_url: str):
        if credentials.has("refresh_token"):
            credentials.need("client_id")
            if not credentials.file:
                raise UserError(
                    "a refresh token changes with each use, so it cannot be kept in the environment",
                    "put the account's credentials in a file named by --credentials or PGBANDIT_CREDENTIALS",
                )
        self._token = credentials.get("user_token", "")
        self._may_refresh = credentials.has("refresh_token")
        self._credentials = credentials
        self._token_url = token_url

    def auth_flow(self, request: httpx.Request) -> Iterator[httpx.Request]:
        if self._token:
            request.headers["Authorization"] = f"Bearer {self._token}"
            response = yield request
            if response.status_code != httpx.codes.UNAUTHORIZED or not self._may_refresh:
                return
        self._token = self._credentials.file.replace(self._token, "user_token", self._refresh)["user_token"]
        request.headers["Authorization"] = f"Bearer {self._token}"
        yield request

    def _refresh(self, values: Mapping[str, Any]) -> dict[str, str]:
        """Request the next two tokens, without a retry: if the answer is lost, the refresh token has been used."""
        form = {
            "grant_type": "refresh_token",
            "refresh_token": values["refresh_token"],
            "client_id": values["client_id"],
        }
        secret = values.get("client_secret")
        try:
            with client(auth=(values["client_id"], secret) if secret else None, timeout=TIMEOUT) as server:
                answer = ask(server, "POST", self._token_url, data=form)
            given = json.loads(answer.text) if answer.is_success else {}
        except (httpx.HTTPError, httpx.InvalidURL, OversizeError, ValueError, RecursionError) as error:
            raise UnavailableError(f"the token cannot be refreshed: {type(error).__name__}") from None
        if not isinstance(given, dict) or not isinstance(given.get("access_token"), str):
            if answer.status >= 500 or answer.status == httpx.codes.TOO_MANY_REQUESTS:
                raise UnavailableError(f"the token cannot be refreshed ({answer.status})")
            raise PlatformError(
                f"the refresh token was refused ({answer.status})",
                "log in to X again and store both tokens",
                httpx.codes.UNAUTHORIZED,
            )
        next_refresh_token = given.get("refresh_token")
        kept = {"refresh_token": next_refresh_token} if isinstance(next_refresh_token, str) else {}
        return {"user_token": given["access_token"]} | kept
