"""Starting and stopping a cluster."""

import contextlib
import os
import random
import shlex
import shutil
import socket
import subprocess
import time
from dataclasses import replace
from pathlib import Path

from runner.errors import UserError
from runner.server.place import PORTS, Place, not_yours, record
from runner.server.programs import flags, give, installation, owner, reason, require, run

NO_PID = 2**31 - 1  # above any pid that Linux assigns


def pid(data: Path) -> int | None:
    """Return the server's process id; None if it is not running, even if another process has its last id now."""
    try:
        recorded = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
        arguments = Path(f"/proc/{recorded}/cmdline").read_bytes().split(b"\0")
    except (FileNotFoundError, ProcessLookupError, ValueError):
        return None
    except PermissionError:
        raise not_yours(data) from None
    return recorded if os.fsencode(data) in arguments else None


def launch(place: Place, settings: dict[str, str]) -> None:
    """Start the server. Retry if its port was just taken, or if processes of a killed server still run."""
    log = place.home / "server.log"
    for _ in range(20):
        place = place if _is_free(place.port) else replace(place, port=_free_port())
        record(place)
        _empty_sockets(place)
        _forget_pid(place.data)
        with log.open("a") as file:
            seen = file.tell()
            started = _pg_ctl(place, "start", settings, stdout=file, stderr=file)
        if started.returncode == 0:
            return
        cause = reason(log.read_text()[seen:])
        if "Address already in use" not in cause and "shared memory block" not in cause:
            break
        time.sleep(0.5)
    raise UserError(f"the local server did not start: {cause}", hint=f"see its log: {log}")


def stop(place: Place) -> None:
    """Stop the server if it is running."""
    if pid(place.data) is not None:
        require(_pg_ctl(place, "stop", {}, capture_output=True))
    shutil.rmtree(place.sockets, ignore_errors=True)


def _pg_ctl(place: Place, action: str, settings: dict[str, str], **options) -> subprocess.CompletedProcess:
    quoted = str(place.sockets).replace('"', '""')
    where = {"port": str(place.port), "unix_socket_directories": f'"{quoted}"'}
    server = shlex.join(["-D", str(place.data), *flags(where | settings)])
    arguments = [action, "--silent", "--wait", "--timeout=60", "--options", server]
    program = installation(place.data).folder / "pg_ctl"
    return run(owner(place.data), program, *arguments, data=place.data, **options)


def _empty_sockets(place: Place) -> None:
    """Make the socket's folder anew, without the files of a killed server."""
    shutil.rmtree(place.sockets, ignore_errors=True)
    place.sockets.mkdir(0o700)
    give(owner(place.data), place.sockets)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _free_port() -> int:
    return next(port for port in random.sample(PORTS, len(PORTS)) if _is_free(port))


def _forget_pid(data: Path) -> None:
    """Replace the process id of a dead server, which may be another program's now, so that PostgreSQL ignores it.

    The file is kept: PostgreSQL reads the rest of it to check that no process of the dead server is still running.
    """
    with contextlib.suppress(FileNotFoundError):
        file = data / "postmaster.pid"
        _, _, rest = file.read_text().partition("\n")
        file.write_text(f"{NO_PID}\n{rest}")
