"""Credentials: from the environment, or from one file that nobody else can read. They are never shown."""

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
PUBLIC = {"base_url"}  # what messages may show
PRINTABLE = re.compile(r"[!-~]+")


class Credentials:
    """The names and values that one account has on one platform, and where they came from."""

    def __init__(self, platform: str, values: Mapping[str, str], file: "CredentialsFile | None" = None):
        self._platform = platform
        self._values = values
        self.file = file

    def __repr__(self) -> str:
        return f"<credentials from {self.source}>"

    @property
    def source(self) -> str:
        """Where they are kept, for people."""
        return str(self.file.path) if self.file else "the environment"

    def get(self, name: str, default: str | None = None) -> str | None:
        return self._values.get(name, default)

    def has(self, *names: str) -> bool:
        """Whether any of the names has a value."""
        return any(name in self._values for name in names)

    def need(self, *names: str) -> list[str]:
        """The values of the names, all of them."""
        missing = [self.place(name) for name in names if name not in self._values]
        if missing:
            raise UserError(f"credentials are missing: {', '.join(missing)}", "docs/scraping.md says what is needed")
        return [self._values[name] for name in names]

    def place(self, name: str) -> str:
        """Where a value belongs."""
        return f"{name} in {self.source}" if self.file else variable(self._platform, name)

    def scrub(self, text: str) -> str:
        """The text without any secret that a server may have sent back."""
        for name, value in self._values.items():
            if name not in PUBLIC:
                text = text.replace(value, "...")
        return text


class CredentialsFile:
    """A JSON file, {handle: {name: value}}, readable by its owner alone."""

    def __init__(self, path: Path, handle: str):
        self.path = path
        self._handle = handle

    def read(self) -> dict[str, str]:
        """The account's names and values."""
        return _checked(self._section(self._document()), str(self.path))

    def replace(self, spent: str, name: str, renew: Callable[[dict[str, str]], Mapping[str, str]]) -> dict[str, str]:
        """Renew what a value was spent for, once, however many runners ask: the values that are then in force.

        `renew` is given the values as they are and returns those that change. They are on disk, whole, before anybody
        uses them; a signal waits until then.
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
            raise UserError(f"{self.path} is no JSON object", 'write {"handle": {"name": "value"}}')
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
        """Write what is to take the file's place. It is made first: what cannot be stored must not be spent."""
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
    """An account's credentials: from the file if one is named, else from the environment."""
    if path:
        file = CredentialsFile(path, handle)
        return Credentials(platform, file.read(), file)
    prefix = variable(platform, "")
    values = {name.removeprefix(prefix).lower(): value for name, value in os.environ.items() if name.startswith(prefix)}
    return Credentials(platform, _checked(values, "the environment"))


def variable(platform: str, name: str) -> str:
    """The environment variable that holds a value."""
    return f"{PREFIX}_{platform}_{name}".upper()


def _checked(values: Mapping[str, object], source: str) -> dict[str, str]:
    """The values that are set; one that no header could carry would else be shown in an error."""
    kept = {}
    for name, value in values.items():
        if not isinstance(value, str):
            raise UserError(f"{name} in {source} is not a text", "write it in quotes")
        if not value.strip():
            continue
        if not PRINTABLE.fullmatch(value.strip()):
            raise UserError(f"{name} in {source} holds characters that no credential has", "copy it again")
        kept[name] = value.strip()
    return kept


@contextlib.contextmanager
def _signals_wait() -> Iterator[None]:
    """SIGINT and SIGTERM are delivered at the end, and not within."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
