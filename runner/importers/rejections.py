"""The rejected rows of an import, in few lines: a reason that many rows share is printed once."""

from collections import Counter
from collections.abc import Callable
from typing import Any

Row = dict[str, Any]

SHOWN = 3  # rows with the same reason that are printed one by one
GENERATOR = "generator_name"


class Rejections:
    """Reports the first rows with each reason at once, and the others as numbers at the end.

    Generators that the account does not have are one reason, whatever their number.
    """

    def __init__(self, report: Callable[[str], None]):
        self._report = report
        self._rows: Counter[tuple[str, str]] = Counter()
        self._generators: Counter[str] = Counter()
        self._sentences: list[str] = []

    def add(self, rejections: list[Row], batch: list[Row], headers: dict[str, str]) -> None:
        """Add the rejections of a batch; `headers` gives the name of each column in the file."""
        generators = {row["row"]: row.get(GENERATOR) for row in batch}
        for rejection in rejections:
            sentence = _sentence(rejection, headers)
            generator = generators.get(rejection["row"])
            if rejection["column"] == GENERATOR and generator:
                self._generators[generator] += 1
                self._sentences = [*self._sentences, sentence][:SHOWN]
                continue
            reason = (str(rejection["column"]), rejection["reason"])
            self._rows[reason] += 1
            if self._rows[reason] <= SHOWN:
                self._report(sentence)

    def summarise(self) -> None:
        """Report what was not reported yet."""
        for (column, reason), number in self._rows.items():
            if number > SHOWN:
                self._report(f"{number - SHOWN} more rows: {column}: {reason}")
        if self._generators.total() <= SHOWN and len(self._generators) == 1:
            for sentence in self._sentences:
                self._report(sentence)
        elif self._generators:
            names = ", ".join(f"{name} ({number})" for name, number in self._generators.most_common())
            self._report(
                f"{self._generators.total()} rows name {len(self._generators)} generators that the account does not have:"
                f" {names}; run pgbandit generator add NAME for each, or correct the names, and import again"
            )


def _sentence(rejection: Row, headers: dict[str, str]) -> str:
    """Return file, row, column and reason; the column is named as in the file."""
    column = headers.get(rejection["column"], rejection["column"])
    place = f"{rejection['file']}:{rejection['row']}" + (f": {column}" if column else "")
    return f"{place}: {rejection['reason']}"
