"""A PostgreSQL cluster of our own in a folder of our own: made, started, found again, stopped and removed.

Run as root, PostgreSQL itself runs as an ordinary user. Where that user cannot enter the folder, the data live in
/var/lib/pgbandit; where the folder's name is too long for a socket, the socket lives in /tmp. In the folder,
`server.json` remembers where things are, `pgpass` the password, and `server.log` is the server's log.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import pwd
import random
import re
import secrets
import shlex
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote, urlencode

from runner.errors import EXIT_NOT_READY, UserError

ROLE = DATABASE = "pgbandit"
OLDEST = 15
DEBIAN = Path("/usr/lib/postgresql")
PORTS = range(15432, 25432)  # below the ports that systems hand out for outgoing connections
SOCKET_BYTES = 107
OUTSIDE = Path("/var/lib/pgbandit")
USERS = ("postgres", "pgbandit")
FILES = ("server.json", "pgpass", "server.log", "lock")
NO_PID = 2**31 - 1  # above any pid that Linux gives

CONFIGURATION = f"""
# pgbandit
listen_addresses = '127.0.0.1'
password_encryption = 'scram-sha-256'
shared_preload_libraries = 'pg_cron'
cron.database_name = '{DATABASE}'
cron.use_background_workers = on
max_worker_processes = 24
timezone = 'UTC'
log_timezone = 'UTC'
"""


@dataclass(frozen=True)
class Status:
    """What is known of the cluster; all but `running` is None before the first start."""

    running: bool
    port: int | None = None
    data: Path | None = None
    sockets: Path | None = None
    pid: int | None = None
    version: str | None = None
    dsn: str | None = None


@dataclass(frozen=True)
class _Place:
    """Where a folder's cluster is. All paths follow from the folder's, so that it can be moved or copied."""

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
        """Beside the data, or in /tmp where that name is not fit for a socket."""
        folder = self.base / "run"
        longest = len(os.fsencode(folder / f".s.PGSQL.{PORTS[-1]}"))
        comma = "," in str(folder)  # which libpq takes for the end of a host
        return Path("/tmp", f"pgbandit-{_short_name(self.home)}") if comma or longest > SOCKET_BYTES else folder


@dataclass(frozen=True)
class _Installation:
    """PostgreSQL's programs of one version."""

    programs: Path
    major: int
    version: str

    def has_cron(self) -> bool:
        libraries = _output(self.programs / "pg_config", "--pkglibdir")
        return Path(libraries, "pg_cron.so").exists()


def start(home: Path, settings: dict[str, str] | None = None) -> Status:
    """Start the cluster, made first if there is none. `settings` hold until it stops; a running one is left alone."""
    home = home.resolve()
    with _locked(home):
        place = _made(home) or _make(home, settings or {})
        if _pid(place.data) is None:
            _launch(place, settings or {})
    return status(home)


def stop(home: Path) -> Status:
    """Stop the cluster if it runs: sessions are ended, what they committed is safe."""
    home = home.resolve()
    if _made(home):
        with _locked(home):
            _stop(_made(home))
    return status(home)


def status(home: Path) -> Status:
    """Look at the cluster without touching it."""
    home = home.resolve()
    place = _made(home)
    if place is None:
        return Status(running=False)
    pid = _pid(place.data)
    version = _installation(place.data).version
    return Status(pid is not None, place.port, place.data, place.sockets, pid, version, _dsn(place))


def dsn(home: Path) -> str:
    """The URI that psql and psycopg accept as it is; the password stays in the file that it names."""
    home = home.resolve()
    if place := _made(home):
        return _dsn(place)
    hint = "make up, or pgbandit server start, makes one"
    raise UserError(f"there is no local server in {home}", hint, exit_code=EXIT_NOT_READY)


def remove(home: Path) -> None:
    """Stop the cluster and delete all that it made, and the folder if nothing else is in it."""
    home = home.resolve()
    place = _made(home)
    if place is None:
        return
    with _locked(home):
        _stop(place)
        shutil.rmtree(place.base if place.outside else place.data)
        for name in FILES:
            (home / name).unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        home.rmdir()


# What is there


def _made(home: Path) -> _Place | None:
    """Where the cluster in this folder is, None if it was never (wholly) made."""
    try:
        remembered = json.loads((home / "server.json").read_text())
        place = _Place(home, remembered["outside"], remembered["port"])
        return place if place.data.exists() else None
    except FileNotFoundError:
        return None
    except PermissionError:
        raise _not_yours(home) from None


def _remember(place: _Place) -> None:
    draft = place.home / "server.json.new"
    draft.write_text(json.dumps({"outside": place.outside, "port": place.port}) + "\n")
    draft.replace(place.home / "server.json")


def _pid(data: Path) -> int | None:
    """The server's process; None if there is none, or if the pid left by a killed one is by now another program's."""
    try:
        pid = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
        arguments = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except (FileNotFoundError, ProcessLookupError, ValueError):
        return None
    except PermissionError:
        raise _not_yours(data) from None
    return pid if os.fsencode(data) in arguments else None


def _short_name(folder: Path) -> str:
    return hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]


def _dsn(place: _Place) -> str:
    where = {"host": place.sockets, "port": place.port, "passfile": place.home / "pgpass"}
    return f"postgresql://{ROLE}@/{DATABASE}?{urlencode(where, safe='/', quote_via=quote)}"


def _not_yours(path: Path) -> UserError:
    return UserError(
        f"the local server in {path} belongs to another user",
        hint="run this as that user, or set PGBANDIT_HOME to a folder of your own",
    )


@contextlib.contextmanager
def _locked(home: Path) -> Iterator[None]:
    """One start or stop at a time."""
    try:
        home.mkdir(parents=True, exist_ok=True)
        file = (home / "lock").open("w")
    except PermissionError:
        raise _not_yours(home) from None
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


# PostgreSQL's programs and the user that runs them


def _installations() -> list[_Installation]:
    """All versions found, newest first."""
    folders = {path.parent for path in DEBIAN.glob("*/bin/postgres")}
    if shutil.which("pg_config") and (elsewhere := _output("pg_config", "--bindir")):
        folders.add(Path(elsewhere))
    found = []
    for programs in folders:
        if (programs / "postgres").exists() and (programs / "pg_config").exists():
            version = _output(programs / "pg_config", "--version").split()[1]
            found.append(_Installation(programs, int(re.match(r"\d+", version)[0]), version))
    return sorted(found, key=lambda each: each.major, reverse=True)


def _installation(data: Path | None = None) -> _Installation:
    """The programs to use: those that wrote the data, for new data the newest that have pg_cron."""
    found = _installations()
    if data:
        major = int((data / "PG_VERSION").read_text())
        if same := [each for each in found if each.major == major]:
            return same[0]
        raise UserError(f"PostgreSQL {major}, which wrote {data}, is not installed", _hint(major))
    recent = [each for each in found if each.major >= OLDEST]
    if not recent:
        raise UserError(f"PostgreSQL {OLDEST} or newer is not installed", _hint("VERSION"))
    with_cron = [each for each in recent if each.has_cron()]
    if not with_cron:
        raise UserError(f"PostgreSQL {recent[0].version} has no pg_cron", _hint(recent[0].major))
    return with_cron[0]


def _hint(version: int | str) -> str:
    return f"apt-get install postgresql-{version} postgresql-{version}-cron"


def _output(*command: str | Path) -> str:
    """What a program prints, nothing if it fails: Debian's `pg_config` does without development files."""
    return subprocess.run(command, capture_output=True, text=True).stdout.strip()


def _user() -> pwd.struct_passwd:
    """Who runs a new cluster: whoever asks, but not root."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    for name in USERS:
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise UserError("PostgreSQL does not run as root, and there is no user postgres", hint="adduser --system pgbandit")


def _run(
    user: pwd.struct_passwd, *command: str | Path, data: Path | None = None, **options
) -> subprocess.CompletedProcess:
    """Run a program as that user, in a folder and with an environment that cannot surprise it."""
    if os.geteuid() == 0:
        options |= {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    environment = {"PATH": os.defpath, "LC_ALL": "C.UTF-8"} | ({"PGDATA": str(data)} if data else {})
    return subprocess.run(command, cwd="/", env=environment, text=True, **options)


def _give(user: pwd.struct_passwd, path: Path) -> None:
    if os.geteuid() == 0:
        os.chown(path, user.pw_uid, user.pw_gid)


# Making a cluster


def _make(home: Path, settings: dict[str, str]) -> _Place:
    """Make the cluster beside its final place, and move it there when it is whole."""
    installation, user = _installation(), _user()
    outside = not _can_enter(user, home)
    place = _Place(home, outside, random.choice(PORTS))
    if outside:
        _clear_outside(place)
    draft = place.base / "data.new"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(0o700)
    _give(user, draft)
    _initialise(installation, user, draft, _new_password(home), settings)
    _remember(place)
    draft.rename(place.data)
    return place


def _can_enter(user: pwd.struct_passwd, folder: Path) -> bool:
    return _run(user, "test", "-x", folder).returncode == 0


def _clear_outside(place: _Place) -> None:
    """An empty folder that every user can enter, without the cluster of a deleted folder that had the same path."""
    if place.data.exists():
        _stop(place)
    shutil.rmtree(place.base, ignore_errors=True)
    place.base.mkdir(parents=True)
    for folder in (OUTSIDE, place.base):
        folder.chmod(0o755)


def _new_password(home: Path) -> str:
    """A random password, written where libpq looks for it: a file for its owner's eyes only."""
    password = secrets.token_urlsafe(24)
    passfile = home / "pgpass"
    passfile.unlink(missing_ok=True)
    passfile.touch(0o600)
    passfile.write_text(f"*:*:*:{ROLE}:{password}\n")
    return password


def _initialise(
    installation: _Installation, user: pwd.struct_passwd, data: Path, password: str, settings: dict[str, str]
) -> None:
    """Run initdb, configure, and create the database while nobody can connect yet."""
    with tempfile.NamedTemporaryFile("w", dir="/tmp") as passwords:
        passwords.write(password)
        passwords.flush()
        _give(user, Path(passwords.name))
        options = [f"--username={ROLE}", f"--pwfile={passwords.name}", "--auth=scram-sha-256", "--encoding=UTF8"]
        options += ["--locale=C.UTF-8"]
        options += ["--no-sync"] if settings.get("fsync") == "off" else []
        _must(_run(user, installation.programs / "initdb", *options, data=data, capture_output=True))
    with (data / "postgresql.conf").open("a") as file:
        file.write(CONFIGURATION)
    single = [installation.programs / "postgres", "--single", *_flags(settings), "postgres"]
    _must(_run(user, *single, data=data, input=f"create database {DATABASE}\n", capture_output=True))


def _flags(settings: dict[str, str]) -> list[str]:
    return [flag for name, value in settings.items() for flag in ("-c", f"{name}={value}")]


def _must(done: subprocess.CompletedProcess) -> None:
    if done.returncode != 0:
        raise UserError(f"PostgreSQL's {Path(done.args[0]).name} failed: {_reason(done.stderr)}")


# Starting and stopping


def _launch(place: _Place, settings: dict[str, str]) -> None:
    """Start the server, again where only the moment was bad: a port just taken, a killed server's last processes."""
    log = place.home / "server.log"
    for _ in range(20):
        place = place if _is_free(place.port) else replace(place, port=_free_port())
        _remember(place)
        _empty_sockets(place)
        _forget_pid(place.data)
        with log.open("a") as file:
            seen = file.tell()
            started = _pg_ctl(place, "start", settings, stdout=file, stderr=file)
        if started.returncode == 0:
            return
        reason = _reason(log.read_text()[seen:])
        if "Address already in use" not in reason and "shared memory block" not in reason:
            break
        time.sleep(0.5)
    raise UserError(f"the local server did not start: {reason}", hint=f"its log: {log}")


def _stop(place: _Place) -> None:
    if _pid(place.data) is not None:
        _must(_pg_ctl(place, "stop", {}, capture_output=True))
    shutil.rmtree(place.sockets, ignore_errors=True)


def _pg_ctl(place: _Place, action: str, settings: dict[str, str], **options) -> subprocess.CompletedProcess:
    quoted = str(place.sockets).replace('"', '""')
    where = {"port": str(place.port), "unix_socket_directories": f'"{quoted}"'}
    server = shlex.join(["-D", str(place.data), *_flags(where | settings)])
    arguments = [action, "--silent", "--wait", "--timeout=60", "--options", server]
    program = _installation(place.data).programs / "pg_ctl"
    return _run(_owner(place.data), program, *arguments, data=place.data, **options)


def _owner(data: Path) -> pwd.struct_passwd:
    return pwd.getpwuid(data.stat().st_uid)


def _empty_sockets(place: _Place) -> None:
    """A folder for the socket, without what a killed server left in it."""
    shutil.rmtree(place.sockets, ignore_errors=True)
    place.sockets.mkdir(0o700)
    _give(_owner(place.data), place.sockets)


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
    """Replace a dead server's pid, which may be another program's by now, so that PostgreSQL does not mind it.

    The file stays: with the rest of it PostgreSQL checks that no process of the dead server is still at work.
    """
    with contextlib.suppress(FileNotFoundError):
        file = data / "postmaster.pid"
        _, _, rest = file.read_text().partition("\n")
        file.write_text(f"{NO_PID}\n{rest}")


def _reason(log: str) -> str:
    """The lines that tell why PostgreSQL refused."""
    lines = [line for line in log.splitlines() if re.search("FATAL|PANIC|error:|could not", line)]
    return "; ".join(lines) or log.strip() or "it said nothing"
