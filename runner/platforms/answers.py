"""Answers of servers, read within limits of size and time."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx

LONGEST = 60  # seconds, from the headers to the end
LARGEST = 10_000_000  # bytes, compressed or not


class OversizeError(Exception):
    """The answer is too large or takes too long."""


@dataclass(frozen=True)
class Answer:
    """A response that has been read."""

    status: int
    reason: str
    headers: httpx.Headers
    body: bytes
    next_page: str | None

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def is_web_page(self) -> bool:
        return "html" in self.headers.get("content-type", "").lower() or self.body.lstrip()[:1] == b"<"


def client(**options: Any) -> httpx.Client:
    """Return a client whose responses are bounded. It follows no redirect, so a credential goes to no other host."""
    return httpx.Client(event_hooks={"response": [_bound]}, follow_redirects=False, **options)


def ask(server: httpx.Client, method: str, url: str, **options: Any) -> Answer:
    """Send a request and read its response. Raises OversizeError if that is too large or takes too long."""
    response = server.send(server.build_request(method, url, **options), stream=True)
    try:
        return _read(response)
    finally:
        response.close()


def _read(response: httpx.Response) -> Answer:
    body = bytearray()
    for part in response.iter_bytes():
        body += part
        _require_size(len(body))
    following = response.links.get("next", {}).get("url")
    return Answer(response.status_code, response.reason_phrase, response.headers, bytes(body), following)


class _Bounded(httpx.SyncByteStream):
    """A stream that ends with an error where it exceeds the limits."""

    def __init__(self, stream: httpx.SyncByteStream):
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        ends, size = time.monotonic() + LONGEST, 0
        for part in self._stream:
            size += len(part)
            _require_size(size)
            if time.monotonic() > ends:
                raise OversizeError(f"the answer takes longer than {LONGEST} s")
            yield part

    def close(self) -> None:
        self._stream.close()


def _bound(response: httpx.Response) -> None:
    response.stream = _Bounded(response.stream)


def _require_size(size: int) -> None:
    if size > LARGEST:
        raise OversizeError(f"the answer is larger than {LARGEST} bytes")
