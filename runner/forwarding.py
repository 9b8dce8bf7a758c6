"""Passing JSON documents on to a webhook or a command, with bounded retries. No error shows the webhook's address."""

import os
import signal
import subprocess
import tempfile
from collections.abc import Callable
from urllib.parse import urlsplit

import httpx
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential_jitter

from runner.errors import ForwardingError, UserError
from runner.platforms.answers import OversizeError, ask, client

Forward = Callable[[str], None]

ATTEMPTS = 5
FIRST_WAIT = 0.5  # seconds; doubled after each attempt
LONGEST_WAIT = 8
TIMEOUT = 20  # seconds, for a webhook to connect and to answer
LONGEST = 60  # seconds that a command may take
PASSING = (httpx.codes.REQUEST_TIMEOUT, httpx.codes.TOO_EARLY, httpx.codes.TOO_MANY_REQUESTS)
NOT_RUNNABLE = (126, 127)  # the shell's exit codes for a command that it cannot run
SHOWN = 200  # characters of a reason


class PassingError(ForwardingError):
    """The document was not accepted; another attempt may succeed."""


def to_webhook(url: str) -> Forward:
    """Return a function that sends a JSON document by POST. Raises UserError if the address is none."""
    host = _host(url)
    server = client(timeout=TIMEOUT)

    def post(document: str) -> None:
        try:
            answer = ask(server, "POST", url, content=document, headers={"Content-Type": "application/json"})
        except (httpx.HTTPError, OversizeError) as error:
            raise PassingError(f"{host}: {type(error).__name__}") from None
        if not answer.is_success:
            kind = PassingError if answer.status >= 500 or answer.status in PASSING else ForwardingError
            raise kind(f"{host} answers {answer.status} {answer.reason}")

    return _retried(post)


def to_command(command: str) -> Forward:
    """Return a function that runs a command of the shell with a JSON document as its input."""

    def run(document: str) -> None:
        with tempfile.TemporaryFile() as errors:
            code = _run(command, document, errors.fileno())
            errors.seek(0)
            last = "".join(errors.read().decode("utf-8", "replace").strip().splitlines()[-1:])
        if code:
            kind = ForwardingError if code in NOT_RUNNABLE else PassingError
            raise kind(f"the command ended with exit code {code}{': ' * bool(last)}{last:.{SHOWN}}")

    return _retried(run)


def _retried(forward: Forward) -> Forward:
    retrying = Retrying(
        retry=retry_if_exception_type(PassingError),
        stop=stop_after_attempt(ATTEMPTS),
        wait=wait_exponential_jitter(multiplier=FIRST_WAIT, max=LONGEST_WAIT, jitter=FIRST_WAIT),
        reraise=True,
    )
    return lambda document: retrying(forward, document)


def _run(command: str, document: str, errors: int) -> int:
    """Run the command and return its exit code. Raises PassingError if it takes too long; it is ended then."""
    process = subprocess.Popen(
        ["/bin/sh", "-c", command],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=errors,
        start_new_session=True,
    )
    try:
        process.communicate(f"{document}\n".encode(), timeout=LONGEST)
    except subprocess.TimeoutExpired:
        raise PassingError(f"the command did not end within {LONGEST} s") from None
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    return process.returncode


def _host(url: str) -> str:
    """Return the host of an address."""
    try:
        address, parts = httpx.URL(url), urlsplit(url)
        if parts.scheme in ("http", "https") and address.host and parts.port != 0:
            return address.host
    except (httpx.InvalidURL, ValueError):
        pass
    raise UserError("--webhook is not an address", "write it as https://example.org/path")
