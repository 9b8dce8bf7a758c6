"""Where the cluster of a folder is: its data, its socket, its port; and the lock on the folder."""

import contextlib
import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from runner.errors import UserError

ROLE = DATABASE = "pgbandit"
PORTS = range(15432, 25432)  # below the ports that systems assign to outgoing connections
SOCKET_BYTES = 107
OUTSIDE = Path("/var/lib/pgbandit")


@dataclass(frozen=True)
class Place:
    """Where a folder's cluster is. All paths are derived from the folder's, so that it can be moved or copied."""

    home: Path
    outside: bool
    port: int

    @property
    def base(self) -> Path:
        return OUTSIDE / _short_name(self.home) if self.outside else self.home

    @property
    def data(self) -> Path:
        return self.base / "data"

    @property
    def sockets(self) -> Path:
        """The socket's folder: beside the data, or in /tmp if that name is not valid for a socket."""
        folder = self.base / "run"
        longest = len(os.fsencode(folder / f".s.PGSQL.{PORTS[-1]}"))
        comma = "," in str(folder)  # libpq reads it as the end of a host
        return Path("/tmp", f"pgbandit-{_short_name(self.home)}") if comma or longest > SOCKET_BYTES else folder

    @property
    def dsn(self) -> str:
        where = {"host": self.sockets, "port": self.port, "passfile": self.home / "pgpass"}
        return f"postgresql://{ROLE}@/{DATABASE}?{urlencode(where, safe='/', quote_via=quote)}"


def find(home: Path) -> Place | None:
    """Return where the cluster of this folder is, or None if none was completely created."""
    try:
        recorded = json.loads((home / "server.json").read_text())
        place = Place(home, recorded["outside"], recorded["port"])
        return place if place.data.exists() else None
    except FileNotFoundError:
        return None
    except PermissionError:
        raise not_yours(home) from None


def record(place: Place) -> None:
    """Write where the cluster is, for `find`."""
    draft = place.home / "server.json.new"
    draft.write_text(json.dumps({"outside": place.outside, "port": place.port}) + "\n")
    draft.replace(place.home / "server.json")


@contextlib.contextmanager
def locked(home: Path) -> Iterator[None]:
    """Allow one start or stop at a time."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        file = (home / "lock").open("w")
    except PermissionError:
        raise not_yours(home) from None
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def not_yours(path: Path) -> UserError:
    return UserError(
        f"the local server in {path} belongs to another user",
        hint="run the command as that user, or set PGBANDIT_HOME to a folder of your own",
    )


def _short_name(folder: Path) -> str:
    return hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
