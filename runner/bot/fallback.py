"""A choice without the database, by the propensities that it last sent, or else by the packaged ones."""

import json
from datetime import datetime
from decimal import Decimal
from operator import itemgetter
from pathlib import Path
from typing import Any

from runner.bot import files
from runner.errors import EXIT_NOT_READY, UserError

DEFAULTS = Path(__file__).with_name("defaults.json")

Row = dict[str, Any]


class Propensities:
    """The rows of list_propensities that the database sent last, in a file."""

    def __init__(self, stem: str):
        self.path = Path(f"{stem}.propensities")
        self._lock = Path(f"{stem}.lock")

    def store(self, rows: list[Row]) -> None:
        """Write the rows, if they differ from those in the file."""
        content = document(rows).encode()
        if not self.path.exists() or self.path.read_bytes() != content:
            with files.locked(self._lock):
                files.replace(self.path, content)

    def load(self) -> tuple[str, list[Row]]:
        """Return the source, cache or default, and the rows. An unreadable file counts as absent."""
        try:
            return "cache", _rows(self.path.read_text())
        except (OSError, ValueError, KeyError, TypeError, ArithmeticError):
            return "default", _rows(DEFAULTS.read_text())


def document(rows: list[Row]) -> str:
    """Return the rows as JSON, with probabilities as strings, so that no digit is lost."""
    return json.dumps(rows, default=str, indent=1) + "\n"


def draw_of(rows: list[Row], u: float, now: datetime) -> float:
    """Return the draw of the block that the account is in, or else the given one."""
    [block] = {(row["block_ends_at"], row["block_draw"]) for row in rows} or {(None, None)}
    ends_at, draw = block
    return draw if ends_at is not None and now < ends_at else u


def pick(rows: list[Row], u: float, arm: str | None) -> Row:
    """Return the row whose interval contains the draw, among all arms or within the given one."""
    if not rows:
        raise UserError(
            "there was no active generator when the database was last reached",
            "add or enable a generator",
            EXIT_NOT_READY,
        )
    edge = "choice_edge" if arm is None else "upper_edge"
    line = sorted((row for row in rows if arm in (None, row["experiment_arm"])), key=itemgetter(edge))
    if not line:
        known = ", ".join(sorted({row["experiment_arm"] for row in rows}))
        raise UserError(f"there is no experiment arm '{arm}' (arms last received from the database: {known})")
    return next((row for row in line if u < row[edge]), line[-1])


def _rows(text: str) -> list[Row]:
    return [
        {
            "experiment_arm": str(row["experiment_arm"]),
            "generator_name": str(row["generator_name"]),
            "weight": Decimal(row["weight"]),
            "propensity": Decimal(row["propensity"]),
            "upper_edge": float(row["upper_edge"]),
            "choice_edge": float(row["choice_edge"]),
            "block_draw": row.get("block_draw"),
            "block_ends_at": datetime.fromisoformat(row["block_ends_at"]) if row.get("block_ends_at") else None,
        }
        for row in json.loads(text)
    ]
