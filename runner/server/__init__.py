"""A local PostgreSQL cluster in a folder: create, start, find, stop and remove it.

If the caller is root, PostgreSQL runs as an ordinary user. If that user cannot enter the folder, the data are in
/var/lib/pgbandit; if the folder's name is too long for a socket, the socket is in /tmp. The folder holds `server.json`,
which records where these are, `pgpass` with the password, and the server's log in `server.log`.
"""

from runner.server.cluster import Status, dsn, remove, start, status, stop
from runner.server.place import DATABASE, OUTSIDE

__all__ = ["DATABASE", "OUTSIDE", "Status", "dsn", "remove", "start", "status", "stop"]
