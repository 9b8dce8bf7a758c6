"""What callers do with a cluster: start, stop, look, connect, remove."""

import contextlib
import shutil
from dataclasses import dataclass
from pathlib import Path

from runner.errors import EXIT_NOT_READY, UserError
from runner.server import control, creation, place, programs

FILES = ("server.json", "pgpass", "server.log", "lock")


@dataclass(frozen=True)
class Status:
    """The state of the cluster. Before the first start everything but `running` and `outdated` is None.

    An outdated server runs programs that were replaced by another version since it started. Its sessions can fail,
    because they load libraries of that version.
    """

    running: bool
    port: int | None = None
    data: Path | None = None
    sockets: Path | None = None
    pid: int | None = None
    version: str | None = None
    dsn: str | None = None
    outdated: bool = False


def start(home: Path, settings: dict[str, str] | None = None) -> Status:
    """Start the cluster; create it first if there is none. `settings` apply until it stops.

    A cluster that is running already is left as it is, unless it is outdated: then it is restarted.
    """
    home = home.resolve()
    with place.locked(home):
        cluster = place.find(home) or creation.create(home, settings or {})
        pid = control.pid(cluster.data)
        if pid is not None and programs.is_replaced(pid):
            control.stop(cluster)
            pid = None
        if pid is None:
            control.launch(cluster, settings or {})
    return status(home)


def stop(home: Path) -> Status:
    """Stop the cluster if it is running. Open sessions are ended; committed data are kept."""
    home = home.resolve()
    if place.find(home):
        with place.locked(home):
            control.stop(place.find(home))
    return status(home)


def status(home: Path) -> Status:
    """Return the state of the cluster without changing it."""
    home = home.resolve()
    cluster = place.find(home)
    if cluster is None:
        return Status(running=False)
    pid = control.pid(cluster.data)
    outdated = pid is not None and programs.is_replaced(pid)
    version = programs.running_version(pid) if outdated else programs.installation(cluster.data).version
    return Status(pid is not None, cluster.port, cluster.data, cluster.sockets, pid, version, cluster.dsn, outdated)


def dsn(home: Path) -> str:
    """Return a URI for psql and psycopg. It names the file that holds the password."""
    home = home.resolve()
    if cluster := place.find(home):
        return cluster.dsn
    hint = "run make up or pgbandit server start to create one"
    raise UserError(f"there is no local server in {home}", hint, exit_code=EXIT_NOT_READY)


def remove(home: Path) -> None:
    """Stop the cluster and delete its files. Delete the folder too if nothing else is in it."""
    home = home.resolve()
    cluster = place.find(home)
    if cluster is None:
        return
    with place.locked(home):
        control.stop(cluster)
        shutil.rmtree(cluster.base if cluster.outside else cluster.data)
        for name in FILES:
            (home / name).unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        home.rmdir()
