"""Why a connection failed: for a reason that may pass by itself, or for one that somebody has to correct."""

import re

# libpq's own errors have no address in front, apart from these: the configuration is wrong.
MAY_PASS = re.compile(r"failed to resolve host|could not translate host name|timeout expired")
ATTEMPT = re.compile(r"(?=connection to server )")
# Errors of an attempt that another attempt would repeat.
PERMANENT = re.compile(
    r"authentication failed|authentication method|no password supplied|(database|role) \"[^\"]*\" does not exist"
    r"|no such (database|user)|pg_hba\.conf|not permitted to log in|permission denied|does not support SSL"
    r"|certificate|private key|channel binding|requirepeer|unrecognized configuration parameter"
    r"|invalid value for parameter|cannot be changed|unsupported (frontend protocol|startup parameter)"
)


def is_permanent(message: str) -> bool:
    """Return whether every attempt to connect would fail again, whatever the state of server and network."""
    attempts = ATTEMPT.split(message)[1:]
    if not attempts:
        return not MAY_PASS.search(message)
    return all(PERMANENT.search(attempt) for attempt in attempts)
