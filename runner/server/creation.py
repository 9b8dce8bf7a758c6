"""Creating a cluster."""

import pwd
import random
import secrets
import shutil
import tempfile
from pathlib import Path

from runner.server import control, place
from runner.server.place import DATABASE, OUTSIDE, PORTS, ROLE, Place
from runner.server.programs import Installation, flags, give, installation, new_owner, require, run

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


def create(home: Path, settings: dict[str, str]) -> Place:
    """Create the cluster beside its final place, and move it there when it is complete."""
    programs, user = installation(), new_owner()
    outside = not _can_enter(user, home)
    new = Place(home, outside, random.choice(PORTS))
    if outside:
        _clear_outside(new)
    draft = new.base / "data.new"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(0o700)
    give(user, draft)
    _initialise(programs, user, draft, _new_password(home), settings)
    place.record(new)
    draft.rename(new.data)
    return new


def _can_enter(user: pwd.struct_passwd, folder: Path) -> bool:
    return run(user, "test", "-x", folder).returncode == 0


def _clear_outside(new: Place) -> None:
    """Make an empty folder that every user can enter. Remove the cluster of a deleted folder that had the same path."""
    if new.data.exists():
        control.stop(new)
    shutil.rmtree(new.base, ignore_errors=True)
    new.base.mkdir(parents=True)
    for folder in (OUTSIDE, new.base):
        folder.chmod(0o755)


def _new_password(home: Path) -> str:
    """Return a random password, and write it to a file for libpq that only its owner can read."""
    password = secrets.token_urlsafe(24)
    passfile = home / "pgpass"
    passfile.unlink(missing_ok=True)
    passfile.touch(0o600)
    passfile.write_text(f"*:*:*:{ROLE}:{password}\n")
    return password


def _initialise(
    programs: Installation, user: pwd.struct_passwd, data: Path, password: str, settings: dict[str, str]
) -> None:
    """Run initdb, write the configuration, and create the database while no one can connect yet."""
    with tempfile.NamedTemporaryFile("w", dir="/tmp") as passwords:
        passwords.write(password)
        passwords.flush()
        give(user, Path(passwords.name))
        options = [f"--username={ROLE}", f"--pwfile={passwords.name}", "--auth=scram-sha-256", "--encoding=UTF8"]
        options += ["--locale=C.UTF-8"]
        options += ["--no-sync"] if settings.get("fsync") == "off" else []
        require(run(user, programs.folder / "initdb", *options, data=data, capture_output=True))
    with (data / "postgresql.conf").open("a") as file:
        file.write(CONFIGURATION)
    single = [programs.folder / "postgres", "--single", *flags(settings), "postgres"]
    require(run(user, *single, data=data, input=f"create database {DATABASE}\n", capture_output=True))
