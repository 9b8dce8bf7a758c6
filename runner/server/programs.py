"""PostgreSQL's programs, and the user that runs them."""

import contextlib
import os
import pwd
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from runner.errors import UserError

OLDEST = 15
DEBIAN = Path("/usr/lib/postgresql")
USERS = ("postgres", "pgbandit")


@dataclass(frozen=True)
class Installation:
    """PostgreSQL's programs of one version."""

    folder: Path
    major: int
    version: str

    def has_cron(self) -> bool:
        libraries = _output(self.folder / "pg_config", "--pkglibdir")
        return Path(libraries, "pg_cron.so").exists()


def installation(data: Path | None = None) -> Installation:
    """Return the programs that wrote the data; for new data, the newest that have pg_cron."""
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


def running_version(pid: int) -> str:
    """Return the version of a running server: of the program that it was started from, even if that was replaced."""
    return _version(f"/proc/{pid}/exe")


def is_replaced(pid: int) -> bool:
    """Return whether the program of a running server was replaced or removed, as an upgrade of its package does."""
    try:
        return str(Path(f"/proc/{pid}/exe").readlink()).endswith(" (deleted)")
    except FileNotFoundError:  # it has just ended
        return False


def new_owner() -> pwd.struct_passwd:
    """Return the user that runs a new cluster: the caller, but never root."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    for name in USERS:
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise UserError("PostgreSQL does not run as root, and there is no user postgres", hint="adduser --system pgbandit")


def owner(data: Path) -> pwd.struct_passwd:
    """Return the user that owns the data."""
    return pwd.getpwuid(data.stat().st_uid)


def give(user: pwd.struct_passwd, path: Path) -> None:
    """Make the user the owner of the file or folder."""
    if os.geteuid() == 0:
        os.chown(path, user.pw_uid, user.pw_gid)


def run(
    user: pwd.struct_passwd, *command: str | Path, data: Path | None = None, **options
) -> subprocess.CompletedProcess:
    """Run a program as the user, in a fixed folder and with a fixed environment."""
    if os.geteuid() == 0:
        options |= {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    environment = {"PATH": os.defpath, "LC_ALL": "C.UTF-8"} | ({"PGDATA": str(data)} if data else {})
    return subprocess.run(command, cwd="/", env=environment, text=True, **options)


def require(done: subprocess.CompletedProcess) -> None:
    """Raise an error if the program failed."""
    if done.returncode != 0:
        raise UserError(f"PostgreSQL's {Path(done.args[0]).name} failed: {reason(done.stderr)}")


def reason(log: str) -> str:
    """Return the lines that report why PostgreSQL failed."""
    lines = [line for line in log.splitlines() if re.search("FATAL|PANIC|error:|could not", line)]
    return "; ".join(lines) or log.strip() or "no message was printed"


def flags(settings: dict[str, str]) -> list[str]:
    """Return settings as arguments of the server's program."""
    return [flag for name, value in settings.items() for flag in ("-c", f"{name}={value}")]


def _installations() -> list[Installation]:
    """Return all versions found, newest first."""
    folders = {path.parent for path in DEBIAN.glob("*/bin/postgres")}
    if shutil.which("pg_config") and (elsewhere := _output("pg_config", "--bindir")):
        folders.add(Path(elsewhere))
    found = []
    for folder in folders:
        if (folder / "postgres").exists() and (folder / "pg_config").exists():
            version = _version(folder / "pg_config")
            found.append(Installation(folder, int(re.match(r"\d+", version)[0]), version))
    return sorted(found, key=lambda each: each.major, reverse=True)


def _version(program: str | Path) -> str:
    return re.search(r"\d[\d.]*\w*", _output(program, "--version"))[0]


def _hint(version: int | str) -> str:
    return f"apt-get install postgresql-{version} postgresql-{version}-cron"


def _output(*command: str | Path) -> str:
    """Return what a program prints; nothing if it fails, as Debian's `pg_config` does without development files."""
    return subprocess.run(command, capture_output=True, text=True).stdout.strip()
