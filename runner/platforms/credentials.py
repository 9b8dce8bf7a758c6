"""Credentials, from the environment or from one file that only its owner can read. They are never shown."""

import contextlib
import fcntl
import json
import os
import re
import signal
import stat
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from runner.errors import UserError

PREFIX = "PGBANDIT"
OTHERS = stat.S_IRWXG | stat.S_IRWXO
PUBLIC = {"base_url"}  # values that messages may show
PRINTABLE = re.compile(r"[!-~]+")


class Credentials:
    """One account's credentials for one platform, by name, and where they come from."""

    def __init__(self, platform: str, values: Mapping[str, str], file: "CredentialsFile | None" = None):
        self._platform = platform
        self._values = values
        self.file = file

    def __repr__(self) -> str:
        return f"<credentials from {self.source}>"

    @property
    def source(self) -> str:
        """Where they are kept, as people read it."""
        return str(self.file.path) if self.file else "the environment"

    def get(self, name: str, default: str | None = None) -> str | None:
        return self._values.get(name, default)

    def has(self, *names: str) -> bool:
        """Return whether any of the names has a value."""
        return any(name in self._values for name in names)

    def need(self, *names: str) -> list[str]:
        """Return the values of all the names. Raises UserError if one is missing."""
        missing = [self.place(name) for name in names if name not in self._values]
        if missing:
            raise UserError(
                f"credentials are missing: {', '.join(missing)}",
                "see docs/scraping.md for the credentials of each platform",
            )
        return [self._values[name] for name in names]

    def place(self, name: str) -> str:
        """Return where a value is to be set."""
        return f"{name} in {self.source}" if self.file else variable(self._platform, name)

    def scrub(self, text: str) -> str:
        """Return the text without the secrets that a server may have sent back."""
        for name, value in self._values.items():
            if name not in PUBLIC:
                text = text.replace(value, "...")
        return text


class CredentialsFile:
    """A JSON file, {handle: {name: value}}, that only its owner can read."""

    def __init__(self, path: Path, handle: str):
        self.path = path
        self._handle = handle

    def read(self) -> dict[str, str]:
        """Return the account's names and values."""
        return _checked(self._section(self._document()), str(self.path))

    def replace(self, spent: str, name: str, renew: Callable[[dict[str, str]], Mapping[str, str]]) -> dict[str, str]:
        """Replace a spent value, once even if several runners do so; return the values that are then valid.

        `renew` receives the present values and returns those that change. They are stored before they are used; signals
        are blocked until then.
        """
        with self._locked(), _signals_wait():
            document = self._document()
            values = self._section(document)
            if values.get(name) == spent:
                with self._new_file() as write:
                    values |= renew(values)
                    write(json.dumps(document, indent=2, ensure_ascii=False) + "\n")
            return _checked(values, str(self.path))

    def _document(self) -> dict:
        try:
            with self.path.open(encoding="utf-8") as file:
                if os.fstat(file.fileno()).st_mode & OTHERS:
                    raise UserError(f"others can read {self.path}", f"run chmod 600 {self.path}")
                document = json.load(file)
        except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
            raise UserError(f"cannot read {self.path}: {error.strerror}", "check --credentials") from None
        except ValueError:
            raise UserError(f"{self.path} is not JSON", 'write {"handle": {"name": "value"}}') from None
        if not isinstance(document, dict):
            raise UserError(f"{self.path} is not a JSON object", 'write {"handle": {"name": "value"}}')
        return document

    def _section(self, document: dict) -> dict[str, str]:
        section = document.get(self._handle)
        if not isinstance(section, dict):
            raise UserError(f"{self.path} has no account {self._handle}", 'write {"handle": {"name": "value"}}')
        return section

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        lock = os.open(f"{self.path}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    @contextlib.contextmanager
    def _new_file(self) -> Iterator[Callable[[str], None]]:
        """Write a new version of the file. It is created first: a token is spent only if the next can be stored."""
        target = self.path.resolve()
        owner = target.stat()
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                if os.geteuid() == 0:
                    os.fchown(file.fileno(), owner.st_uid, owner.st_gid)
                yield file.write
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def read_credentials(platform: str, handle: str, path: Path | None) -> Credentials:
    """Return an account's credentials: from the file if one is named, else from the environment."""
    if path:
        file = CredentialsFile(path, handle)
        return Credentials(platform, file.read(), file)
    prefix = variable(platform, "")
    values = {name.removeprefix(prefix).lower(): value for name, value in os.environ.items() if name.startswith(prefix)}
    return Credentials(platform, _checked(values, "the environment"))


def variable(platform: str, name: str) -> str:
    """Return the environment variable of a value."""
    return f"{PREFIX}_{platform}_{name}".upper()


def _checked(values: Mapping[str, object], source: str) -> dict[str, str]:
    """Return the values that are set. One that is invalid in a header is refused: a later error would show it."""
    kept = {}
    for name, value in values.items():
        if not isinstance(value, str):
            raise UserError(f"{name} in {source} is not a string", "write it in quotes")
        if not value.strip():
            continue
        if not PRINTABLE.fullmatch(value.strip()):
            raise UserError(
                f"{name} in {source} contains characters that are not valid in a credential", "copy it again"
            )
        kept[name] = value.strip()
    return kept


@contextlib.contextmanager
def _signals_wait() -> Iterator[None]:
    """Block SIGINT and SIGTERM within; they are delivered at the end."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
