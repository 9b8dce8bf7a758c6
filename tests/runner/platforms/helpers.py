"""What the tests of the platforms have in common, apart from fixtures."""

import importlib.util
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import ModuleType

import pytest
from authlib.oauth1.rfc5849.signature import verify_hmac_sha1
from authlib.oauth1.rfc5849.wrapper import OAuth1Request

ROOT = Path(__file__).resolve().parents[3]
NOW = datetime.now(UTC).replace(microsecond=0)
ME = "42"
KEYS = {"api_key": "the-api-key", "api_secret": "the-api-secret"}
TOKENS = {"access_token": "42-the-access-token", "access_secret": "the-access-secret"}


def load(path: Path) -> ModuleType:
    """A module that is in no package."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = sys.modules[path.stem] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


x_server = load(ROOT / "samples" / "x_server.py")


def snowflake(at: datetime, sequence: int = 0) -> str:
    """An id as X makes them: the milliseconds since its own beginning, and a sequence."""
    return str((int(at.timestamp() * 1000) - 1288834974657) << 22 | sequence)


def hours_ago(hours: float) -> datetime:
    return NOW - timedelta(hours=hours)


def signed_by(method: str, url: str, header: str) -> str | None:
    """Whose signature that is: checked by another library than the one that signs."""
    request = OAuth1Request(method, url, headers={"Authorization": header})
    request.client = type(
        "Client", (), {"get_client_secret": lambda _self: KEYS["api_secret"], "rsa_public_key": None}
    )()
    request.credential = type("Token", (), {"get_oauth_token_secret": lambda _self: TOKENS["access_secret"]})()
    known = (request.client_id, request.token) == (KEYS["api_key"], TOKENS["access_token"])
    return ME if known and verify_hmac_sha1(request) else None


def in_environment(x, **values: str) -> dict[str, str]:
    """Credentials for X as environment variables."""
    return {f"PGBANDIT_X_{name}".upper(): value for name, value in ({"base_url": x.url} | values).items()} | {
        "PGBANDIT_ACCOUNT": "mybot"
    }


def needs(is_there: object, reason: str) -> None:
    """Skip the test where something is not installed, but not where everything should be."""
    if not is_there:
        (pytest.fail if os.environ.get("ALL_PLATFORMS") else pytest.skip)(reason)
