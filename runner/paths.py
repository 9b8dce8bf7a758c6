"""Paths: where the runner finds its SQL and its samples, and where it keeps its own files."""

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent


def resources() -> Path:
    """Return the folder of `migrations/`, `sql/` and `samples/`: in a wheel the package, else the checkout."""
    return _PACKAGE if (_PACKAGE / "sql").is_dir() else _CHECKOUT


def home() -> Path:
    """Return `PGBANDIT_HOME` if it is set, else `.pgbandit` in the checkout or in the current folder."""
    if configured := os.environ.get("PGBANDIT_HOME"):
        return Path(configured).resolve()
    base = _CHECKOUT if (_CHECKOUT / "migrations").is_dir() else Path.cwd()
    return base / ".pgbandit"
