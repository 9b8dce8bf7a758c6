"""The rejected rows of an import, in few lines: a reason that many rows share is not printed for each of them."""

from collections import Counter
from collections.abc import Callable
from typing import Any

Row = dict[str, Any]

SHOWN = 3  # rows with the same reason that are printed one by one
GENERATOR = "generator_name"


class Rejections:
    """Reports the first rows with each reason at once, and the number of the others at the end.

    All rows whose generator the account does not have are reported at the end.
    """

    def __init__(self, report: Callable[[str], None]):
        self._report = report
        self._rows: Counter[str] = Counter()
        self._generators: Counter[str] = Counter()
        self._sentence = ""

    def add(self, rejections: list[Row], batch: list[Row], headers: dict[str, str]) -> None:
        """Add the rejections of a batch; `headers` gives the name of each column in the file."""
        generators = {row["row"]: row.get(GENERATOR) for row in batch}
        for rejection in rejections:
            column = headers.get(rejection["column"], rejection["column"])
            reason = f"{column}: {rejection['reason']}" if column else rejection["reason"]
            sentence = f"{rejection['file']}:{rejection['row']}: {reason}"
            generator = generators.get(rejection["row"])
            if rejection["column"] == GENERATOR and generator:
                self._generators[generator] += 1
                self._sentence = self._sentence or sentence
            else:
                self._rows[reason] += 1
                if self._rows[reason] <= SHOWN:
                    self._report(sentence)

    def summarise(self) -> None:
        """Report what has not been reported yet."""
        for reason, number in self._rows.items():
            if number > SHOWN:
                self._report(f"{number - SHOWN} more rows: {reason}")
        total = self._generators.total()
        rows = f" ({total} rows)" if total > 1 else ""
        if len(self._generators) == 1:
            self._report(f"{self._sentence}; to add it, pass --create-generators{rows}")
        elif self._generators:
            names = ", ".join(f"{name} ({number})" for name, number in self._generators.most_common())
            self._report(
                f"{total} rows name {len(self._generators)} generators that the account does not have: {names}; "
                "pass --create-generators, run pgbandit generator add NAME for each of them, or correct the names, "
                "and import again"
            )
