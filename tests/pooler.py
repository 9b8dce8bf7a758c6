"""A pgbouncer in front of a test's server, in transaction mode."""

import contextlib
import os
import pwd
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from runner import server
from runner.server import programs

PORT = "6432"  # of a socket in a folder of its own
CONFIGURATION = """
[databases]
* = host={host} port={port}

[pgbouncer]
pool_mode = transaction
default_pool_size = 3
server_login_retry = 0
max_client_conn = 500
listen_addr =
listen_port = {listen_port}
unix_socket_dir = {folder}
auth_type = scram-sha-256
auth_file = {folder}/users
auth_user = {user}
auth_query = select usename, passwd from pg_catalog.pg_shadow where usename = $1
logfile = {folder}/log
ignore_startup_parameters = {ignored}
"""


@contextlib.contextmanager
def running(cluster: server.Status, ignored: str = "") -> Iterator[dict[str, str]]:
    """Run pgbouncer; yield the host and port that replace the server's in a DSN. `ignored`: startup parameters."""
    where, owner = conninfo_to_dict(cluster.dsn), programs.owner(cluster.data)
    password = Path(where["passfile"]).read_text().strip().rpartition(":")[2]
    with tempfile.TemporaryDirectory(prefix="pgbandit-pooler-", dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "users").write_text(f'"{where["user"]}" "{password}"\n')
        configuration = CONFIGURATION.format(**where, folder=folder, listen_port=PORT, ignored=ignored)
        (folder / "pgbouncer.ini").write_text(configuration)
        for path in (folder, *folder.iterdir()):
            programs.give(owner, path)
        process = subprocess.Popen(["/usr/sbin/pgbouncer", "-q", folder / "pgbouncer.ini"], **_as(owner))
        try:
            _await(folder / f".s.PGSQL.{PORT}", folder / "log")
            yield {"host": str(folder), "port": PORT}
        finally:
            process.terminate()
            process.wait()


def _as(owner: pwd.struct_passwd) -> dict:
    """Run as this user, since pgbouncer does not run as root."""
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}


def _await(path: Path, log: Path) -> None:
    deadline = time.monotonic() + 10
    while True:
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as probe:
            return probe.connect(str(path))
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.05)
