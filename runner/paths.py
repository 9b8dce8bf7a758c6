"""Where the runner finds its own SQL, and where it keeps the local server."""

import os
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent


def resources() -> Path:
    """The folder that holds `migrations/` and `sql/`: the package when installed from a wheel, else the checkout."""
    return _PACKAGE if (_PACKAGE / "sql").is_dir() else _CHECKOUT


def home() -> Path:
    """The local server's folder: `PGBANDIT_HOME`, else `.pgbandit` in the checkout, else in the current folder."""
    if configured := os.environ.get("PGBANDIT_HOME"):
        return Path(configured).resolve()
    base = _CHECKOUT if (_CHECKOUT / "migrations").is_dir() else Path.cwd()
    return base / ".pgbandit"
